"""Whether words that were heard are her own: an echo that a recogniser took for someone."""

from voice_os.understanding.wording import plain

_ALIKE = 80.0  # of 100, from which two rows of letters are the same words
_LEAST = 6  # letters; fewer are in any sentence by chance


def are_hers(words: str, being_said: str) -> bool:
    """Whether the words are, give or take what a recogniser mishears, within `being_said`."""
    from rapidfuzz import fuzz  # 30 ms, which starting need not wait for

    heard, said = plain(words), plain(being_said)
    if not heard or not said:
        return False
    if len(heard) < _LEAST:
        return f" {heard} " in f" {said} "
    return len(heard) <= len(said) and fuzz.partial_ratio(heard, said) >= _ALIKE
