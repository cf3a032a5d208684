"""The statements that rules understand, and what each of them tells.

To teach another: one line in a table. The first whose form fits a clause is the one.
"""

import re
from dataclasses import dataclass
from functools import cache

from voice_os.memory import tellings as tell
from voice_os.memory.forms import form
from voice_os.memory.people_statements import LOVE, NAMES
from voice_os.memory.tellings import Telling, Tense

_IS, _BECAME, _WAS, _ENDED, _DENIED = Tense


@dataclass(frozen=True, slots=True)
class Statement:
    """A kind of clause. `ahead`: a date in it that could be past or future is the future."""

    form: re.Pattern[str]
    tell: Telling
    ahead: bool = False


_JOB = r"(?: (?:my|her|his|the|our)(?: old)? job)"
_DISMISSED = r"fired|laid off|let go|made redundant"
_MOVED = (
    r"(?:['’]s| is| will be| takes place| starts"
    r"|(?: has been| has| got| was| is) moved(?: again,?)?"
    r"|(?: has been|['’]s been| got| was) (?:postponed|rescheduled|put (?:off|back)|pushed back"
    r"|brought forward))"
    r"(?: now| to| on| until| due)*"
)
_NO_CLOCK = r"(?!\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b)"

_HOMES: tuple[tuple[str, Telling], ...] = (
    (r"<who><just> lives?<just> in <place>", tell.state("home", _IS)),
    (r"<who><are> (?:living|based) in <place>", tell.state("home", _IS)),
    (
        r"<who><perhaps have> (?:moved|relocated|emigrated)(?: back| house| over| out| down| up)*"
        r"(?: from <named>)? to <place>",
        tell.state("home", _BECAME),
    ),
    (
        r"<who><perhaps have> (?:settled(?: down)?|resettled|put down roots|set up home|ended up"
        r"|found (?:a|our|my) (?:\w+ )?(?:place|flat|house|apartment)|made a (?:new )?home"
        r"|made (?:my|our|her|his) home) in <place>",
        tell.state("home", _BECAME),
    ),
    (
        r"<who><perhaps have> (?:packed up|upped sticks|decamped|flown|shifted|uprooted"
        r"|transferred)(?: and (?:moved|gone|went|left|headed|relocated))? to <place>",
        tell.state("home", _BECAME),
    ),
    (r"(?:[Mm]y|[Oo]ur)(?: new)? (?:home|place) is(?: now)? in <place>", tell.state("home", _IS)),
    (
        r"<who><perhaps have> made (?P<value><named>) (?:my|our|her|his|their) (?:new )?home$",
        tell.state("home", _BECAME),
    ),
    (r"(?:[Hh]ome|[Mm]y home) is(?: now)? <place>", tell.state("home", _IS)),
    (
        r"<who>(?: now)?(?: call| calls) (?P<value><named>)(?: my| our)? home(?: now)?$",
        tell.state("home", _IS),
    ),
    (
        r"(?P<value><named>) is(?: now)? (?:my|our) (?:new )?home(?: now)?$",
        tell.state("home", _IS),
    ),
    (r"<who><perhaps have> moved in with .+? in <place>", tell.state("home", _BECAME)),
    (
        r"<who><are> back in <place>(?: for good| permanently| to stay)$",
        tell.state("home", _BECAME),
    ),
    (
        r"(?:[Mm]y (?:company|firm|boss|employer|job|work)|[Tt]hey)(?: have| has)?"
        r" (?:relocated|moved|transferred|posted) me to <place>",
        tell.state("home", _BECAME),
    ),
    (r"<who><have> (?:lived|been living) in <place>", tell.experience("home")),
    (r"<who> (?:lived|used to live|was living|were living) in <place>", tell.state("home", _WAS)),
    (r"<who><no longer> lives? in <place>$", tell.state("home", _ENDED)),
    (r"<who><not> lives? in <place> any (?:more|longer)$", tell.state("home", _ENDED)),
    (r"<who><not> lives? in <place>$", tell.state("home", _DENIED)),
    (r"<who><perhaps have> moved (?:away from|out of) <place>", tell.state("home", _ENDED)),
    (r"<who><perhaps have> moved(?: house| out| again| away)*$", tell.state("home", _ENDED)),
)
_WORK: tuple[tuple[str, Telling], ...] = (
    (
        r"<who>(?:<are> working|<just> works?) (?:at|for) (?P<employer><proper>) as an? <job>",
        tell.position,
    ),
    (
        r"<who>(?:<are> working|<just> works?) as an? <job> (?:at|for|with)"
        r" (?P<employer><proper>)<end>",
        tell.position,
    ),
    (r"<who><just> works? (?:at|for) <place>", tell.state("employer", _IS)),
    (r"<who><are> (?:working|employed) (?:at|for|by) <place>", tell.state("employer", _IS)),
    (
        r"<who><perhaps have> (?:started|began|begun|got|landed|took)"
        r"(?: (?:a|my|her|his)(?: new)? (?:job|position)| working| work)? (?:at|with|for) <place>",
        tell.state("employer", _BECAME),
    ),
    (
        r"<who><perhaps have>(?: got| been| was| were)? (?:hired|poached|headhunted|recruited"
        r"|taken on|snapped up) by <place>",
        tell.state("employer", _BECAME),
    ),
    (
        r"(?P<value><named>)(?: has| have)? (?:hired|poached|headhunted|recruited|took|taken"
        r"|snapped) me(?: on| up| away)$",
        tell.state("employer", _BECAME),
    ),
    (
        r"<who><perhaps have> (?:(?:jumped ship|crossed over|gone over|defected) to"
        r"|signed (?:up )?with|accepted (?:an?|the) (?:\w+ )?"
        r"(?:job|offer|position|role|post) (?:at|with|from)"
        r"|(?:landed|found|got|started|taken|took)(?: myself)? an?(?: new)? (?:\w+ )?"
        r"(?:job|role|post|position) (?:at|with)) <place>",
        tell.state("employer", _BECAME),
    ),
    (r"<who><have> (?:worked|been working) (?:at|for) <place>", tell.experience("employer")),
    (r"<who> (?:worked|used to work|was working) (?:at|for) <place>", tell.state("employer", _WAS)),
    (r"<who><no longer> works? (?:at|for) <place>$", tell.state("employer", _ENDED)),
    (r"<who><not> works? (?:at|for) <place> any ?more$", tell.state("employer", _ENDED)),
    (r"<who><not> works? (?:at|for) <place>$", tell.state("employer", _DENIED)),
    (
        r"<who><are> (?:no longer|not) (?:at|with|working (?:at|for)) <place>(?: any ?more)?$",
        tell.state("employer", _ENDED),
    ),
    (r"<who><are> an? <job> (?:at|for|with) (?P<employer><proper>)<end>", tell.position),
    (
        r"<who><perhaps have> (?:quit|left|lost|resigned from|given up|gave up)"
        rf"{_JOB}(?: (?:at|with) <place>)?$",
        tell.no_job,
    ),
    (
        rf"<who>(?:<are>|<perhaps have>)(?: was| were| got| been)? (?:retired|{_DISMISSED}"
        r"|unemployed|resigned)(?: (?:from|by) <place>)?(?: now)?$",
        tell.no_job,
    ),
    (r"<who><perhaps have> started a new job$", tell.no_job),
    (r"<who><are> an? <job>", tell.state("job", _IS)),
    (r"<who>(?:<are> working|<just> works?) as an? <thing>", tell.state("job", _IS)),
    (
        r"<who><perhaps have> (?:became|become|started(?: working| work)? as) an? <thing>",
        tell.state("job", _BECAME),
    ),
    (r"<who> (?:used to be|was|worked as|used to work as) an? <job>", tell.state("job", _WAS)),
)
_TASTES: tuple[tuple[str, Telling], ...] = (
    (
        r"<who>(?: no longer (?:like|love|enjoy)s?|<perhaps have> (?:stopped liking|gone off"
        r"|went off|gone right off|gone completely off|turned (?:my|his|her|our) back on"
        r"|lost (?:my|his|her|our|the) taste for|fallen out of love with|grown out of|sworn off"
        r"|had (?:quite )?enough of)) <thing>",
        tell.state("likes", _ENDED, many=True),
    ),
    (r"<who><not> (?:like|love|enjoy) <thing> any ?more$", tell.state("likes", _ENDED, many=True)),
    (
        r"<i><perhaps have> (?:come|grown|learn(?:ed|t)|started) to (?:like|love|enjoy) <taste>",
        tell.state("likes", _IS, many=True),
    ),
    (r"<who> used to (?:like|love|enjoy) <taste>", tell.state("likes", _ENDED, many=True)),
    (r"<who> used to (?:hate|dislike) <taste>", tell.state("dislikes", _ENDED, many=True)),
    (r"<who><not> (?:hate|mind) <thing> any ?more$", tell.state("dislikes", _ENDED, many=True)),
    (
        r"<i><just>(?: absolutely| quite| always)? (?:love|like|enjoy|adore) <taste>",
        tell.state("likes", _IS, many=True),
    ),
    (
        r"<another><just>(?: absolutely| quite| always)? (?:love|like|enjoy|adore)s <taste>",
        tell.state("likes", _IS, many=True),
    ),
    (
        r"<i><just>(?: absolutely)? (?:can't stand|hate|dislike|detest|don't(?: really)? like)"
        r" <taste>",
        tell.state("dislikes", _IS, many=True),
    ),
    (
        r"<another><just>(?: absolutely)? (?:can't stand|hates|dislikes|detests"
        r"|doesn't(?: really)? like) <taste>",
        tell.state("dislikes", _IS, many=True),
    ),
    (
        r"(?:(?:[Nn]owadays|[Tt]hese days|[Nn]ow),? )?"
        r"<whose> (?:new )?favou?rite (?P<what>[a-z]+(?: [a-z]+)?)"
        r"(?: these days| now| at the moment)?(?P<is> is| are|'s| was| were| used to be)(?: now)?"
        r" <thing>",
        tell.favourite,
    ),
    (
        r"<who><are> (?:not|no longer) allergic to <thing>",
        tell.state("allergy", _ENDED, many=True),
    ),
    (
        r"<who>(?:<are>|<perhaps have> become) allergic to <thing>",
        tell.state("allergy", _IS, many=True),
    ),
    (r"<who><are> (?:no longer|not)(?: an?)? <diet>", tell.state("diet", _ENDED)),
    (r"<who><are>(?: an?)? <diet>", tell.state("diet", _IS)),
    (
        r"<who><perhaps have> (?:become|became|gone|went|turned)(?: an?)? <diet>",
        tell.state("diet", _BECAME),
    ),
    (
        r"<who><perhaps have> (?:eat|eats|eating|started eating) meat again$",
        tell.state("diet", _ENDED),
    ),
    (r"<who>(?:<are>| comes?)(?: originally)? from <place>$", tell.state("origin", _IS)),
    (r"<who>(?:<just> stud(?:y|ies)|<are> studying) <thing>", tell.state("studies", _IS)),
    (r"<who><perhaps have> started studying <thing>", tell.state("studies", _BECAME)),
    (r"<who><just> speaks?(?: fluent)? <language>", tell.state("languages", _IS, many=True)),
    (r"<who><just> drives? an? <thing>", tell.state("car", _IS)),
    (r"<who><perhaps have> sold (?:my|our|her|his) car$", tell.state("car", _ENDED)),
)
_BIRTHDAYS: tuple[tuple[str, Telling], ...] = (
    (r"<whose> birthday(?: is|'s)(?: on)?$", tell.birthday),
    (r"<who> (?:was|were) born$", tell.birthday),
    (
        r"(?:<mine>|[Tt]he )<event> (?:is|was|has been|got)(?: now)? (?:cancell?ed|called off)$",
        tell.called_off,
    ),
    (
        r"(?:[Tt]hey|[Ww]e|I)(?:'ve| have)?(?: had to)? (?:cancel(?:l?ed)?|call(?:ed)? off)"
        r" (?:my|our|the) <event>$",
        tell.called_off,
    ),
)
_PLANS: tuple[tuple[str, Telling], ...] = (
    (rf"(?:<whose>|[Oo]ur|[Tt]he) <event>{_MOVED}(?: instead)?<clock>$", tell.takes_place),
    (
        r"(?:[Tt]hey|[Ww]e|I|[Mm]y [a-z]+|[Tt]he [a-z]+)(?:'ve| have| has)?"
        r"(?: had to| have to)? (?:moved?|pushed?|shift(?:ed)?|postponed?|rescheduled?|rebooked"
        r"|put|brought|changed?) (?:my|our|the) <event>"
        r"(?: back| forward| off| up)?(?: to| until| till| for)?<clock>$",
        tell.takes_place,
    ),
    (
        r"(?:I|[Ww]e)(?:'ve| have)(?: got)? (?:an?|my|our|the) <event>"
        rf"(?: (?:at|with|for|in) {_NO_CLOCK}[\w' ]+?)?<clock>$",
        tell.takes_place,
    ),
    (
        r"(?:I'm|I am|[Ww]e're|[Ww]e are) (?P<going>going|flying|travelling|traveling|driving"
        r"|moving|relocating) to <place>",
        tell.journey,
    ),
)


@cache
def statements() -> tuple[Statement, ...]:
    """Every statement that is understood. Compiling them takes 0.1 s, so not at import."""
    past = _HOMES + _WORK + LOVE + NAMES + _TASTES + _BIRTHDAYS
    return (
        *(Statement(form(text), telling) for text, telling in past),
        *(Statement(form(text), telling, ahead=True) for text, telling in _PLANS),
    )
