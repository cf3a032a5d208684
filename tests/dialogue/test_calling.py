"""The language model's way in: which skills it is offered, and what comes of its calls."""

from dialogue.house import House, Obedient

from voice_os.dialogue.calling import MOST_CALLS, NO_END, NOTHING_FITS


async def test_open_talk_is_offered_no_skill_and_streams_as_ever() -> None:
    mind = Obedient()
    house = House(mind)
    assert await house.say("How is life treating you?") == "As you say."
    assert mind.offers == []


async def test_a_wish_that_no_sentence_takes_is_done_by_the_models_call() -> None:
    mind = Obedient(given=lambda name: "kitchen")
    house = House(mind)
    assert await house.say("I need light from the lamp there") == ("The kitchen lamp is lit.")
    assert house.world.done == ["light kitchen"]
    assert house.acted == 1
    (deed,) = await house.journal.deeds()
    assert deed.words == "I need light from the lamp there"


async def test_nothing_is_done_on_trial() -> None:
    house = House(Obedient())
    for _ in range(3):
        await house.say("I need light from the lamp there", commit=False)
    assert house.world.done == []
    assert house.acted == 0


async def test_what_cannot_be_undone_is_asked_about_when_a_model_understood_it() -> None:
    house = House(Obedient())
    asked = await house.say("could you make the notebook empty of notes")
    assert asked == "Shall I empty the notebook of all notes?"
    assert house.world.done == []
    assert await house.say("yes") == "All notes are gone."


async def test_what_sends_is_read_back_as_always() -> None:
    house = House(Obedient(given=lambda name: {"person": "Anna", "words": "hello"}[name]))
    asked = await house.say("I should write Anna a mail about it")
    assert asked == "To Anna: hello. Shall I send it?"
    assert await house.say("no") == "All right, I won't."
    assert house.world.done == []


async def test_one_missing_thing_is_asked_for() -> None:
    house = House(Obedient(given=lambda name: {"person": "Anna", "words": ""}[name]))
    assert await house.say("I should write Anna a mail about it") == "Which words?"
    assert await house.say("good morning") == "To Anna: good morning. Shall I send it?"


async def test_a_long_result_is_read_by_the_model_which_may_then_only_read() -> None:
    mind = Obedient()
    house = House(mind)
    house.world.written = "The lamps were bought in May. " * 20
    answer = await house.say("does the newest mail to read_mail say things about lamps")
    assert answer == NO_END
    assert len(mind.offers) == MOST_CALLS
    assert "light" not in mind.offers[1]
    assert house.world.written[:60] in mind.prompts[1][-1].content
    assert house.world.done == []


async def test_a_model_that_comes_to_no_end_of_its_call_is_honest() -> None:
    class Broken(Obedient):
        async def answer_or_call(self, messages, tools):  # type: ignore[no-untyped-def]
            return
            yield

    house = House(Broken())
    assert await house.say("I need light from the lamp there") == NOTHING_FITS
