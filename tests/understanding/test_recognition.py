"""What is a wish, and what only sounds like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_os.errors import Problem
from voice_os.skills import Effect, Skill, registry, skill
from voice_os.understanding.recognition import Recognizer, check
from voice_os.understanding.wording import LONGEST, tidy

WISHES = {
    "clock.tell_time": [
        "What time is it?",
        "hey, can you tell me what time it is right now, please?",
        "do you have the time",
        "tell me the time",
        "whats the time",
    ],
    "clock.tell_time_in": ["what time is it in Tokyo?", "what's the time in New York right now"],
    "clock.tell_date": ["What's today's date?", "so, um, what's the date today", "the date please"],
    "clock.tell_day": ["what day is it", "What day of the week is it today?", "what's today"],
    "timers.set_timer": [
        "Set a timer for 10 minutes.",
        "hey could you set a five-minute timer please",
        "timer 5 minutes",
        "I need a timer for twenty five minutes",
        "can you set me a timer for half an hour",
        "set an egg timer for three and a half minutes",
        "start a 10 minute pasta timer",
        "set a timer for an hour and a half for the laundry",
        "set another thirty second timer",
        "set a timer",
    ],
    "timers.time_left": [
        "how long is left on the timer",
        "How much time is left on my pasta timer?",
        "when does the five minute timer go off",
        "what timers are running",
    ],
    "timers.cancel_timer": [
        "Cancel the timer.",
        "please cancel my pizza timer",
        "stop the 5-minute timer",
        "turn the timer off",
    ],
    "timers.cancel_all_timers": ["cancel all timers", "delete all of my timers"],
    "arithmetic.calculate": [
        "what's twelve times seven",
        "What is 15% of 80?",
        "how much is 3 plus 4",
        "How much is 3 + 4?",
        "twelve times seven",
        "Can you work out 17 percent of 1,230 for me?",
        "do you know what 8 times 8 is",
        "what's the square root of 144",
    ],
    "talk.repeat": ["repeat that", "Can you say that again?", "Sorry, what did you say?"],
    "talk.speak_slower": ["speak slower", "a bit slower please", "you're talking too fast"],
    "talk.speak_faster": ["Faster!", "could you speak a little faster"],
    "talk.stop": ["Stop.", "stop it now", "Okay, never mind, thanks.", "please be quiet", "wait"],
    "listening.tell_mode": ["well, can you hear me now", "are you listening?"],
    "about.introduce": ["who are you", "Hey, what's your name?"],
    "about.list_skills": ["What can you do?", "what can you do for me", "help"],
    "about.greet": ["Hello!", "hi there", "hello hello"],
    "about.answer_call": ["are you there?", "anybody home"],
    "about.accept_thanks": ["thank you", "okay thanks a lot"],
    "about.part": ["goodbye", "good night"],
}

OPEN = """
what time was it when the titanic sank
what time is dinner
tell me the time you were happiest
time flies
what day is christmas
what's the date of the french revolution
who are you voting for
what can you do about climate change
stop wars are bad
don't stop
stop me if you've heard this one
never mind the gap
wait for me
set the table for five
set a timer for the bomb
don't set a timer for five minutes
she set a five minute timer
how long is left until christmas
how does a timer work
cancel my subscription
cancel the meeting
what is love
what is 42
what's nine eleven
how much is a coffee
five times she called me
three times a lady
what's five minutes plus three
what's the difference between cats and dogs
the sum of all fears
divide the cake by two
twice upon a time
can you say that again in german
repeat after me
what did you say to him
slower than a snail
hello darkness my old friend
thank you for the music
help me with my homework
tell me a story
""".strip().splitlines()


@pytest.mark.parametrize(
    ("text", "name"), [(text, name) for name, texts in WISHES.items() for text in texts]
)
def test_a_plain_wish_is_recognised(recognizer: Recognizer, text: str, name: str) -> None:
    wish = recognizer.recognize(text)
    assert wish is not None
    assert wish.skill.name == name


@pytest.mark.parametrize("text", OPEN)
def test_open_talk_that_sounds_like_a_wish_is_none(recognizer: Recognizer, text: str) -> None:
    assert recognizer.recognize(text) is None


@pytest.mark.parametrize("text", ["", "   ", "?!", "'", "please", "{length}", "(", "\0", "и что"])
def test_what_says_nothing_is_no_wish(recognizer: Recognizer, text: str) -> None:
    assert recognizer.recognize(text) is None


def test_a_speech_is_no_wish(recognizer: Recognizer) -> None:
    assert recognizer.recognize("please " * LONGEST + "stop") is None


@settings(deadline=None)
@given(st.text(max_size=LONGEST))
def test_any_text_at_all_is_survived(recognizer: Recognizer, text: str) -> None:
    recognizer.recognize(text)


WORDS = sorted({word for texts in WISHES.values() for text in texts for word in text.split()})


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=15))
def test_any_order_of_the_words_she_knows_is_survived(
    recognizer: Recognizer, words: list[str]
) -> None:
    recognizer.recognize(" ".join(words))


def test_slots_are_read_whatever_the_wording(recognizer: Recognizer) -> None:
    values = []
    for text in ("set a ten minute pasta timer", "set a pasta timer for 10 minutes, please"):
        wish = recognizer.recognize(text)
        assert wish is not None
        values.append(dict(wish.slots))
    assert values[0] == values[1]
    assert values[0]["name"] == "pasta"


@pytest.mark.parametrize(
    ("said", "what", "when"),
    [
        ("remind me about tomorrow's interview", "interview", "tomorrow"),
        ("remind me of the friday review at noon", "the friday review", "at noon"),
        ("remind me about monday lecture at ten", "lecture", "monday at ten"),
        ("set a reminder for thursdays at two p m", None, "thursdays at two p m"),
    ],
)
def test_a_day_before_what_a_wish_is_about_is_its_time(
    recognizer: Recognizer, said: str, what: str | None, when: str
) -> None:
    wish = recognizer.recognize(said)
    assert wish is not None
    assert wish.slots.get("what") == what
    assert str(wish.slots["when"]) == when


def test_a_place_and_a_time_side_by_side_are_told_apart(recognizer: Recognizer) -> None:
    wish = recognizer.recognize("what's the weather like in galway ireland tomorrow")
    assert wish is not None
    assert wish.slots["place"] == "galway ireland"
    assert str(wish.slots["when"]) == "tomorrow"


def test_a_language_without_sentences_recognises_nothing(recognizer: Recognizer) -> None:
    assert Recognizer(registry.load().skills, "de").recognize("what time is it") is None


def test_another_language_has_its_own_sentences() -> None:
    async def tell_time() -> str:
        """Tell the time."""
        return ""

    made = skill("what time is it", effect=Effect.READS, translations={"de": ["wie spät ist es"]})
    german = Recognizer([made(tell_time)], "de")
    assert german.recognize("Wie spät ist es?") is not None
    assert german.recognize("what time is it") is None


@pytest.mark.parametrize(
    ("heard", "tidied"),
    [
        ("What’s 1,234 × 5?", "what's 1234 × 5"),
        ("Set a five-minute timer, please.", "set a five minute timer please"),
        ("10-minute", "10 minute"),
        ("'Stop!' — 2.5", "stop 2.5"),
        ("7-3", "7-3"),
    ],
)
def test_case_and_punctuation_go_and_arithmetic_stays(heard: str, tidied: str) -> None:
    assert tidy(heard) == tidied


@pytest.mark.parametrize("sentence", ["go (left|right", "go [left", "<go> left", "go {left"])
def test_a_malformed_sentence_is_a_problem(sentence: str) -> None:
    async def go() -> str:
        """Go."""
        return ""

    made: Skill = skill(sentence, effect=Effect.READS)(go)
    with pytest.raises(Problem, match="malformed"):
        check(made)
