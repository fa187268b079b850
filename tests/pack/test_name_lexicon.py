"""Words of company names in two languages: the shipped ones load, and each fault of a table is named with its row."""

from pathlib import Path

import pytest

from clew.errors import PackError
from clew.pack.name_lexicon import EntityWord, Term, load_activities, load_entity_words
from clew.pack.names import load_name_words

ACTIVITIES = load_activities()
ENTITY_WORDS = load_entity_words()


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("科技", "technology"),
        ("药业", "pharmaceutical"),
        ("多晶硅", "polysilicon"),
        ("棉业", "cotton"),
        ("番茄", "tomato"),
        ("安防", "security"),
        ("稀土", "rare earth"),
    ],
)
def test_an_activity_has_its_usual_english_word(zh: str, en: str) -> None:
    assert en in next(term.en for term in ACTIVITIES if term.zh == zh)


def test_the_most_usual_rendering_stands_first() -> None:
    first = {term.zh: term.en[0] for term in ACTIVITIES}
    assert (first["光电"], first["铝业"], first["半导体"]) == ("optoelectronic", "aluminum", "semiconductor")


def test_the_shipped_entity_words_tell_groups_branches_factories_and_numbers_apart() -> None:
    kinds = {word.zh: word.kind for word in ENTITY_WORDS}
    assert [kinds[word] for word in ("集团", "分公司", "厂", "第一", "监狱")] == ["group", "branch", "factory", "number", "prison"]


def test_a_number_has_one_rendering_in_words_and_one_in_digits() -> None:
    first = next(word for word in ENTITY_WORDS if word.zh == "第一")
    assert {"first", "no 1"} <= set(first.en)


def test_no_word_stands_in_two_of_the_tables() -> None:
    words = [*(term.zh for term in ACTIVITIES), *(word.zh for word in ENTITY_WORDS)]
    assert len(words) == len(set(words))


def test_a_legal_form_is_no_word_of_the_tables() -> None:
    """Names are taken apart from their legal forms first; 股份 alone would say nothing."""
    words = {*(term.zh for term in ACTIVITIES), *(word.zh for word in ENTITY_WORDS)}
    assert words.isdisjoint({"股份", "有限", "股份有限", "有限责任", *load_name_words().unspaced})


def test_a_row_becomes_a_word_with_its_renderings_in_order(tmp_path: Path) -> None:
    place = tmp_path / "activities.csv"
    place.write_text("zh,en\n棉业,cotton | cotton industry\n", encoding="utf-8")
    assert load_activities(place) == (Term("棉业", ("cotton", "cotton industry")),)


def test_the_class_of_a_row_becomes_the_kind_of_the_word(tmp_path: Path) -> None:
    place = tmp_path / "entity_words.csv"
    place.write_text("zh,en,class\n分厂,branch factory,factory\n", encoding="utf-8")
    assert load_entity_words(place) == (EntityWord("分厂", ("branch factory",), "factory"),)


def test_every_fault_is_named_at_once_with_its_row(tmp_path: Path) -> None:
    place = tmp_path / "entity_words.csv"
    place.write_text(
        "zh,en,class\n厂,factory,factory\n农場,farm,farm\n厂,works,factory\n"
        "IT部,department,department\n矿,,mine\n店,Shop,shop\n所,office | office,two words\n站,a b c d e,station\n",
        encoding="utf-8",
    )
    with pytest.raises(PackError) as caught:
        load_entity_words(place)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        *((3, "zh"), (4, "zh"), (5, "zh"), (6, "en"), (7, "en"), (8, "en"), (8, "class"), (9, "en")),
    ]
    told = str(caught.value)
    assert all(
        part in told
        for part in (
            *("“农場” has 場", "“厂” stands in row 2 too", "“IT部” is not one to seven Chinese characters", "a rendering is empty"),
            *("“Shop” has capital letters", "“office” stands twice", "the class “two words”", "not one to four words"),
        )
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the head of the table"),
        ("zh,english\n棉,cotton\n", "Make it zh,en"),
        ("zh,en\n棉\n麻,linen,hemp\n", "row 3: 3 cells, not 2"),
        ('zh,en\n"棉,cotton\n', "this is not CSV"),
    ],
)
def test_what_is_no_table_of_words_is_refused(tmp_path: Path, text: str, told: str) -> None:
    place = tmp_path / "activities.csv"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=told):
        load_activities(place)


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="is missing"):
        load_activities(tmp_path / "none.csv")
