"""Ten thousand utterances, most of them nonsense: nothing breaks, and nothing is sent unasked."""

import os
import random
import string

from skills.test_acting import Person

from voice_os.errors import Problem
from voice_os.skills.acting import Acting
from voice_os.skills.registry import Registry, sentences
from voice_os.understanding.recognition import Recognizer

COUNT = 10_000
UNDERSTOOD = int(os.environ.get("VOICE_OS_FUZZ", "2000"))
"""How many are understood with all her skills: 10,000 take half a minute."""

STRANGE = (
    *("\0", "\u202e", "\ud83d\ude00", "🙂", "ß", "İ", "'", '"', "{", "}", "<", ">", "|", "(", "\\"),
    *("../../etc/passwd", "; rm -rf /", "$(reboot)", "<|im_end|>", "{length}", "%s", "\n", "\t"),
    *("٣", "½", "１２", "-0", "1e309", "nan", "a" * 300, "9" * 40),
)
YES = ("yes", "yes please", "sure", "do it", "send it", "okay")
WISHES = ("light up", "write hello to Anna", "write to Anna", "shout", "what is lit")
OTHER = ("no", "stop", "yes no", "and then", "the second one", "make it two", "", "yes but who")


def utterances(chance: random.Random, words: list[str]) -> list[str]:
    """Words of sentences in any order, with strange things between them."""
    found = []
    for _ in range(UNDERSTOOD):
        said = chance.choices(words, k=chance.randint(0, 9))
        for _ in range(chance.choice((0, 0, 1, 3))):
            said.insert(chance.randint(0, len(said)), chance.choice(STRANGE))
        if chance.random() < 0.1:
            said.append("".join(chance.choices(string.printable, k=chance.randint(1, 60))))
        found.append(" ".join(said))
    return found


def test_whatever_is_said_is_understood_or_not_and_nothing_breaks(
    recognizer: Recognizer, everything: Registry
) -> None:
    chance = random.Random(7)  # noqa: S311 - a spread, not a secret
    known = sentences(everything.skills, each=3)
    words = sorted({word for sentence in known for word in sentence.split()})
    acting = Acting(recognizer)  # which is given nothing that it could act on
    for said in utterances(chance, [*words, *known[::40]]):
        acting.step(said)


async def test_nothing_is_sent_but_by_a_yes_to_what_was_read_back() -> None:
    chance = random.Random(8)  # noqa: S311
    person = Person()
    asked = False
    sent = 0
    for _ in range(COUNT):
        said = chance.choice(chance.choice((YES, WISHES, OTHER, STRANGE)))
        hears = chance.choice((1.0, 1.0, 0.3))
        try:
            answer = await person.say(said, hears=hears)
        except (Problem, TypeError):  # "shout" sends unasked, which is a defect
            answer = None
        if len(person.post.sent) > sent:
            assert asked, said
            assert said in YES
        sent = len(person.post.sent)
        asked = hears == 1.0 and bool(answer and answer.endswith("Shall I send it?"))
    assert sent > 20
