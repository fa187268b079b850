"""Everything that a screening's outputs say in our own words, handed to the linter before anything is written."""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from clew.assess.wording import Text, refuse_banned_words
from clew.errors import Fault, RefusedError
from clew.model.screening import Finding, HoldingRef, Screening
from clew.pack.wording import WordRules
from clew.render.grid import Grid
from clew.report import phrases
from clew.report.figures import answer
from clew.report.review import review_table
from clew.report.sheets import tables

_NAMING_PROPS = frozenset({"name", "alias", "weakAlias", "previousName", "abbreviation", "title"})
_IN_QUOTES = re.compile(r"\"([^\"]+)\"|“([^”]+)”")


def refuse_unfair(screening: Screening, rules: WordRules) -> None:
    """Let the outputs of a screening pass, or refuse them all.

    Raises:
        RefusedError: a text of ours breaks a rule of wording, or the working-paper heading or title is missing.
    """
    _refuse_unheaded(screening)
    refuse_banned_words(
        [*screening_texts(screening), *table_texts((*tables(_empty(screening)), review_table(_empty(screening)))), *own_texts()], rules
    )


def refuse_unfair_findings(findings: Iterable[Finding], rules: WordRules) -> None:
    """Let findings that are shown outside a screening pass, or refuse them all.

    Raises:
        RefusedError: a text of ours breaks a rule of wording.
    """
    refuse_banned_words((text for number, one in enumerate(findings) for text in _finding_texts(f"findings[{number}]", one)), rules)


def screening_texts(screening: Screening) -> Iterator[Text]:
    """Every generated text of a screening with its place; the words of sources and companies are marked as quotations."""
    yield Text("title", screening.title, names=(screening.portfolio_name,))
    yield Text("heading", screening.heading)
    yield Text("answer", answer(screening))
    for section in ("findings", "historical", "restrictions", "affiliations"):
        for index, finding in enumerate(getattr(screening, section)):
            yield from _finding_texts(f"{section}[{index}]", finding)
    yield from _other_texts(screening)


def table_texts(tables: Iterable[Grid]) -> Iterator[Text]:
    """Names, notes, empty states and column heads of tables."""
    for table in tables:
        yield Text(f"sheet {table.name}", table.name)
        yield Text(f"sheet {table.name}, note", table.note)
        yield Text(f"sheet {table.name}, empty state", table.empty)
        for head in table.heads:
            yield Text(f"sheet {table.name}, column head", head)


def own_texts() -> Iterator[Text]:
    """The report's standing phrases."""
    for name, value in sorted(vars(phrases).items()):
        if name.isupper():
            yield Text(f"phrase {name}", value)


def _finding_texts(place: str, finding: Finding) -> Iterator[Text]:
    names = tuple(_names(finding))
    yield Text(f"{place}.sentence", finding.sentence, names=names)
    yield Text(f"{place}.indicator.title", finding.indicator.title)
    yield Text(f"{place}.involvement_reason", finding.involvement_reason, names=names)
    yield Text(f"{place}.outcome", finding.outcome, names=names)
    yield Text(f"{place}.reply.text", finding.reply.text, quotation=True)
    for step, claim in enumerate(finding.claims):
        if claim.state:
            yield Text(f"{place}.claims[{step}].state", claim.state, names=names)
    for step, link in enumerate(finding.path):
        yield Text(f"{place}.path[{step}].verb", link.verb, names=names)
        yield Text(f"{place}.path[{step}].figure", link.figure, names=names)


def _other_texts(screening: Screening) -> Iterator[Text]:
    named = [(row.title, row.publisher) for row in screening.searched] + [(row.title, row.publisher) for row in screening.left_out]
    titles = tuple(name for pair in named for name in pair)
    for index, reach in enumerate(screening.reach):
        yield Text(f"reach[{index}].title", reach.title)
    for index, signal in enumerate(screening.sector_signals):
        yield Text(f"sector_signals[{index}].sentence", signal.sentence, names=(*_holding_names(signal.holding), signal.matched_on))
    for index, candidate in enumerate(screening.candidates):
        yield Text(
            f"candidates[{index}].why",
            candidate.why,
            names=(*_holding_names(candidate.holding), candidate.entity_name, *_in_quotes(candidate.why)),
        )
    yield from _row_texts(screening, titles)
    for index, coverage in enumerate(screening.coverage):
        yield Text(f"coverage[{index}].sentence", coverage.sentence, names=titles)
    yield from _state_texts(screening, titles)
    for index, note in enumerate(screening.notes):
        yield Text(f"notes[{index}]", note, names=(screening.portfolio_name, *titles, *_in_quotes(note)))


def _state_texts(screening: Screening, titles: tuple[str, ...]) -> Iterator[Text]:
    """What became of sources, those that were not searched included."""
    for index, row in enumerate(screening.searched):
        if row.state:
            yield Text(f"searched[{index}].state", row.state, names=titles)
    for index, gone in enumerate(screening.left_out):
        yield Text(f"left_out[{index}].sentence", gone.sentence, names=titles)


def _row_texts(screening: Screening, titles: tuple[str, ...]) -> Iterator[Text]:
    """Sentences of rows without a finding; most share one that names no holding, which is read once."""
    told: set[str] = set()
    for index, row in enumerate(screening.rows):
        if row.sentence not in told:
            yield Text(f"rows[{index}].sentence", row.sentence, names=(*_holding_names(row.holding), *titles, *_in_quotes(row.sentence)))
        if row.holding.name not in row.sentence:
            told.add(row.sentence)


def _empty(screening: Screening) -> Screening:
    """The screening without its rows: heads and notes of tables do not depend on them."""
    return replace(screening, findings=(), historical=(), restrictions=(), affiliations=(), rows=(), candidates=())


def _names(finding: Finding) -> Iterator[str]:
    """Every name that a finding's sentences may hold as data."""
    yield from _holding_names(finding.holding)
    yield from (finding.company, finding.company_zh)
    for link in finding.path:
        for node in (link.source, link.target):
            yield from (node.name, node.name_zh)
    for claim in finding.claims:
        yield from (claim.title, claim.publisher)
        if claim.prop in _NAMING_PROPS:
            yield from (claim.value, claim.original)


def _holding_names(holding: HoldingRef) -> tuple[str, ...]:
    return (holding.name, *holding.way)


def _in_quotes(text: str) -> tuple[str, ...]:
    """What a note quotes from the user's own file."""
    return tuple(first or second for first, second in _IN_QUOTES.findall(text))


def _refuse_unheaded(screening: Screening) -> None:
    wanted = (("heading", screening.heading, phrases.HEADING_START), ("title", screening.title, phrases.TITLE_START))
    faults = [
        Fault(f'the {place} is "{text}"', f'Every output begins its {place} with "{start}" until a gate has released it')
        for place, text, start in wanted
        if not text.startswith(start)
    ]
    if faults:
        raise RefusedError(*faults)
