from hypothesis import example, given
from hypothesis import strategies as st

from voice_os.llm.text import AnswerText


def said(pieces: list[bytes], *stops: str) -> list[str]:
    text = AnswerText(stops)
    given_out = []
    for piece in pieces:
        given_out.append(text.push(piece))
        if text.ended:
            return given_out
    return [*given_out, text.rest()]


def test_a_character_cut_in_two_waits_for_its_other_half() -> None:
    euro = "€".encode()
    assert said([b"5 ", euro[:1], euro[1:]]) == ["5 ", "", "€", ""]


def test_a_character_that_is_never_completed_is_dropped() -> None:
    assert said([b"5", "€".encode()[:2]]) == ["5", "", ""]


def test_a_stop_text_in_pieces_ends_the_answer_and_is_never_said() -> None:
    pieces = [b"Hello.", b" <|im", b"_end|", b">", b"user"]
    assert "".join(said(pieces, "<|im_end|>")) == "Hello. "


def test_what_only_began_like_a_stop_text_is_said() -> None:
    assert "".join(said([b"1 <", b" 2 <|"], "<|im_end|>")) == "1 < 2 <|"


@given(st.text(), st.integers(1, 5))
@example("a<|im_end|>b###", 1)
def test_any_text_comes_through_whole_up_to_where_it_ends(text: str, size: int) -> None:
    data = text.encode()
    pieces = [data[n : n + size] for n in range(0, len(data), size)]
    stops = "<|im_end|>", "###"
    answer = min((text.partition(stop)[0] for stop in stops), key=len)
    assert "".join(said(pieces, *stops)) == answer
