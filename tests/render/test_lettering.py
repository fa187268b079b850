"""Where text breaks before a browser has seen it."""

from hypothesis import given
from hypothesis import strategies as st

from clew.render.lettering import broken, width_of


def test_lines_break_at_spaces_and_come_out_even() -> None:
    assert broken("Example Lens Supply Sdn Bhd", 13, 160, 3) == ("Example Lens", "Supply Sdn Bhd")


def test_chinese_breaks_between_characters() -> None:
    assert "".join(broken("示例灯阿克苏纺纱有限责任公司", 13, 100, 3)) == "示例灯阿克苏纺纱有限责任公司"


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = broken("x" * 200, 13, 160, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")


@given(st.text(max_size=120), st.integers(1, 4))
def test_no_line_is_wider_than_the_limit(text: str, lines: int) -> None:
    found = broken(text, 13, 120, lines)
    assert len(found) <= lines
    assert all(width_of(line, 13) <= 120 + 13 for line in found)
