"""The pack of indices: what ships is whole, and every fault of a changed one is named."""

from pathlib import Path

import pytest

from clew.errors import PackError
from clew.pack.indices import load_index_words
from clew.pack.toml import PACKS

SHIPPED = PACKS / "holdings" / "indices.toml"


def test_a_spelling_leads_to_one_index() -> None:
    words = load_index_words(SHIPPED, {"usd"})
    assert words.by_spelling["msci emer mkt"] == "MSCI Emerging Markets"
    assert words.by_spelling["s p 500"] == "S&P 500"


def test_all_faults_are_named(tmp_path: Path) -> None:
    path = tmp_path / "indices.toml"
    tables = '[[index]]\nname = "A"\nnames = ["x"]\n[[index]]\nname = "B"\nnames = ["X"]\n[[index]]\nname = 1\n'
    path.write_text(f'contracts = []\nbeside = ["("]\nmore = 1\n{tables}', encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_index_words(path, {"usd"})
    told = str(caught.value)
    for part in ("unknown key “more”", "not a list of texts", "no regular expression", "“x” stands for A already", "“names” is missing"):
        assert part in told
