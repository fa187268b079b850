"""The words of holdings files load, and what is wrong with a pack is said all at once."""

import shutil
from pathlib import Path

import pytest

from clew.errors import PackError
from clew.model.holding import RowKind
from clew.pack.holdings import FIELDS, load_holdings_words, load_markets
from clew.pack.toml import PACKS

SHIPPED = Path(str(PACKS)) / "holdings"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "holdings"))


def spoil(pack: Path, name: str, old: str, new: str) -> str:
    path = pack / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_holdings_words(pack)
    return str(caught.value)


def test_every_field_has_heads() -> None:
    words = load_holdings_words()
    assert {word.field for word in words.heads.heads.values()} == set(FIELDS)


def test_markets_have_codes_of_their_own() -> None:
    markets = load_holdings_words().markets
    assert all(len(market.mic) == 4 and len(market.country) == 2 for market in markets.by_name.values())
    assert markets.by_bloomberg["HK"].mic == markets.by_ric["HK"].mic == markets.by_country["HK"].mic == "XHKG"


def test_markets_alone_are_those_of_the_whole_pack(pack: Path) -> None:
    assert load_markets(pack) == load_holdings_words(pack).markets
    path = pack / "markets.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('bloomberg = ["CG", "C1"]', 'bloomberg = ["HK"]', 1), encoding="utf-8")
    with pytest.raises(PackError, match="stands for XHKG already"):
        load_markets(pack)


def test_only_funds_have_no_reason() -> None:
    rules = load_holdings_words().lines.rules
    assert all((rule.kind is RowKind.FUND) == (rule.reason == "") for rule in rules)


def test_all_faults_of_a_pack_are_told(pack: Path) -> None:
    path = pack / "markets.toml"
    text = path.read_text(encoding="utf-8").replace('mic = "XTAI"\n', "", 1).replace("width = 5", 'width = "5"', 1)
    path.write_text(text, encoding="utf-8")
    message = spoil(pack, "lines.toml", 'kind = "fund"', 'kind = "foundling"')
    assert "market 5.mic" in message
    assert "market 1.width" in message
    assert "foundling" in message


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("headers.toml", 'isin = [\n  "isin",', 'isin = [\n  "name",', "stands for name already"),
        ("headers.toml", "[fields]\n", '[fields]\ncolour = ["colour"]\n', "no such key"),
        ("headers.toml", "[months]", "[moons]", "the table is missing"),
        ("markets.toml", 'bloomberg = ["CG", "C1"]', 'bloomberg = ["HK"]', "stands for XHKG already"),
        ("markets.toml", 'country = "CN"\nmic = "XSHG"\nshape', 'country = "CN"\nmic = "XXXS"\nshape', "there is no market XXXS"),
        ("markets.toml", "nowhere = [", 'nowhere = "OTC"\nsomewhere = [', "not a list of texts"),
        ("lines.toml", "[[rule]]", "[[ruler]]", "no such key"),
        ("lines.toml", "unless_identified = true", "unless_identifed = true", "no such key"),
        ("lines.toml", "names = ['", "names = ['(', '", "no regular expression"),
        ("lines.toml", "[[rule]]", "[rule", "not TOML"),
    ],
)
def test_each_fault_is_named(pack: Path, name: str, old: str, new: str, expected: str) -> None:
    assert expected in spoil(pack, name, old, new)


def test_a_missing_file_is_named(pack: Path) -> None:
    (pack / "lines.toml").unlink()
    with pytest.raises(PackError, match="missing"):
        load_holdings_words(pack)
