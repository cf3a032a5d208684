"""What is known of a template before it is parsed."""

import pytest

from voice_os.skills import registry
from voice_os.understanding.templates import keywords, split


def test_a_template_is_parted_outside_its_brackets() -> None:
    assert split("set (a|b) on|off [x|y]", "|") == ["set (a|b) on", "off [x|y]"]


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("play {what}", {"play"}),
        ("(play|put on) {what}", {"play", "put"}),
        ("[please] (louder|[a] bit quieter)", {"louder", "bit"}),
        ("[the] {name} (window|)", set()),
        ("light[s] {when}", set()),
        ("({what}|music)", set()),
        ("(a|b)'s {what}", set()),
        ("[maybe]", set()),
    ],
)
def test_one_of_its_keywords_is_in_whatever_fits(template: str, words: set[str]) -> None:
    assert keywords(template) == words


def test_nearly_every_sentence_of_the_skills_has_keywords() -> None:
    sentences = [one for skill in registry.load().skills for one in skill.sentences.get("en", ())]
    assert sum(bool(keywords(one)) for one in sentences) > 0.9 * len(sentences)
