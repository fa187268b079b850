"""The pack of wording: the shipped one is whole, a malformed one is refused with every fault."""

from pathlib import Path

import pytest

from clew.errors import PackError
from clew.pack.wording import load_word_rules


def test_the_shipped_pack_covers_four_languages_and_says_what_may_be_said_instead() -> None:
    rules = load_word_rules()
    assert {rule.lang for rule in rules.rules} == {"eng", "deu", "fra", "zho"}
    assert all(rule.why and rule.instead for rule in rules.rules)
    assert len({rule.id for rule in rules.rules}) == len(rules.rules)


def test_every_fault_of_a_malformed_pack_is_named_at_once(tmp_path: Path) -> None:
    place = tmp_path / "banned.toml"
    place.write_text('version = "1"\n[[rule]]\nid = "x"\nlang = "eng"\nwhy = "because"\n', encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_word_rules(place)
    text = str(caught.value)
    assert all(part in text for part in ('no "attributions"', 'no "predicates"', 'no "instead"', "has no words"))


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "banned.toml"
    place.write_text("rule = [", encoding="utf-8")
    with pytest.raises(PackError, match="not TOML"):
        load_word_rules(place)
