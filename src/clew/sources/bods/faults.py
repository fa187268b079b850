"""What stops the import of BODS: statements that cannot be told apart or read, each by its row."""

from clew.sources.bods.interests import KEBAB, KINDS
from clew.sources.reading.cells import day

_TYPES = ("registeredEntity", "legalEntity", "arrangement", "anonymousEntity", "unknownEntity", "state", "stateBody")
_VERSIONS = ("0.2", "0.3", "0.4")
_STATUSES = ("", "new", "updated", "closed")


def _known(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _wrong(rows: str, column: str, what: str, mend: str, when: str) -> str:
    """The query of one kind of fault; `what` is SQL."""
    return f"SELECT row_number, '{column}' AS col, {what} AS what, '{mend}' AS mend FROM {rows} WHERE {when}"  # noqa: S608 - ours


def _no_day(rows: str, column: str, cell: str) -> str:
    return _wrong(
        rows,
        column,
        f"'“' || {cell} || '” is no day'",
        "Write it as 2024-05-17.",
        f"{cell} <> '' AND {day(f'trim({cell})', '')} = ''",
    )


_LIVE = "(SELECT * FROM placed WHERE place = 1) AS p"
_SHARE = "Mend the share: a percentage from 0 to 100, its lower end no more than its upper one."
WRONG = " UNION ALL ".join(
    (
        _wrong(
            "statement",
            "statementID",
            "'the statement has no id that is a text'",
            "Give it one.",
            "id_type <> 'VARCHAR' OR statement_id = ''",
        ),
        _wrong(
            "statement",
            "statementType",
            "'the statement is of no kind that the standard has'",
            "Known are entity, person and relationship.",
            "kind = ''",
        ),
        _wrong(
            "statement",
            "publicationDetails.bodsVersion",
            "'unknown version “' || json_extract_string(json, '$.publicationDetails.bodsVersion') || '”'",
            f"Known are {', '.join(_VERSIONS)}.",
            f"coalesce(json_extract_string(json, '$.publicationDetails.bodsVersion'), '0.2') NOT IN ({_known(_VERSIONS)})",
        ),
        _no_day("statement", "statementDate", "said_as"),
        _wrong(_LIVE, "recordId", "'the statement is of no record'", "Name its record.", "record = ''"),
        _wrong(
            _LIVE,
            "recordStatus",
            "'unknown status “' || status || '”'",
            f"Known are {', '.join(filter(None, _STATUSES))}.",
            f"status NOT IN ({_known(_STATUSES)})",
        ),
        _wrong(
            _LIVE,
            "entityType",
            "'unknown type of entity “' || type || '”'",
            f"Known are {', '.join(_TYPES)}.",
            f"kind = 'entity' AND type NOT IN ({_known(_TYPES)})",
        ),
        _wrong(
            _LIVE,
            "subject",
            "'the ownership names no subject'",
            "Name the entity that is owned.",
            "kind = 'relationship' AND subject_ref = ''",
        ),
        _wrong(
            _LIVE,
            "interests",
            "'interests are no list'",
            "Write them as a list.",
            "kind = 'relationship' AND json_type(interests) NOT IN ('ARRAY', 'NULL')",
        ),
        _wrong(
            "interest",
            "interests.type",
            "'unknown kind of interest “' || kind_as || '”'",
            "See the codes of the standard for its version.",
            f"kind_as NOT IN ('', {_known((*KEBAB, *KINDS))})",
        ),
        _wrong(
            "interest",
            "interests.share",
            "'the share is not between 0 and 100, or ends before it begins'",
            _SHARE,
            "low NOT BETWEEN 0 AND 100 OR high NOT BETWEEN 0 AND 100 OR low > high",
        ),
        _no_day("interest", "interests.startDate", "start_as"),
        _no_day("interest", "interests.endDate", "end_as"),
    )
)
"""Query of all faults."""
