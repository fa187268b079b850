"""Encodings told by their bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.errors import UnreadableFileError
from clew.intake.text import decode

CHINESE = "证券名称,权重\n新疆大全新能源股份有限公司,5\n合盛硅业股份有限公司,3\n"
GERMAN = "Börse,Währung\nMünchener Rück,Vereinigtes Königreich\nSüd,Österreich\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese(encoding: str) -> None:
    assert decode(CHINESE.encode(encoding), "f") == CHINESE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_german(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding), "f") == GERMAN


@given(st.text("abcdefgh ,\nÀÉÖßéüñçø0123456789", min_size=1))
def test_western_text_is_never_taken_for_chinese(text: str) -> None:
    """Single accents between letters; a file of nothing but accents in pairs is no file."""
    spaced = "".join(f"{letter}x" for letter in text)
    assert decode(spaced.encode("cp1252"), "f") == spaced


def test_bytes_of_no_encoding() -> None:
    with pytest.raises(UnreadableFileError, match="no text in any encoding"):
        decode(b"a\x81b\x8dc\x8fd\x90e\x9d,", "f")
