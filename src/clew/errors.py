"""Every error that clew raises on purpose, in one tree.

    ClewError
    ├── InputError            a file that somebody gave us cannot be used as it is          exit 3
    │   ├── UnreadableFileError      not a table at all: wrong type, encrypted, damaged      exit 3
    │   └── UnexpectedContentError   a table, but rows or columns that we do not understand  exit 3
    ├── PackError             a shipped or local pack (rules, lists, words) is malformed    exit 4
    ├── WorkspaceError        the workspace cannot be opened, written or understood         exit 5
    ├── NotFoundError         what was asked for is not in the release                      exit 6
    ├── RefusedError          a rule forbids it: wording, licence, address, second actor    exit 7
    ├── MissingExtraError     an optional part is not installed                             exit 8
    ├── FetchError            an address could not be fetched                               exit 9
    └── ClusterError          the cluster that was named cannot be reached, or cannot work  exit 10

Exit code 2 belongs to the command line (a wrong option), 1 to what nobody foresaw.
An error says what is wrong, where, and what to do; all faults of one input are reported at once.
"""

from msgspec import Struct


class Fault(Struct, frozen=True):
    """One thing wrong in one input, with its place and its mend.

    Attributes:
        what: the fault in one sentence, without a full stop.
        mend: what the reader can do about it.
        file: the file as the user named it, or "" when there is none.
        row: the 1-based line or row in that file, or None for the whole file.
        column: the column's own head, or "" for the whole row.
    """

    what: str
    mend: str
    file: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        """The fault on one line: `file, row 12, column "ISIN": what. Mend: ...`."""
        place = ", ".join(
            part
            for part in (
                self.file,
                "" if self.row is None else f"row {self.row}",
                f'column "{self.column}"' if self.column else "",
            )
            if part
        )
        head = f"{place}: " if place else ""
        return f"{head}{self.what}. {self.mend}" if self.mend else f"{head}{self.what}."


class ClewError(Exception):
    """The root of the tree; carries every fault found, never only the first."""

    def __init__(self, *faults: Fault) -> None:
        """Take the faults in the order in which a reader should see them."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class InputError(ClewError):
    """A file that somebody gave us cannot be used as it is."""


class UnreadableFileError(InputError):
    """The file is not a table: wrong type, encrypted, damaged or too large."""


class UnexpectedContentError(InputError):
    """The file is a table, but holds rows or columns that we do not understand."""


class PackError(ClewError):
    """A pack of rules, lists or words is malformed."""


class WorkspaceError(ClewError):
    """The workspace cannot be opened, written or understood."""


class NotFoundError(ClewError):
    """What was asked for is not in the release."""


class RefusedError(ClewError):
    """A rule forbids the act: wording, licence, an address that is not fetched, or the need of a second actor."""


class MissingExtraError(ClewError):
    """An optional part of clew is not installed."""


class FetchError(ClewError):
    """An address could not be fetched: no connection, no such file, broken off, too large or too slow."""


class ClusterError(ClewError):
    """The cluster that plans were to run on cannot be reached, has nobody who works, or does not see the workspace."""


EXIT_CODES: tuple[tuple[type[ClewError], int], ...] = (
    (InputError, 3),
    (PackError, 4),
    (WorkspaceError, 5),
    (NotFoundError, 6),
    (RefusedError, 7),
    (MissingExtraError, 8),
    (FetchError, 9),
    (ClusterError, 10),
    (ClewError, 1),
)


def exit_code(error: ClewError) -> int:
    """The process exit code of an error: the first row of `EXIT_CODES` that fits."""
    return next(code for kind, code in EXIT_CODES if isinstance(error, kind))
