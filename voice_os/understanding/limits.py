"""What she cannot do, or not yet, in a sentence for people."""

_CANNOT = {
    "cannot.taxi": "I can't call a taxi or a car.",
    "cannot.ticket": "I can't book tickets or rooms.",
    "cannot.directions": "I know no routes and no timetables.",
    "cannot.traffic": "I know nothing of the traffic.",
    "cannot.takeaway": "I can't order food, or follow an order.",
    "cannot.social": "I can't read or post anything on social networks.",
    "cannot.places": "I know no shops or restaurants.",
    "cannot.events": "I don't know what is on out there.",
    "cannot.movies": "I don't know what the cinemas show.",
    "cannot.stocks": "I don't know what shares are worth.",
    "cannot.call": "I can't make calls or read text messages.",
}

_NOT_YET = {
    "calendar": "keep a calendar",
    "lists": "keep lists",
    "notes": "take notes",
    "mail": "read or write mail",
    "contacts": "keep contacts",
    "letters": "write letters",
    "media": "play anything",
    "volume": "change the volume",
    "weather": "look up the weather",
    "news": "look up the news",
    "currency": "convert currencies",
    "units": "convert units",
    "games": "play games",
    "home": "do anything in your home",
}


def refusal(name: str) -> str | None:
    """What she says to a wish for a skill that is not there; None where open talk may do."""
    subject = name.partition(".")[0]
    if name == "media.like":
        return None
    if subject in _NOT_YET:
        return f"I can't {_NOT_YET[subject]} yet."
    return _CANNOT.get(name)
