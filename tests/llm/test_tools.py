"""Tools: what a model is told of them, and that it can call them in no other form."""

import random
from pathlib import Path

import pytest

from voice_os.llm import Message
from voice_os.llm.llama import Llama, _grammar
from voice_os.llm.sampling import constrained
from voice_os.llm.sequence import Tokens
from voice_os.llm.tools import Call, Tool, read, schema, told

TIMER = Tool(
    "set_timer", "set a timer", {"length": {"type": "string"}, "loud": {"type": "boolean"}}
)
LIGHT = Tool("light", "light a lamp", {"room": {"type": "string"}, "level": {"type": "integer"}})
COUNTER = Tool("set_timer", "set a timer", {"seconds": {"type": "integer"}})


def test_a_tool_is_told_in_a_line() -> None:
    assert "\n- light(room, level): light a lamp" in told([TIMER, LIGHT])


@pytest.mark.parametrize(
    ("text", "call"),
    [
        (
            '{"tool": "light", "arguments": {"room": "hall"}}',
            Call("light", {"room": "hall"}),
        ),
        ('{"tool": "light", "arguments": {"sudo": true}}', Call("light", {})),
        ('{"tool": "rm", "arguments": {}}', None),
        ('{"tool": "light"}', None),
        ('{"tool": "light", "arguments": 5}', None),
        ('{"tool": "light", "argum', None),
        ("[]", None),
        ("7", None),
    ],
)
def test_only_a_whole_call_of_a_known_tool_is_one(text: str, call: Call | None) -> None:
    assert read(text, [TIMER, LIGHT]) == call


def grammar_of(*tools: Tool) -> str:
    import json

    return _grammar(json.dumps(schema(tools)))


def test_a_model_that_knows_nothing_of_tools_calls_them_well_formed(shared: Path) -> None:
    model = shared / "models" / "stories260K" / "stories260K.gguf"
    tokens = Tokens(model, context=512, gpu_layers=0, threads=1)
    chance = random.Random(1)  # noqa: S311 - a spread, not a secret
    words = ["Once", "upon", "a", "time", "set", "lamp", "the", "dog", "ten", "minutes"]
    try:
        for _ in range(25):
            said = " ".join(chance.choices(words, k=8))
            tokens.cut(0)
            tokens.evaluate(tokens.tokenize(said, markers=False))
            text = b""
            with constrained(tokens.opened, grammar_of(TIMER, LIGHT)) as choose:
                for _ in range(300):
                    token = choose()
                    assert token is not None
                    if tokens.ends_answer(token):
                        break
                    text += tokens.text_of(token)
                    tokens.evaluate([token])
                    if read(text.decode("utf-8", "replace"), [TIMER, LIGHT]):
                        break
            assert read(text.decode("utf-8", "replace"), [TIMER, LIGHT]), text
    finally:
        tokens.close()


async def test_a_call_is_the_whole_answer_and_talk_is_left_alone(
    tiny_models: Path, tmp_path: Path
) -> None:
    llm = await Llama.load(
        tiny_models / "tiny-llm.gguf",
        context=2048,
        max_tokens=64,
        temperature=0,
        gpu_layers=0,
        threads=0,
        cache=tmp_path,
    )
    front = Message("system", "You are kind.")
    try:
        asked = [front, Message("user", "please set one")]
        said = [piece async for piece in llm.answer_or_call(asked, [COUNTER])]
        assert said == [Call("set_timer", {"seconds": 300})]
        weather = Tool("forecast", "say what it is like outside, rain or sun")
        said = [piece async for piece in llm.answer_or_call(asked, [weather])]
        assert "".join(map(str, said)) == "Expect sunshine today; bring no coat…"
    finally:
        await llm.close()
