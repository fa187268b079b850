"""The way in which holdings files are read, as a hash."""

from clew.portfolio.fingerprint import reader_fingerprint


def test_one_clew_reads_in_one_way() -> None:
    assert reader_fingerprint() == reader_fingerprint()
    assert len(reader_fingerprint()) == 16
    assert set(reader_fingerprint()) <= set("0123456789abcdef")
