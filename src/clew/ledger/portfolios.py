"""What the ledger keeps of portfolios: their versions by day, their names, who belongs to which client or plan, what was screened last."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

from msgspec import Struct
from sqlalchemy import Connection, RowMapping, Table, select

from clew.errors import Fault, RefusedError
from clew.ledger import tables
from clew.ledger.reading import dated
from clew.ledger.records import ADDED, CURRENT, FORGOTTEN, REPLACED, Kept, LastScreened, Member, PortfolioVersion
from clew.values.plain import asdict

Transaction: TypeAlias = Callable[[], AbstractContextManager[Connection]]
Add: TypeAlias = Callable[[Connection, Table, Mapping[str, Any]], int]
"""Writes a row with its event."""

_KEPT = ("portfolio", "version_id", "file", "sha256", "stated_as_of", "day", "dated", "lines")


class Change(Struct, frozen=True):
    """A portfolio that joins a group, with the share that it is given (None leaves it as it is), or leaves it."""

    portfolio: str
    joins: bool
    share: str | None = None


class Portfolios:
    """Portfolios of one ledger. Two that do something at once do it one after the other: nothing is lost."""

    def __init__(self, reading: Transaction, writing: Transaction, add: Add) -> None:
        """Take the ledger's transactions, and its way to write a row."""
        self._reading, self._writing, self._add = reading, writing, add

    def add(self, kept: Kept, name: str) -> bool:
        """Record that a version is in the books; says whether anything is new.

        The same bytes for the same day are one version. Where nobody knows the day, the same bytes are one version whatever the day.

        Raises:
            RefusedError: another portfolio has that name by now.
        """
        with self._writing() as connection:
            self._name(connection, kept.portfolio, name, anew=False)
            current = [one.kept for one in _versions(connection, kept.portfolio) if one.state == CURRENT]
            if any(one.version_id == kept.version_id and (one.day == kept.day or kept.dated == ADDED) for one in current):
                return False
            values = {**asdict(kept), "file": kept.file.encode("utf-8", "backslashreplace").decode()}
            self._add(connection, tables.portfolio_version, values)
            return True

    def rename(self, portfolio: str, name: str) -> None:
        """Call a portfolio otherwise; the same name twice is one.

        Raises:
            RefusedError: another portfolio has that name.
        """
        with self._writing() as connection:
            self._name(connection, portfolio, name, anew=True)

    def names(self) -> Mapping[str, str]:
        """Key → name of every portfolio of which there is a row; one that nobody named goes by its key."""
        with self._reading() as connection:
            return _names(connection)

    def versions(self, portfolio: str = "") -> tuple[PortfolioVersion, ...]:
        """The versions of one portfolio, or of all, by (portfolio, day, coming in): those replaced and forgotten as well."""
        with self._reading() as connection:
            return _versions(connection, portfolio)

    def forget(self, versions: Iterable[PortfolioVersion], reason: str) -> None:
        """Record that the books of versions are deleted; what is forgotten already is left alone."""
        with self._writing() as connection:
            gone = set(connection.execute(select(tables.portfolio_forgotten.c.version_seq)).scalars())
            for one in versions:
                if one.seq not in gone:
                    key = {"portfolio": one.kept.portfolio, "version_id": one.kept.version_id}
                    self._add(connection, tables.portfolio_forgotten, {"version_seq": one.seq, **key, "reason": reason})

    def group(self, group: str, changes: Sequence[Change]) -> int:
        """Let portfolios join or leave a client or a plan; returns how many changes that were."""
        with self._writing() as connection:
            count = 0
            for one in changes:
                now = {member.portfolio: member.share for member in _members(connection) if member.group == group}
                if one.joins:
                    row = {"joined": 1, "share": now.get(one.portfolio, "") if one.share is None else one.share}
                    same = now.get(one.portfolio) == row["share"]
                else:
                    row, same = {"joined": 0, "share": ""}, one.portfolio not in now
                if not same:
                    self._add(connection, tables.portfolio_member, {"group_name": group, "portfolio": one.portfolio, **row})
                    count += 1
            return count

    def members(self) -> tuple[Member, ...]:
        """Who belongs to which client or plan now, by group and then in the order of joining."""
        with self._reading() as connection:
            return _members(connection)

    def record_screened(self, screened: LastScreened) -> None:
        """Record what is screened; nothing where it is what was screened last."""
        with self._writing() as connection:
            if _last(connection) != screened:
                row = asdict(screened)
                self._add(connection, tables.portfolio_screened, {"group_name": row.pop("group"), **row})

    def last_screened(self) -> LastScreened | None:
        """What was screened last; in a ledger that does not say, the version that came in last; None where there is none."""
        with self._reading() as connection:
            return _last(connection) or _newest(connection)

    def _name(self, connection: Connection, portfolio: str, name: str, *, anew: bool) -> None:
        """Give a portfolio its name: the first one, or, `anew`, another."""
        names = _named(connection)
        if portfolio in names and (not anew or names[portfolio] == name):
            return
        if any(other != portfolio and same_name(given, name) for other, given in _names(connection).items()):
            raise RefusedError(Fault(f"another portfolio is called “{name}”", "Choose another name, or rename that one first."))
        self._add(connection, tables.portfolio_name, {"portfolio": portfolio, "name": name})


