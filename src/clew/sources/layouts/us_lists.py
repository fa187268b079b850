"""Grounds and identifiers of lists of the United States, as SQL of the engine on this machine; what they are stands in a pack."""

import re
from functools import cache

from clew.pack.us_lists import Ground, UsLists, load_us_lists
from clew.sources.reading.cells import text

UNREAD = "the notice that added the entry was not read for its ground"
"""The note of an entry whose ground nobody has read."""
PROPS = ("uscCode", "isinCode", "ticker", "leiCode", "bicCode", "registrationNumber", "website")
"""Properties of identifiers, each a column of its own name."""
BETWEEN = "␞"
"""Between several values of such a column."""


@cache
def _lists() -> UsLists:
    return load_us_lists()


def grounds(*, sublist: str, cites: str = "''", number: str = "''", since: str = "''", unread: str = UNREAD) -> str:
    """SQL of the ground of an entry, as columns `ground`, `ground_notice` and `ground_note` of one value.

    Args:
        sublist: SQL of the list's code.
        cites: SQL of the Federal Register pages that the entry cites.
        number: SQL of its number.
        since: SQL of its listing day.
        unread: the note where no ground was read; "" where all of it shall be empty then.
    """
    asked = {"sublist": sublist, "cites": cites, "number": number, "since": since}
    cases = " ".join(f"WHEN {_fits(row, asked)} THEN {_told(row.ground, row.notice, row.note)}" for row in _lists().grounds)
    return f"CASE {cases} ELSE {_told('other' if unread else '', '', unread)} END"


def _told(ground: str, notice: str, note: str) -> str:
    """SQL of one ground."""
    return f"{{'ground': {text(ground)}, 'ground_notice': {text(notice)}, 'ground_note': {text(note)}}}"


def _fits(row: Ground, asked: dict[str, str]) -> str:
    """SQL for whether a ground is that of an entry."""
    conditions = [f"{asked['sublist']} = {text(row.list)}"]
    if row.cites:
        page = rf"(?:^|[^0-9]){re.escape(row.cites).replace(chr(92) + ' ', ' ')}(?:$|[^0-9])"
        conditions.append(f"regexp_matches({asked['cites']}, {text(page)})")
    conditions += [f"{asked[key]} = {text(value)}" for key, value in (("number", row.number), ("since", row.since)) if value]
    return " AND ".join(conditions)


def identifiers(cell: str, prop: str) -> str:
    """SQL of the identifiers of one property in OFAC's text of them: `RU, 7736640919, Tax ID No.; …`, or the parts the other way round.

    The country before or after a number is that of its issuer and is left out.
    """
    rows = [row for row in _lists().identifiers if row.prop == prop]
    labels = "|".join(re.escape(row.label) for row in sorted(rows, key=lambda row: -len(row.label)))
    shape = "|".join(f"(?:{row.pattern})" for row in rows) if all(row.pattern for row in rows) else ".+"
    before, after = rf"^(?:[A-Z]{{2}}, )?({shape}), (?:{labels})$", rf"^(?:{labels}), ({shape}?)(?:, [A-Z]{{2}})?$"
    either = f"coalesce(nullif(regexp_extract(trim(one), {text(before)}, 1), ''), regexp_extract(trim(one), {text(after)}, 1))"
    # Few entries have one of a kind: the others are not cut apart for it. Nor are most parts of these, and to take one apart is dear.
    parts = f"list_filter(string_split({cell}, '; '), lambda one: regexp_matches(one, {text(labels)}))"
    found = f"list_filter(list_transform({parts}, lambda one: {either}), lambda one: one <> '')"
    return f"CASE WHEN regexp_matches({cell}, {text(labels)}) THEN array_to_string({found}, '{BETWEEN}') ELSE '' END"


def remarked(cell: str, prop: str) -> str:
    """SQL of the identifiers of one property in OFAC's remarks: `Registration ID 807000227 (Belarus) issued 16 Oct 2009; alt. ISIN …`."""
    rows = [row for row in _lists().identifiers if row.prop == prop]
    labels = "|".join(re.escape(row.label) for row in sorted(rows, key=lambda row: -len(row.label)))
    shape = "|".join(f"(?:{row.pattern})" for row in rows) if all(row.pattern for row in rows) else "[^(]+?"
    whole = rf"^(?:alt[.] )?(?:{labels}) ({shape})(?: [(][^)]*[)])?(?: (?:issued|expires) .*)?$"
    found = f"list_transform(string_split(rtrim({cell}, '. '), ';'), lambda one: regexp_extract(trim(one), {text(whole)}, 1))"
    return f"array_to_string(list_filter({found}, lambda one: one <> ''), '{BETWEEN}')"


def labelled(label: str, value: str, prop: str) -> str:
    """SQL for whether an identifier with a label of its own field is of a property, and has its shape."""
    rows = [row for row in _lists().identifiers if row.prop == prop]
    fits = (f"({label} = {text(row.label)} AND regexp_full_match({value}, {text(row.pattern or '.+')}))" for row in rows)
    return f"({' OR '.join(fits)})"


def listing_day(cell: str) -> str:
    """SQL of OFAC's day of listing in a text of identifiers or remarks, ISO; "" where it has none."""
    day = "([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2} [A-Z][a-z]{2} [0-9]{4})"
    before = f"nullif(regexp_extract({cell}, '{day}, Listing Date', 1), '')"
    after = f"regexp_extract({cell}, 'Listing Date [(][^;)]*[)],? {day}', 1)"
    found = f"coalesce(strftime(try_strptime(coalesce({before}, {after}), ['%Y-%m-%d', '%d %b %Y']), '%Y-%m-%d'), '')"
    return f"CASE WHEN contains({cell}, 'Listing Date') THEN {found} ELSE '' END"
