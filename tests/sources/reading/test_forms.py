"""Forms of a card: everything that they may not say is named at once; templates and conditions are read as they are written."""

import tomllib

import pytest

from clew.errors import Fault, PackError
from clew.sources.reading.forms import condition, forms_of, holes, pieces
from tests.sources.invented import LIST, readings

BROKEN = """
[[form]]
name = "one"
title = "a table"
kind = "sheet"
dates = "ymd"
grade = "G9"
columns = ["Name", "name"]

[[form]]
name = "one"
title = "objects"
kind = "objects"
columns = ["Name", "Other"]
paths = ["Name = $.name"]

[[code]]
form = "three"
column = "Name"

[[subject]]
form = ""
name = "company"
schema = "Company"
id = "{@person}#part"

[[claim]]
form = ""
subject = "vessel"
prop = "flag"
column = "Name"
value = "both"
convert = "percent"

[[claim]]
form = ""
subject = "company"
prop = "owner"

[[claim]]
form = ""
subject = "company"
prop = "entity"
value = "{@owner} of {Name}"
"""
EVERY = (
    "two forms are named “one”",
    "there is no form “three”",
    "unknown kind “sheet”",
    "unknown order of dates “ymd”",
    "unknown grade “G9”",
    "the column “name” stands twice",
    "paths and columns differ",
    "“{@person}#part” names the unknown subject “person”",
    "“{@owner} of {Name}” names the unknown subject “owner”",
    "the claim flag is of the unknown subject “vessel”",
    "the claim flag has a column and a value, or neither",
    "the claim owner has a column and a value, or neither",
    "unknown conversion “percent”",
)


def test_everything_that_forms_may_not_say_is_named_at_once() -> None:
    with pytest.raises(PackError) as caught:
        readings(BROKEN)
    told = str(caught.value)
    assert [one for one in EVERY if one not in told] == []
    assert all(fault.file == "card.toml" and fault.mend for fault in caught.value.faults)


def test_faults_of_the_rest_of_a_card_are_named_with_those_of_its_forms() -> None:
    with pytest.raises(PackError, match=r"(?s)the title is empty.*two forms are named"):
        forms_of(tomllib.loads(BROKEN), "card.toml", [Fault("the title is empty", "Say it.")])


@pytest.mark.parametrize(
    ("old", "new"),
    [('title = "a table"', 'titel = "a table"'), ('columns = ["Number", "Name"]', 'columns = "Name"'), ('prop = "alias"', "")],
)
def test_a_key_that_is_unknown_of_another_type_or_missing_is_told(old: str, new: str) -> None:
    with pytest.raises(PackError, match=r"card\.toml"):
        readings(LIST.replace(old, new))


def test_what_names_no_form_speaks_of_all_and_what_names_several_of_these() -> None:
    forms = "".join(f'[[form]]\nname = "{name}"\ntitle = "t"\ncolumns = ["a"]\n' for name in ("one", "two", "three"))
    codes = "".join(f'[[code]]\nform = "{form}"\ncolumn = "a"\nvalues = ["{form}"]\n' for form in ("", "one", "three one"))
    found = {one.form.name: [code.form for code in one.codes] for one in readings(forms + codes)}
    assert found == {"one": ["", "one", "three one"], "two": [""], "three": ["", "three one"]}


def test_a_card_without_forms_has_none() -> None:
    assert readings("") == ()


def test_a_column_is_known_where_it_is_read_or_ignored_by_a_pattern() -> None:
    (one,) = readings('[[form]]\nname = "a"\ntitle = "t"\ncolumns = ["Name"]\noptional = ["Also"]\nignored = ["Other.*", "Remarks"]')
    assert [one.knows(column) for column in ("Name", "Also", "Other.Address", "Remarks")] == [True] * 4
    assert [one.knows(column) for column in ("name", "Others", "Remarks 2")] == [False] * 3


def test_paths_of_a_column_are_tried_in_their_order() -> None:
    (one,) = readings('[[form]]\nname = "a"\ntitle = "t"\nkind = "objects"\ncolumns = ["Name"]\npaths = ["Name = $.a.b | $.b"]')
    assert dict(one.paths) == {"Name": ("$.a.b", "$.b")}


@pytest.mark.parametrize(
    ("when", "read"),
    [
        ("", ("", "", "")),
        ("Type", ("Type", "", "")),
        ("Type=a|b", ("Type", "=", "a|b")),
        ("Type!=", ("Type", "!=", "")),
        ("Type=a=b", ("Type", "=", "a=b")),
        ("A (%)=1!=2\n3", ("A (%)", "=", "1!=2\n3")),
    ],
)
def test_a_condition_has_a_column_an_operator_and_a_value(when: str, read: tuple[str, str, str]) -> None:
    assert condition(when) == read


def test_a_template_is_taken_to_pieces_and_put_together_again() -> None:
    template = "gleif:{lei}#{@company} of {a b}"
    assert holes(template) == ("lei", "@company", "a b")
    assert "".join(f"{{{piece}}}" if hole else piece for piece, hole in pieces(template)) == template
    assert (list(pieces("")), holes("no hole")) == ([], ())
