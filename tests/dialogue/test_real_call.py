"""From words that no sentence takes, through a real engine's call, to what is asked or done."""

from pathlib import Path

from dialogue.house import House, World

from voice_os.llm.llama import Llama
from voice_os.skills import Done, Effect, skill


@skill("ring in {seconds}", effect=Effect.CHANGES)
async def set_timer(world: World, seconds: int) -> Done:
    """Set a timer on the cooker."""
    world.done.append(f"timer {seconds}")
    return Done(f"It rings in {seconds} seconds.")


async def test_a_real_engine_calls_a_skill_that_is_then_asked_about(
    tiny_models: Path, tmp_path: Path
) -> None:
    mind = await Llama.load(
        tiny_models / "tiny-llm.gguf",
        context=2048,
        max_tokens=64,
        temperature=0,
        gpu_layers=0,
        threads=0,
        cache=tmp_path,
    )
    try:
        house = House(mind, [set_timer])
        asked = await house.say("could you watch the cooker with a timer for me")
        assert asked == "Shall I set a timer on the cooker: 300?"
        assert house.world.done == []
        assert await house.say("yes") == "It rings in 300 seconds."
        assert house.world.done == ["timer 300"]
    finally:
        await mind.close()
