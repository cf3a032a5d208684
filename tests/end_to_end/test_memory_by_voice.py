"""Memory, documents, snoozing and the first meeting by voice, with the real encrypted memory."""

from pathlib import Path

import pytest
from end_to_end.by_voice import Row, hold

ROWS: list[Row[Path]] = [
    Row("", "my favorite color is green", "I'll remember that"),
    Row("remembering.tell_fact", "what is my favourite color", "green"),
    Row("remembering.remember", "remember that my sister is called anna", "I'll remember"),
    Row("remembering.tell_known", "what do you know about my sister", "Anna is your sister"),
    Row("remembering.tell_said", "what did i say about my sister", "you said: "),
    Row("remembering.tell_when_said", "when did i tell you about my sister", "Today you said"),
    Row("remembering.tell_fact", "what is my favourite color", "green"),
    Row("remembering.correct", "that's wrong", "struck that out"),
    Row("remembering.forget", "forget everything about my sister", "Shall I forget it"),
    Row("", "yes", "It is gone"),
    Row("remembering.tell_said", "what did i say about my sister", "don't remember"),
    Row("honesty.tell_memory", "do you remember me", "encrypted file on this machine"),
    Row("learning.learn_file", "learn the file travel plans", "I've read .*travel plans"),
    Row("learning.list_documents", "which documents do you know", "travel plans"),
    Row("learning.consult_document", "what does travel plans say about the house", "garden"),
    Row("learning.forget_document", "forget the file travel plans", "Shall I forget"),
    Row("", "yes", "I have forgotten"),
    Row("learning.list_documents", "which documents do you know", "haven't read"),
    Row("manner.meet", "let's get to know each other", "What shall I call you"),
]


async def test_every_wish_is_heard_done_and_answered(
    bare_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "The house stands beside a garden. The train leaves at noon.\n"
    (bare_home / "Documents" / "travel plans.txt").write_text(text)
    wrong = await hold(ROWS, bare_home, bare_home, monkeypatch)
    assert not wrong, "\n".join(wrong)
