from hypothesis import given
from hypothesis import strategies as st

from checks.reading.chain import Candidate, best_chain
from checks.reading.keys import key, squeeze


def test_spacing_width_quotes_and_brackets_do_not_matter() -> None:
    assert key("（三） 不予公开") == key("(三)不予公开")
    assert key("3.危及“三安全一稳定”") == key("3．危及三安全一稳定")
    assert key("规\u3000章\u200b") == "规章"
    assert key("1、重复") == key("1，重复")


@given(st.text(max_size=80))
def test_every_kept_character_knows_where_it_came_from(text: str) -> None:
    squeezed = squeeze(text)
    assert len(squeezed.origins) == len(squeezed.text)
    assert all(
        key(text[origin]) == character for origin, character in zip(squeezed.origins, squeezed.text, strict=True)
    )
    assert squeezed.text == key(text)


def test_line_starts_are_those_of_the_original() -> None:
    squeezed = squeeze("  一、总\n\n 体")
    assert [squeezed.starts_line(i) for i in range(4)] == [True, False, False, True]
    assert squeezed.line_end(0) == 3


def test_the_better_chain_wins_over_the_earlier_place() -> None:
    in_preamble = Candidate(1, 0, 2, 3.0)
    heading, second = Candidate(1, 10, 12, 12.0), Candidate(2, 20, 22, 12.0)
    assert best_chain([in_preamble, heading, second]) == (heading, second)
    assert best_chain([]) == ()
