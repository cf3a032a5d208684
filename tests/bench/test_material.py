from pathlib import Path

from voice_os.bench.material import Half, material


def test_what_is_tuned_on_is_not_measured_with(shared: Path) -> None:
    tuning, figures = (material(shared, half) for half in Half)
    for one, other in (
        (tuning.people, figures.people),
        (tuning.responses, figures.responses),
        (tuning.noises, figures.noises),
    ):
        assert one
        assert other
        assert not set(one) & set(other)


def test_her_readers_do_not_cut_in_on_her(shared: Path) -> None:
    for half in Half:
        found = material(shared, half)
        assert not set(found.people) & {path for reader in found.readers for path in reader}


def test_without_the_folder_of_recordings_there_are_people_all_the_same() -> None:
    assert material(None, Half.FIGURES).people
