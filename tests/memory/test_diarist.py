"""What a model writes: a thread that does not rest on words that were said is dropped."""

import json
from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime

import pytest
from memory.test_extraction import Scripted

from voice_os.llm import Message
from voice_os.llm.tools import Call, Tool
from voice_os.memory import Turn
from voice_os.memory.diarist import summary, threads
from voice_os.memory.facts import YOU

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
TALK = [
    Turn(1, 1, AT, YOU, "The interview at Volvo is on Friday and I am nervous."),
    Turn(2, 1, AT, "Nova", "Your exam went well."),
]


async def test_a_summary_ends_with_a_sentence() -> None:
    assert await summary(Scripted("One. Two! Thr"), TALK) == "One. Two!"
    assert await summary(Scripted("no end"), TALK) == ""


@pytest.mark.parametrize(
    ("ask", "quote", "kept"),
    [
        ("How was the interview at Volvo?", "the interview at Volvo is on Friday", True),
        ("How was the interview?", "the interview is on Friday", False),
        ("How was the exam?", "Your exam went well", False),
        ("How is Tom?", "I am nervous", False),
        ("Tell me more.", "I am nervous", False),
        ("Are you still nervous?", "nervous", False),
    ],
)
async def test_a_thread_quotes_the_person_and_names_nobody_else(
    ask: str, quote: str, kept: bool
) -> None:
    answer = json.dumps([{"ask": ask, "quote": quote}])
    assert await threads(Scripted(answer), TALK) == ([ask] if kept else [])


async def test_what_is_no_list_gives_no_threads() -> None:
    for answer in ("", "none", "[[[", '["How?"]', '[{"ask": 1, "quote": "I am nervous"}]'):
        assert await threads(Scripted(answer), TALK) == []


async def test_a_model_that_calls_tools_is_held_to_the_form() -> None:
    class Caller(Scripted):
        tools: Sequence[Tool] = ()

        async def answer_or_call(
            self, messages: Sequence[Message], tools: Sequence[Tool]
        ) -> AsyncGenerator[str | Call, None]:
            self.tools = tools
            said = {"ask": "Are you still nervous?", "quote": "I am nervous"}
            yield Call(tools[0].name, {"threads": [said]})

    caller = Caller("")
    assert await threads(caller, TALK) == ["Are you still nervous?"]
    assert [tool.name for tool in caller.tools] == ["note_threads"]
