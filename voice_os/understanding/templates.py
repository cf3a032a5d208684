"""What can be said of a sentence template without parsing it."""


def split(text: str, sign: str) -> list[str]:
    """The parts of a template between signs that are in no brackets."""
    parts, depth = [""], 0
    for one in text:
        depth += (one in "([{") - (one in ")]}")
        if one == sign and not depth:
            parts.append("")
        else:
            parts[-1] += one
    return parts


def keywords(template: str) -> frozenset[str]:
    """Words of which at least one is in whatever fits a template, as few as are known.

    Empty where it may fit anything.
    """
    found = [needed for part in split(template, " ") if (needed := _needed(part))]
    return min(found, key=len, default=frozenset())


def _needed(part: str) -> frozenset[str]:
    """The keywords of a part of a template that has no space outside brackets."""
    if not any(sign in part for sign in "([{"):
        return frozenset({part.lower()} - {""})
    if part.startswith("(") and part.endswith(")") and len(split(part, ")")) == 2:
        several = [keywords(one) for one in split(part[1:-1], "|")]
        return frozenset().union(*several) if all(several) else frozenset()
    return frozenset()
