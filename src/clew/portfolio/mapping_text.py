"""What was understood of a holdings file, as a mapping that a person can edit and give back."""

from collections import Counter
from collections.abc import Iterator

from clew.model.holding import HoldingsFile
from clew.pack.holdings import FIELDS
from clew.pack.toml import toml_value
from clew.values.words import head_key

_ABOUT = """\
# How clew reads holdings files with these column heads. Edit it, and give it back:
#   clew portfolio inspect FILE --mapping THIS       to see what it makes of a file
#   clew screen FILE --mapping THIS                  to screen by it
#   clew portfolio mapping keep THIS                 to have it apply by itself to files with the same heads
"""
_COLUMNS = """\
# Each column head, and the field of a holding that it fills; "" leaves the column out, and a line that is taken away leaves the column to
# clew. Where two columns have one head, and where there are no heads, a column goes by its place: "Name @3", "@3". The fields are
"""
_WIDTH = 140


def mapping_text(file: HoldingsFile) -> str:
    """The mapping by which the file would be read as it was.

    What differs from file to file (the row of the heads, the worksheet, the day) stands in remarks: it is found anew each time, unless a
    person takes the mark away.

    Args:
        file: as it was read.
    """
    return "\n".join((_ABOUT, *_facts(file), "", _COLUMNS.rstrip("\n"), *_fields(), "[columns]", *_columns(file), ""))


def _facts(file: HoldingsFile) -> Iterator[str]:
    """Everything but the columns."""
    yield f"heads = {toml_value([head for head in file.heads if head])}"
    yield "# The worksheet to read, and the row of its heads; both are found where these lines are remarks."
    yield f"# sheet = {toml_value(file.sheet or 'Holdings')}"
    yield f"# header_row = {file.header_row or 1}"
    yield "# What marks the decimals of numbers: point or comma."
    yield f"decimal = {toml_value('comma' if file.decimal_comma else 'point')}"
    yield "# Weights are percent (2.5 is two and a half per cent) or fractions (0.025)."
    weighed = {True: "percent", False: "fractions"}.get(file.percent) if file.percent is not None else None
    yield f"weights = {toml_value(weighed)}" if weighed else '# weights = "percent"'
    yield "# The day of the holdings, where the file does not state it, or not the right one."
    yield f"# as_of = {toml_value(file.stated_as_of or '2026-11-30')}"


def _fields() -> Iterator[str]:
    """The fields, in lines of remarks."""
    line = "#"
    for field in FIELDS:
        if len(line) + len(field) + 2 > _WIDTH:
            yield line
            line = "#"
        line += f" {field},"
    yield f"{line.rstrip(',')}."


def _columns(file: HoldingsFile) -> Iterator[str]:
    """Every column: what it was read as, or that it was not."""
    read = {column.place: column.field for column in file.columns}
    times = Counter(map(head_key, filter(None, file.heads)))
    for place, head in enumerate(file.heads, start=1):
        key = head if head and times[head_key(head)] == 1 else f"{head} @{place}".strip()
        if head or place in read or not times:
            yield f"{toml_value(key)} = {toml_value(read.get(place, ''))}"
