"""A screening on the terminal: the ranked table, what stands beside it, and a path drawn with box characters."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from msgspec import Struct
from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from clew.model.screening import Finding, HoldingRef, PathLink, Screening, Searched
from clew.model.ways import Way
from clew.render.terminal import bars, words
from clew.report.claims import ClaimGroup, dated, grouped, label, quoted, stated_in
from clew.report.companies import companies, companies_table, is_rolled_up
from clew.report.figures import age, answer, bracket, percent, severity_levels, simulated, unassessed
from clew.report.sheets import counts_sentence, identified_sentence
from clew.report.threads import arrow_basis, arrow_words, full_name, is_weak, link_words

_SHOWN = 40
"""Findings in the terminal's table; the files have all."""

_BOOKS = 8
"""Books of funds that the terminal names one by one."""

_NAMED = 16
"""Sources that the terminal names one by one."""


def overview(screening: Screening, width: int = 120) -> RenderableType:
    """What `clew screen` prints: heading, answer, ranked table, then everything that is not a current finding.

    Args:
        screening: the result.
        width: columns of the terminal; under 100 the table leaves out the link in words, which `clew why` shows.
    """
    return Group(
        Text(screening.heading, style="bold"),
        words(screening.title),
        Text(),
        words(answer(screening), "bold"),
        *_stale(screening),
        Text(),
        *([companies_table(companies(screening)[:_SHOWN])] if is_rolled_up(screening) else []),
        *([ranked(screening.findings, width)] if screening.findings else []),
        *_more(len(screening.findings)),
        _beside(screening),
    )


def ranked(findings: tuple[Finding, ...], width: int = 120) -> Table:
    """The ranked table; a holding's severity is three bars, scale, scope and irremediability, and a dot is unknown."""
    columns = [column for column in _COLUMNS if column.least <= width]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(column.head, justify=column.justify, no_wrap=column.ratio is None, ratio=column.ratio)
    for rank, finding in enumerate(findings[:_SHOWN], start=1):
        table.add_row(*(column.cell(rank, finding) for column in columns))
    return table


def thread(finding: Finding) -> RenderableType:
    """One finding from the sentence down to the claims, for `clew why` and `clew company`."""
    return Group(
        words(finding.sentence, "bold"),
        words(
            f"{finding.indicator.code} {finding.indicator.title} · {finding.level.value}{f' · {finding.state}' if finding.state else ''}"
            f" · confidence {bracket(finding.confidence)}{simulated(finding)} · severity {bars(severity_levels(finding))}"
        ),
        *([words(finding.goods)] if finding.goods else []),
        *([words(f"{finding.involvement} (proposed; a person decides): {finding.involvement_reason}")] if finding.involvement else []),
        Text(),
        _tree(finding),
        Text(),
        *(line for group in grouped(finding.claims) for line in _claims(group)),
        *_reply(finding),
        *([words(f"What followed: {finding.outcome}")] if finding.outcome else []),
    )


def threads(findings: Iterable[Finding], ways: Mapping[str, Sequence[Way]] = MappingProxyType({})) -> RenderableType:
    """Several findings, one under the other, each with the other paths to its evidence that were asked for."""
    parts = ((thread(finding), *_other_ways(ways.get(finding.id))) for finding in findings)
    return Group(*(Padding(Group(*part), (0, 0, 1, 0), expand=False) for part in parts))


def _other_ways(ways: Sequence[Way] | None) -> Iterator[RenderableType]:
    """Other paths to the evidence, or that there is none; nothing where nobody asked."""
    if ways is not None:
        yield words("Other paths to this evidence:" if ways else "No other path to this evidence is known.", "bold")
    for way in ways or ():
        yield words(f"confidence {way.confidence:.2f}{', historical' if way.historical else ''}")
        yield _drawn(full_name(way.path[0].source), way.path)


def _tree(finding: Finding) -> Tree:
    """The path of a finding."""
    return _drawn(full_name(finding.path[0].source) if finding.path else finding.company, finding.path)


def _drawn(start: str, path: Sequence[PathLink]) -> Tree:
    """A path as a tree with one branch: each arrow is a line, each node under it."""
    root = Tree(words(start), guide_style="dim")
    branch = root
    for link in path:
        basis = arrow_basis(link)
        mark = "┄ " if is_weak(link) else ""
        label = Text.assemble(
            (f"{mark}{arrow_words(link)} → ", "italic"), words(full_name(link.target)), (f"  {basis}" if basis else "", "dim")
        )
        branch = branch.add(label)
    return root


def _claims(group: ClaimGroup) -> Iterable[RenderableType]:
    """The quotations of one entry, and under them where they stand."""
    head = group.head
    for claim in group.claims:
        place = "" if group.locator else claim.locator
        yield Text.assemble(words(f"{label(claim.prop)}: {quoted(claim)}"), "  ", words(place, "dim"))
        if claim.state:
            yield Padding(words(claim.state, "reverse"), (0, 0, 0, 2), expand=False)
    source = ", ".join(part for part in (head.publisher, head.title, dated(head), head.grade, group.locator) if part)
    since = f"; in force since {head.since} ({head.notice})" if head.since else ""
    yield Padding(words(f"{source}{since}", "dim"), (0, 0, 0, 2), expand=False)


