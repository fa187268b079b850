"""Words of kinds of shares: shipped, and refused where no name could hold them."""

from collections.abc import Callable

from clew.pack.share_kinds import load_share_kinds
from clew.pack.toml import PACKS

SHIPPED = (PACKS / "names" / "share_kinds.toml").read_text(encoding="utf-8")


def test_the_shipped_words_have_classes_and_kinds() -> None:
    words = load_share_kinds()
    assert "h" in words.classes
    assert {"reg", "adr"} <= set(words.kinds)


def test_a_word_that_no_name_holds_is_refused(refusal: Callable[[str, Callable[..., object]], Callable[..., str]]) -> None:
    assert "“REG” is not in lower case" in refusal(SHIPPED, load_share_kinds)(('"reg"', '"REG"'))
