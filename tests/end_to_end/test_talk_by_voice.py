"""Time, sums, words, games and the conversation itself, by voice."""

import calendar
import shutil
from pathlib import Path

import pytest
from end_to_end.by_voice import Row, hold

MEANING = "rhythmic" if shutil.which("wn") else "WordNet"
"""Of "rhythm"; without a dictionary she says what to install."""

ROWS: list[Row[Path]] = [
    Row("clock.tell_time", "what time is it", r"^It's [-a-z ]+\.$"),
    Row("clock.tell_time_in", "what time is it in tokyo", "^It's .* in Tokyo"),
    Row(
        "clock.tell_date",
        "what's the date",
        f"day, the .* of ({'|'.join(calendar.month_name[1:])})",
    ),
    Row("clock.tell_day", "which day is it", f"^It's ({'|'.join(calendar.day_name)})"),
    Row("clock.tell_month", "what month is it", f"^It's ({'|'.join(calendar.month_name[1:])})"),
    Row("clock.tell_year", "what year is it", "^It's twenty "),
    Row("arithmetic.calculate", "how much is twenty percent of fifty", r"\b10\b"),
    Row("units.convert", "how many minutes in two hours", "120 minutes"),
    Row("dictionary.define", "what does the word rhythm mean", MEANING),
    Row("dictionary.spell", "how do you spell necessary", "N, E, C, E, S, S, A, R, Y"),
    Row("games.roll_dice", "roll the dice", "^(One|Two|Three|Four|Five|Six)"),
    Row("games.flip_coin", "heads or tails", "^(Heads|Tails)"),
    Row("games.draw_card", "pick a card", "^The .* of (clubs|diamonds|hearts|spades)"),
    Row("games.pick_number", "give me a random number between one and three", "^(One|Two|Three)"),
    Row("games.play_game", "let's play a game", "a number from one to 100. Your guess"),
    Row("games.play_game", "is it fifty", "Higher|Lower|That's it"),
    Row("games.give_up", "stop the game", "It was|We are not playing"),
    Row("feelings.tell_mood", "how are you today", "as far as an AI has moods"),
    Row("feelings.explain_mood", "do you have feelings", "don't feel as you do"),
    Row("talk.repeat", "repeat that", "don't feel as you do"),
    Row("talk.stop", "stop", "^$"),
    Row("about.greet", "hello there", "^Hello"),
    Row("about.answer_call", "are you there", "^I'm here"),
    Row("about.accept_thanks", "thank you very much", "welcome|[Gg]lad|pleasure"),
    Row("about.list_skills", "what can you do", "^I can tell the time"),
    Row("about.part", "good night", "Goodbye|Good night|[Ss]leep"),
]


async def test_every_wish_is_heard_done_and_answered(
    bare_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = await hold(ROWS, bare_home, bare_home, monkeypatch)
    assert not wrong, "\n".join(wrong)