def _reply(finding: Finding) -> tuple[RenderableType, ...]:
    reply = finding.reply
    if reply.text:
        return (words(f"Reply ({', '.join(part for part in (reply.date, reply.source) if part) or 'undated'}): “{reply.text}”"),)
    return (words(f"Reply: {reply.state}."),)


def _beside(screening: Screening) -> Table:
    """Everything that is not a current finding: what it is called, and what can be said."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(ratio=1)
    for name, lines in _facts(screening):
        if lines:
            table.add_row(name, words("\n".join(lines)))
    return table


def _facts(screening: Screening) -> Iterable[tuple[str, list[str]]]:
    unseen = screening.weight_unseen
    yield (
        "Reached",
        [
            f"{row.indicator} {percent(row.direct)} directly, {percent(row.through_funds)} through funds: {row.title}"
            for row in screening.reach
        ],
    )
    yield "Seen", _seen(screening)
    yield "Not seen", [f"{percent(unseen)} of the weight lies in fund books that were not seen."] if unseen else []
    yield "Apart", [_apart(screening)]
    yield "Coverage", list(unassessed(screening.coverage))
    yield "Searched", _all_searched(screening.searched)
    yield "Left out", [row.sentence for row in screening.left_out]
    yield "Rows", [counts_sentence(screening.counts)]
    yield "Told", [identified_sentence(screening)] if screening.identified else []
    yield "Notes", list(screening.notes)


def _seen(screening: Screening) -> list[str]:
    """How far the portfolio is seen, where it holds funds at all; the books with the greatest shares one by one."""
    seen = screening.lookthrough
    if not seen.books and not seen.unknown:
        return []
    told = [book.sentence for book in seen.books if book.sentence != f"The book of {book.name} states no date."]
    undated = len(seen.books) - len(told)
    more = len(told) - _BOOKS
    lines = [*told[:_BOOKS], *([f"and {more:,} more books; the files name them all"] if more > 0 else [])]
    return [seen.sentence, *lines, *([f"{undated:,} {'book states' if undated == 1 else 'books state'} no date."] if undated else [])]


def _all_searched(rows: Sequence[Searched]) -> list[str]:
    """Every source that was searched: the oldest lists one by one, the rest of a long list counted; the files name them all."""
    named = [_searched(row) for row in rows[:_NAMED]]
    more = len(rows) - len(named)
    return [*named, f"and {more} more; clew source list names them all"] if more > 0 else named


def _searched(row: Searched) -> str:
    state = f"; {row.state}" if row.state else ""
    return f"{row.title}, {row.date} ({age(row.age_days)}{', over 30' if row.stale else ''}){state}"


def _apart(screening: Screening) -> str:
    counts = (
        (len(screening.historical), "historical", "historical"),
        (len(screening.restrictions), "other legal restriction", "other legal restrictions"),
        (len(screening.affiliations), "affiliation", "affiliations"),
        (len(screening.sector_signals), "sector signal (no finding)", "sector signals (no finding)"),
        (len(screening.candidates), "possible match to review", "possible matches to review"),
    )
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts)


def _stale(screening: Screening) -> tuple[Text, ...]:
    """The banner over lists that are older than 30 days."""
    count = sum(row.stale for row in screening.searched)
    lists = "1 list is" if count == 1 else f"{count} lists are"
    return (Text(f"{lists} older than 30 days: names may have been added or taken off since.", style="reverse"),) if count else ()


def _more(count: int) -> tuple[Text, ...]:
    return (Text(f"{count - _SHOWN:,} more in the report.", style="dim"),) if count > _SHOWN else ()


def _who(holding: HoldingRef) -> Text:
    """The holding's name, and under it the funds it was reached through."""
    name = words(holding.name or holding.isin or f"row {holding.row}")
    return Text.assemble(name, "\n", words(f"through {' → '.join(holding.way)}", "dim")) if holding.way else name


def _level(finding: Finding) -> Text:
    """The wording level, and under it what became of a source, in words."""
    return Text.assemble(finding.level.value, "\n", (finding.state, "reverse")) if finding.state else Text(finding.level.value)


class _Column(Struct, frozen=True):
    """A column of the ranked table: `ratio` is None where it never wraps, `least` the terminal's width from which on it shows."""

    head: str
    cell: Callable[[int, Finding], Text | str]
    justify: Literal["left", "right"] = "left"
    ratio: int | None = None
    least: int = 0


_COLUMNS = (
    _Column("", lambda rank, _: str(rank), "right"),
    _Column("Holding", lambda _, finding: _who(finding.holding), ratio=4),
    _Column("Weight", lambda _, finding: percent(finding.holding.weight), "right"),
    _Column("Indicator", lambda _, finding: words(finding.indicator.code)),
    _Column("Level", lambda _, finding: _level(finding)),
    _Column("Link", lambda _, finding: words(link_words(finding)), ratio=2, least=100),
    _Column("Stated in", lambda _, finding: words(stated_in(finding)), ratio=3),
    _Column("Confidence", lambda _, finding: bracket(finding.confidence)),
    _Column("Severity", lambda _, finding: bars(severity_levels(finding))),
)