def same_name(one: str, other: str) -> bool:
    """Whether two names are one: capitals and spaces tell no two portfolios apart."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _named(connection: Connection) -> dict[str, str]:
    """Key → newest name of the portfolios that somebody named."""
    table = tables.portfolio_name
    return {row.portfolio: row.name for row in connection.execute(select(table.c.portfolio, table.c.name).order_by(table.c.seq))}


def _names(connection: Connection) -> dict[str, str]:
    """Key → name of every portfolio."""
    keys = connection.execute(select(tables.portfolio_version.c.portfolio).distinct()).scalars()
    return {**{key: key for key in sorted(keys)}, **_named(connection)}


def _versions(connection: Connection, portfolio: str) -> tuple[PortfolioVersion, ...]:
    """Versions by (portfolio, day, coming in), each with what became of it."""
    table, gone = tables.portfolio_version, tables.portfolio_forgotten
    why = {row.version_seq: row.reason for row in connection.execute(select(gone.c.version_seq, gone.c.reason))}
    query = dated(table).order_by(table.c.portfolio, table.c.day, table.c.seq)
    rows = list(connection.execute(query.where(table.c.portfolio == portfolio) if portfolio else query).mappings())
    newest = {(row["portfolio"], row["day"]): row["seq"] for row in rows if row["seq"] not in why}
    names = _names(connection)
    return tuple(_version(row, names, newest, why) for row in rows)


def _version(row: RowMapping, names: Mapping[str, str], newest: Mapping[tuple[str, str], int], why: Mapping[int, str]) -> PortfolioVersion:
    """A row as a version."""
    seq, key = row["seq"], row["portfolio"]
    state = FORGOTTEN if seq in why else CURRENT if newest[key, row["day"]] == seq else REPLACED
    kept = Kept(**{name: row[name] for name in _KEPT})
    return PortfolioVersion(kept, names[key], state, why.get(seq, ""), row["actor"], row["at"], seq)


def _members(connection: Connection) -> tuple[Member, ...]:
    """The newest word on each pair, where it is that the portfolio joined."""
    table, names = tables.portfolio_member, _names(connection)
    newest: dict[tuple[str, str], RowMapping] = {}
    for row in connection.execute(select(table).order_by(table.c.seq)).mappings():
        newest[row["group_name"], row["portfolio"]] = row
    found = [Member(group, key, names.get(key, key), row["share"]) for (group, key), row in newest.items() if row["joined"]]
    return tuple(sorted(found, key=lambda one: one.group))


def _last(connection: Connection) -> LastScreened | None:
    """The newest row of what was screened."""
    table = tables.portfolio_screened
    row = connection.execute(select(table).order_by(table.c.seq.desc()).limit(1)).mappings().first()
    return None if row is None else LastScreened(row["group_name"], row["portfolio"], row["version_id"], row["day"])


def _newest(connection: Connection) -> LastScreened | None:
    """The version that came in last."""
    table = tables.portfolio_version
    row = connection.execute(select(table).order_by(table.c.seq.desc()).limit(1)).mappings().first()
    return None if row is None else LastScreened("", row["portfolio"], row["version_id"], row["day"])
