"""The statements of whom one loves, and of what people and animals are called: see `statements`."""

from voice_os.memory import tellings as tell
from voice_os.memory.facts import NAME
from voice_os.memory.tellings import Telling, Tense

_IS, _BECAME, _WAS, _ENDED, _DENIED = Tense

_GONE = r"broken? up|split(?: up)?|separated|(?:got )?divorced"

LOVE: tuple[tuple[str, Telling], ...] = (
    (
        r"I<are> (?:dating|engaged to|married to|going out with|together with) <name><end>",
        tell.love(_BECAME),
    ),
    (
        r"I<perhaps have> (?:(?:got |gotten )?(?:married|engaged)(?: to)?|tied the knot with"
        r"|moved in with|got together with|got hitched to|fallen for"
        r"|fallen in love with) <name><end>",
        tell.love(_BECAME),
    ),
    (r"I<perhaps have> (?:started|begun) dating <name><end>", tell.love(_BECAME)),
    (
        r"<partner> and I(?: are|'re| got| have got)(?: now)? (?:married|engaged|dating|together"
        r"|a couple|back together|in a relationship|an item|seeing each other|going out"
        r"|going steady)<end>",
        tell.love(_BECAME),
    ),
    (
        rf"<partner> and I(?:<have>| have)? (?:broke up|{_GONE}|are divorced|are no longer together"
        r"|gone our separate ways|went our separate ways|parted(?: ways| company)?|called it a day"
        r"|called it quits|are (?:through|over|finished|done|history)(?: now)?)$",
        tell.love(_ENDED),
    ),
    (rf"I<perhaps have> (?:broke up|{_GONE}) (?:with|from) <partner>$", tell.love(_ENDED)),
    (
        r"<partner> and I(?: are not|n't|'re not| aren't) (?:together|a couple|dating|married)"
        r"(?: any ?more| any longer)?$",
        tell.love(_ENDED),
    ),
    (
        r"<partner> and I(?: are|'re) (?:getting (?:divorced|a divorce)|separating|splitting up)",
        tell.love(_ENDED),
    ),
    (r"I<are> seeing <name> now$", tell.love(_BECAME)),
    (r"<partner> (?:dumped|broke up with|divorced|left) me$", tell.love(_ENDED)),
    (rf"[Ww]e(?:'ve| have)? (?:broke up|{_GONE})$", tell.love(_ENDED)),
    (
        r"I<are> (?:single|divorced|back on the market|on my own again|dating again)"
        r"(?: again| now)?$",
        tell.love(_ENDED),
    ),
    (
        r"[Ii]t(?:'s| is)(?: all)? over (?:between (?:me and |us$)|with )(?:<partner>)?$",
        tell.love(_ENDED),
    ),
    (r"[Ii]t(?:'s| is)(?: all)? over between <partner> and (?:me|I)$", tell.love(_ENDED)),
    (r"I<perhaps have> (?:got|gotten) divorced$", tell.love(_ENDED)),
)
"""Whom one loves, or loves no more."""
NAMES: tuple[tuple[str, Telling], ...] = (
    (r"<another>(?:'s(?: name is)?| is) now(?: called| named)? <name>$", tell.renamed),
    (r"<another>(?:'s(?: name is)?| is)(?: called| named)? <name> now(?=$|,)", tell.renamed),
    (r"(?:I|[Ww]e)(?:'ve| have)? renamed <another>(?: to| as)? <name>$", tell.renamed),
    (r"<another>(?: has|'s)? changed (?:her|his|their) name to <name>$", tell.renamed),
    (
        r"<another>(?: now)? (?:goes by|answers to|listens to|responds to|prefers(?: to be called)?"
        r"|wants to be(?: called)?|is known as"
        r"|calls (?:herself|himself|themselves))(?: the name)? <name><now>$",
        tell.renamed,
    ),
    (
        r"(?:I|[Ww]e|[Ee]veryone|[Ee]verybody|[Tt]he \w+)<perhaps have> (?:call(?:s|ed)?"
        r"|rechristened|renamed|nicknamed) <another>(?: as| to)? <name><now>$",
        tell.renamed,
    ),
    (
        r"<another>(?:'s new name is| has a new name,? it's| is called by her new name,?) <name>$",
        tell.renamed,
    ),
    (
        r"<another>(?: has|'s)? (?:become|became|taken the name|took the name) <name>$",
        tell.renamed,
    ),
    (r"[Tt]he <relation>(?:'s name is| is called) <name> now$", tell.introduced_anew),
    (
        r"(?:I|[Ww]e)(?:'ve| have)?(?: decided to)? call(?:ed)? <another> <name> (?:instead|now)$",
        tell.renamed,
    ),
    (
        r"(?:I|[Ww]e)(?:'ve| have)(?: got)? (?:two|three|four) <relation>s?,?"
        r" (?:called |named )?(?P<names><proper>(?:, <proper>)* and <proper>)<end>",
        tell.introduced_together,
    ),
    (
        r"<mine>(?P<new>new )?<relation>"
        r"(?:'s name is|'s called| is called| is named|'s named| is) <name><end>",
        tell.introduced,
    ),
    (
        r"(?:[Tt]he name of|I named|[Ww]e named|I called|[Ww]e called) <mine>(?P<new>new )?"
        r"<relation>(?: is)? <name>$",
        tell.introduced,
    ),
    (r"<name>(?: is|'s) <mine>(?P<new>new )?<relation><end>", tell.introduced),
    (
        r"(?:I|[Ww]e)<perhaps have>(?: got| adopted| bought| have)? (?:an?|one|another)"
        r" (?P<new>new )?"
        r"(?:\w+ )?<relation>(?: is)?,? (?:called|named) <name><end>",
        tell.introduced,
    ),
    (r"[Mm]y name(?: is|'s)(?: now)? (?P<value><named>)$", tell.state(NAME, _IS)),
    (r"I<are> called (?P<value><named>)$", tell.state(NAME, _IS)),
    (r"I<perhaps have> changed my name to (?P<value><named>)$", tell.state(NAME, _BECAME)),
    (r"<mine><relation>(?: <name>)?(?: has| was)? (?:died|passed away|put down)$", tell.died),
)
"""What people and animals are called, and that they are there no more."""
