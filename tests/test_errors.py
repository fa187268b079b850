"""The error tree: what an error says, all its faults at once, and the exit code of each branch."""

import re

import pytest

from clew import errors
from clew.errors import EXIT_CODES, ClewError, Fault, InputError, UnreadableFileError, WorkspaceError, exit_code


def branches(kind: type[ClewError]) -> list[type[ClewError]]:
    return [kind, *(found for branch in kind.__subclasses__() for found in branches(branch))]


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (
            Fault("the cell is empty", "Fill it.", "holdings.csv", 12, "ISIN"),
            'holdings.csv, row 12, column "ISIN": the cell is empty. Fill it.',
        ),
        (Fault("this is no table", "Give a CSV.", "holdings.pdf"), "holdings.pdf: this is no table. Give a CSV."),
        (Fault("nothing was screened", ""), "nothing was screened."),
    ],
)
def test_a_fault_says_where_what_and_how_to_mend_it(fault: Fault, text: str) -> None:
    assert str(fault) == text


def test_an_error_carries_every_fault_in_order() -> None:
    first, second = Fault("one", "Mend one."), Fault("two", "Mend two.")
    error = InputError(first, second)
    assert error.faults == (first, second)
    assert str(error) == "one. Mend one.\ntwo. Mend two."


def test_a_branch_of_a_branch_has_its_branchs_exit_code() -> None:
    assert exit_code(UnreadableFileError()) == exit_code(InputError()) == 3
    assert exit_code(WorkspaceError()) == 5


def test_every_branch_has_an_exit_code_that_is_neither_success_nor_a_usage_error() -> None:
    for branch in branches(ClewError):
        assert exit_code(branch()) not in {0, 2}


def test_the_tree_at_the_modules_head_is_the_tree() -> None:
    drawn = set(re.findall(r"\w+Error\b", errors.__doc__ or ""))
    assert drawn == {branch.__name__ for branch in branches(ClewError) if branch.__module__ == "clew.errors"}


def test_the_more_special_error_stands_before_the_more_general() -> None:
    kinds = [kind for kind, _ in EXIT_CODES]
    assert not [(one, two) for at, one in enumerate(kinds) for two in kinds[at + 1 :] if issubclass(two, one)]
