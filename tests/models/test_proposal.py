import pytest

from voice_os import catalog
from voice_os.models.machine import Gpu, Machine
from voice_os.models.proposal import Proposal, proposal

GB = 10**9
CATALOG = catalog.load()


def ids(proposed: Proposal) -> list[str]:
    return [choice.entry.id for choice in proposed.choices]


def test_two_cores_get_what_answers_at_once() -> None:
    proposed = proposal(Machine(2, 8 * GB, None, offload=False), "en", CATALOG)
    assert ids(proposed) == [
        "whisper-base.en",
        "qwen2.5-0.5b",
        "en_US-ljspeech-medium",
        "smart-turn-v3.2",
    ]
    assert not proposed.gaps
    assert all(choice.reason for choice in proposed.choices)


def test_one_core_is_one_in_words() -> None:
    proposed = proposal(Machine(1, 8 * GB, None, offload=False), "en", CATALOG)
    reasons = " ".join(choice.reason for choice in proposed.choices)
    assert "on 1 core " in reasons
    assert "1 cores" not in reasons


def test_more_cores_get_more() -> None:
    proposed = [
        proposal(Machine(cores, 64 * GB, None, offload=False), "en", CATALOG)
        for cores in (1, 2, 4, 8, 16, 64)
    ]
    sizes = [entry.size or 0 for entry in proposed]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


def test_a_gpu_that_is_used_gets_the_largest_that_fits_it() -> None:
    gpu = Gpu("RTX", 12 * GB)
    used = proposal(Machine(4, 32 * GB, gpu, offload=True), "en", CATALOG)
    unused = proposal(Machine(4, 32 * GB, gpu, offload=False), "en", CATALOG)
    assert "qwen2.5-7b" in ids(used)
    assert "qwen2.5-1.5b" in ids(unused)


def test_little_memory_gets_little() -> None:
    proposed = proposal(Machine(16, 2 * GB, None, offload=False), "en", CATALOG)
    assert all((choice.entry.size or 0) < 0.7 * GB for choice in proposed.choices)


def test_a_model_of_unknown_size_is_not_proposed() -> None:
    gpu = Gpu("H100", 80 * GB)
    proposed = proposal(Machine(64, 512 * GB, gpu, offload=True), "en", CATALOG)
    assert proposed.size is not None


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt"])
def test_every_part_speaks_the_language(language: str) -> None:
    proposed = proposal(Machine(4, 16 * GB, None, offload=False), language, CATALOG)
    assert [choice.entry.part for choice in proposed.choices] == ["stt", "llm", "tts", "turn"]
    assert all(choice.entry.speaks(language) for choice in proposed.choices)


def test_what_the_catalogue_lacks_is_said() -> None:
    proposed = proposal(Machine(2, 8 * GB, None, offload=False), "sw", CATALOG)
    assert ids(proposed) == ["whisper-base"]
    assert len(proposed.gaps) == 2
    assert all("'sw'" in gap for gap in proposed.gaps)
