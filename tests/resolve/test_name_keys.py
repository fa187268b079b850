"""Two spellings of one name meet under one key; two names do not."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.pack.names import load_name_words
from clew.resolve.name_keys import cut_short, name_key_sql

WORDS = load_name_words()
Keys = Callable[..., list[str]]


@pytest.fixture
def keys(engine: DuckEngine) -> Keys:
    def run(*names: str, extra: Sequence[str] = ()) -> list[str]:
        engine.load("asked", {"place": "BIGINT", "name": "VARCHAR"}, list(enumerate(names)))
        return [str(row[0]) for row in engine.fetch(f"SELECT {name_key_sql('name', WORDS, extra)} FROM asked ORDER BY place")]  # noqa: S608 - ours

    return run


@pytest.mark.parametrize(
    "spellings",
    [
        ("Aurelia Solar Holdings Limited", "AURELIA SOLAR HOLDINGS LTD.", "Aurelia  Solar Holdings", "Aurelia-Solar Holdings Co., Ltd"),
        ("Société Générale de Coton S.A.", "SOCIETE GENERALE DE COTON SA", "Socie\u0301te\u0301 Ge\u0301ne\u0301rale de Coton"),
        ("Smith & Daughters plc", "Smith and Daughters", "SMITH AND DAUGHTERS P L C"),
        ("塔里木多晶硅股份有限公司", "塔里木多晶硅有限责任公司", "塔里木多晶硅有限責任公司", "塔里木多晶硅 有限 公司", "塔里木多晶硅"),
        ("ＴＡＲＩＭ　Ｐｏｌｙｓｉｌｉｃｏｎ（２）", "Tarim Polysilicon (2)", "tarim polysilicon 2"),
        ("Ağaoğlu İplik A.Ş.", "Agaoglu Iplik AS"),
        ("Straße Werke GmbH", "Strasse Werke"),
        ("Ørsted Łódź Æther", "Orsted Lodz Aether"),
        ("L'Atelier du Lin", "L’Atelier du Lin", "L`Atelier du Lin"),
        ("A\\B Trading", "A B Trading", "A/B Trading"),
        ("Zero\u200bWidth\u00a0Ltd", "ZeroWidth"),
        ("Spinning Mill, The", "Spinning Mill"),
    ],
)
def test_spellings_of_one_name_meet(keys: Keys, spellings: tuple[str, ...]) -> None:
    assert len(set(keys(*spellings))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tarim Chemical Co., Ltd.", "Tarim Chemical Group Co., Ltd."),
        ("Tarim Chemical", "Tarim Chemical Fukang Branch"),
        ("Tarim Holdings", "Tarim"),
        ("Norden AB", "Norden ABC"),
        ("塔里木集团", "塔里木"),
        ("Company Street Bakeries", "Street Bakeries"),
        ("Delta A", "Delta B"),
    ],
)
def test_an_entity_word_tells_companies_of_one_brand_apart(keys: Keys, one: str, other: str) -> None:
    assert len(set(keys(one, other))) == 2


@pytest.mark.parametrize("name", ["Limited", "Co., Ltd.", "有限公司", "S.A.", "The Company", "A.G."])
def test_a_name_of_nothing_but_legal_forms_keeps_itself(keys: Keys, name: str) -> None:
    assert keys(name) == ["".join(letter for letter in name.lower() if letter.isalnum())]


@pytest.mark.parametrize(
    "name",
    ["Aurelia Solar Holdings Ltd ADR", "AURELIA SOLAR HOLDINGS-H", "Aurelia Solar Holdings Class A", "Aurelia Solar Holdings H Shares"],
)
def test_a_share_class_is_left_out_of_a_holdings_name_alone(keys: Keys, name: str) -> None:
    assert keys(name, extra=WORDS.share_classes) == keys("Aurelia Solar Holdings")
    assert keys(name) != keys("Aurelia Solar Holdings")


@pytest.mark.parametrize(
    "name", ["Lop Nur Export Group Co., L", "Lop Nur Export Group Co., Limi", "Lop Nur Export Group Corpo", "Lop Nur Export Group C"]
)
def test_a_legal_form_that_was_cut_short_is_left_out_when_asked(keys: Keys, name: str) -> None:
    assert keys(name, extra=cut_short(WORDS)) == keys("Lop Nur Export Group")


def test_a_name_that_is_not_there_has_no_key(engine: DuckEngine) -> None:
    engine.load("asked", {"name": "VARCHAR"}, [(None,)])
    assert engine.fetch(f"SELECT {name_key_sql('name', WORDS)} FROM asked") == [(None,)]  # noqa: S608 - ours


PIECES = st.lists(
    st.sampled_from(
        ["Ltd", "Co", "and", "&", "S.A.", "A", "有限", "公司", "股份有限公司", "集团", "é", "-", "(", "The", "of", " ", "ß", "İ"]
    ),
    max_size=4,
).map(" ".join)
NAMES = st.builds("{} Tarim {}".format, PIECES, PIECES) | st.text(max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(NAMES, min_size=1, max_size=20))
def test_a_key_is_its_own_key(keys: Keys, names: list[str]) -> None:
    once = keys(*names)
    assert keys(*once) == once
