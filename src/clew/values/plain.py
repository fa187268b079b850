"""A frozen value as plain dictionaries and lists, for documents and files."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from msgspec import Struct, to_builtins


def asdict(value: Struct) -> dict[str, Any]:
    """The fields of a value by name, in their order; so are the values in it, at any depth.

    Days, times and exact numbers stay as they are: how they are written is decided where a document is made.
    """
    plain: dict[str, Any] = to_builtins(value, builtin_types=(date, datetime, Decimal))
    return plain
