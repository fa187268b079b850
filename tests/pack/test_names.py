"""The words of company names: a pack with words that no name can end in is refused."""

from pathlib import Path

import pytest

from clew.errors import PackError
from clew.pack.names import load_name_words


def test_the_shipped_words_load() -> None:
    words = load_name_words()
    assert {"co", "ltd", "limited"} <= set(words.forms)
    assert "有限公司" in words.unspaced


def test_entity_words_stay_in_a_name() -> None:
    """Group, holding, branch and factory tell companies of one group apart."""
    words = load_name_words()
    assert {"group", "holding", "holdings", "branch", "factory"}.isdisjoint({*words.forms, *words.share_classes})


def test_every_odd_word_is_named_at_once(tmp_path: Path) -> None:
    place = tmp_path / "names.toml"
    place.write_text(
        'forms = ["ltd", "Co", "ltd"]\nunspaced = [""]\nshare_classes = ["a  share"]\nscopes = ["affiliates"]\n', encoding="utf-8"
    )
    with pytest.raises(PackError) as caught:
        load_name_words(place)
    told = str(caught.value)
    assert "“ltd” stands twice" in told
    assert all(f"“{word}” is not in lower case" in told for word in ("Co", "", "a  share"))


def test_a_word_that_is_no_text_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "names.toml"
    place.write_text('forms = [1]\nunspaced = "x"\n', encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_name_words(place)
    assert {fault.column for fault in caught.value.faults} == {"forms", "unspaced", "share_classes", "scopes"}
