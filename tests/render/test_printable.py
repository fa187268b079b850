"""Text from a source, made safe to show."""

from clew.render.printable import one_line, printable


def test_escape_sequences_and_direction_overrides_show_instead_of_acting() -> None:
    assert printable("a\x1b[31mb\x00c\u202ed\u2066e\ud800") == "a\ufffd[31mb\ufffdc\ufffdd\ufffde\ufffd"


def test_scripts_pass_unchanged() -> None:
    text = "Ürümqi 乌鲁木齐 ئۈرۈمچى — “x”\n\ty"
    assert printable(text) == text


def test_one_line_is_one_line() -> None:
    assert one_line("  a\r\n b\u2028c\t d ") == "a\ufffd b c d"
