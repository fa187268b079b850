"""The terminal: no markup is read from a name, no escape sequence passes."""

import pytest

from clew.render.terminal import bars, to_text, words


def test_a_name_cannot_style_or_steer_the_terminal() -> None:
    assert to_text(words("[red]A[/red]\x1b[2J"), 60) == "[red]A[/red]\ufffd[2J\n"


@pytest.mark.parametrize(("levels", "shown"), [((4, None, 0), "█· "), ((1, 2, 3), "▂▄▆")])
def test_bars_show_unknown_as_a_dot(levels: tuple[int | None, ...], shown: str) -> None:
    assert bars(levels) == shown
