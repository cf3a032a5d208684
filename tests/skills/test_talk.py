from skills.scripted import Ask, ScriptedTalk


async def test_she_says_her_last_answer_again(ask: Ask, talk: ScriptedTalk) -> None:
    assert await ask("say that again") == "I haven't said anything yet."
    talk.last_answer = "It's noon."
    assert await ask("can you repeat that please") == "It's noon."


async def test_slower_and_faster_change_the_rate_a_little(ask: Ask, talk: ScriptedTalk) -> None:
    assert await ask("a bit slower please") == "Like this?"
    assert 0.8 < talk.rate < 0.9
    assert await ask("faster") == "Like this?"
    assert abs(talk.rate - 1) < 1e-9


async def test_at_the_end_of_the_scale_she_says_so(ask: Ask, talk: ScriptedTalk) -> None:
    talk.rate = 0.5
    assert await ask("slower") == "This is as slow as I can speak."
    talk.rate = 3.0
    assert await ask("faster") == "This is as fast as I can speak."


async def test_told_to_stop_she_is_quiet_and_says_nothing(ask: Ask, talk: ScriptedTalk) -> None:
    assert await ask("never mind") == ""
    assert talk.quiet
