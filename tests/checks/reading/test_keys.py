import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.reading.keys import key, squeeze


def test_spacing_width_quotes_and_brackets_do_not_matter() -> None:
    assert key("（三） 不予公开") == key("(三)不予公开")
    assert key("3.危及“三安全一稳定”") == key("3．危及三安全一稳定")
    assert key("规\u3000章\u200b") == "规章"
    assert key("1、重复") == key("1，重复")


@pytest.mark.parametrize(
    ("one", "other"), [("、，", ",,"), ("。．", ".."), ("；", ";"), ("〔〕【】", "()()"), ("–−", "--")]
)
def test_marks_of_one_kind_have_one_form(one: str, other: str) -> None:
    assert key(one) == other


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
