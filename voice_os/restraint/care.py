"""What she says in a crisis: that it was heard, whom to call, and what she is not."""

from voice_os.restraint import About, Concern, Danger
from voice_os.restraint.helplines import Helpline, directory, spoken

_HEARD = {
    (About.SELF, Danger.SUICIDE): (
        "I'm glad you told me. That sounds very heavy, and you don't have to carry it alone."
    ),
    (About.OTHER, Danger.SUICIDE): (
        "It's good that you're looking out for them, and you don't have to carry this alone. Ask "
        "them openly whether they think of suicide: asking does no harm. Stay with them if you can."
    ),
    (About.SELF, Danger.VIOLENCE): (
        "I'm glad you told me. Nobody may hurt you, and it is not your fault."
    ),
    (About.OTHER, Danger.VIOLENCE): "It's good that you told me. Nobody may hurt them.",
    (About.SELF, Danger.NOW): "I'm glad you told me. This cannot wait: please get help right now.",
    (About.OTHER, Danger.NOW): "This cannot wait. Please get help for them right now, and stay.",
}
_FURTHER = {
    About.SELF: "I'm an AI and can't be there with you. Is there somebody near you can go to now?",
    About.OTHER: "I'm an AI and can't be there, but people can. Tell somebody close to them, too.",
}


def words_of_care(concern: Concern, help_: Helpline) -> str:
    """What she says, in plain sentences whose numbers can be spoken."""
    emergency = f"If there is danger right now, call {spoken(help_.emergency)}."
    urgent = f"Call {spoken(help_.emergency)} now."
    match concern.danger:
        case Danger.NOW:
            whom = [urgent]
        case Danger.VIOLENCE:
            whom = [emergency, _line(help_)]
        case _:
            whom = [_line(help_), emergency]
    return " ".join(
        [_HEARD[concern.about, concern.danger], *filter(None, whom), _FURTHER[concern.about]]
    )


def _line(help_: Helpline) -> str:
    """Whom to talk to."""
    if not help_.line:
        unknown = (
            f"I know of no helpline in {help_.country}."
            if help_.country
            else "I don't know which country you are in, so I can't name its helpline."
        )
        return f"{unknown} The website {directory()} lists helplines all over the world."
    name = help_.name or "the crisis line"
    press = f", and press {spoken(help_.press)}" if help_.press else ""
    number = spoken(help_.line)
    return f"Please talk to someone now: in {help_.country} you reach {name} at {number}{press}."
