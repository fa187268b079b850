"""One holding or one organisation explained: every thread drawn out, on the terminal and as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

from rich.console import Group, RenderableType
from rich.text import Text

from clew.model.release import PlaceRow
from clew.model.screening import Candidate, Finding, LeftOut, PlainRow, Screening, Section
from clew.model.ways import Way
from clew.render.terminal import words
from clew.report.json import finding_value, row_value, way_value
from clew.report.table import threads
from clew.values.plain import asdict

_HEADS = (
    (Section.FINDING, "findings", "Findings"),
    (Section.HISTORICAL, "historical", "Historical claims: shown with what followed, never ranked or counted"),
    (Section.RESTRICTION, "restrictions", "Other legal restrictions: no finding"),
    (Section.AFFILIATION, "affiliations", "Affiliation: the evidence concerns the parent; a flag, not a mode of involvement"),
)
"""Section, its key in JSON, its head on the terminal."""


class Organisation(Protocol):
    """What is shown of one organisation."""

    @property
    def entity_id(self) -> str:
        """Its cluster."""
        ...

    @property
    def name(self) -> str:
        """As a report prints it."""
        ...

    @property
    def name_zh(self) -> str:
        """Its Chinese name, or ""."""
        ...

    @property
    def names(self) -> Sequence[tuple[str, str]]:
        """Every name, with the dataset that uses it."""
        ...

    @property
    def places(self) -> Sequence[PlaceRow]:
        """Where its addresses are."""

    @property
    def identifiers(self) -> Sequence[tuple[str, str]]:
        """Kind and value."""
        ...

    @property
    def findings(self) -> Sequence[Finding]:
        """What it reaches."""
        ...

    @property
    def others(self) -> Sequence[tuple[str, str]]:
        """Organisations of a like name."""
        ...

    @property
    def searched(self) -> Sequence[tuple[str, str]]:
        """Sources and the day of their state."""
        ...

    @property
    def left_out(self) -> Sequence[LeftOut]:
        """Versions of sources that are held and were not searched."""
        ...


Ways = Mapping[str, Sequence[Way]]
"""Id of a finding → other paths to its evidence."""


def why_view(
    screening: Screening,
    findings: Sequence[Finding],
    candidates: Sequence[Candidate],
    rows: Sequence[PlainRow],
    ways: Ways = MappingProxyType({}),
) -> RenderableType:
    """What `clew why` prints."""
    plain = [words(f"{row.holding.name}: {row.sentence}") for row in rows]
    alike = [words(f"{one.why}\n  {one.command}") for one in candidates]
    head = [Text("Possible matches, not confirmed; internal only", style="bold")] if alike else []
    gone = [words(one.sentence) for one in screening.left_out]
    return Group(
        Text(screening.heading, style="bold"), words(screening.title), Text(), *_sections(findings, ways), *head, *alike, *plain, *gone
    )


def why_document(
    screening: Screening,
    findings: Sequence[Finding],
    candidates: Sequence[Candidate],
    rows: Sequence[PlainRow],
    ways: Ways = MappingProxyType({}),
) -> dict[str, Any]:
    """The same as JSON (`clew.why/2`)."""
    return {
        "contract": "clew.why/2",
        "heading": screening.heading,
        "as_of": screening.as_of,
        "known": screening.known,
        **_by_section(findings),
        "candidates": [
            asdict(one) | {"holding": {"row": one.holding.row, "name": one.holding.name, "isin": one.holding.isin}} for one in candidates
        ],
        "rows": [row_value(one) for one in rows],
        "ways": [{"finding": ident, "paths": [way_value(way) for way in found]} for ident, found in ways.items()],
        "left_out": [asdict(one) for one in screening.left_out],
    }


def company_view(found: Organisation) -> RenderableType:
    """What `clew company` prints."""
    title = f"{found.name}  {found.name_zh}".strip()
    said = "; ".join(f"{dataset} ({day})" for dataset, day in found.searched)
    nothing = [] if found.findings else [words(f"No information found that links it to an indicator. Searched: {said}.")]
    others = [words("Also of a like name: " + "; ".join(f"{name} ({entity})" for entity, name in found.others))] if found.others else []
    return Group(
        words(title, "bold"),
        words(found.entity_id),
        words("Names: " + "; ".join(f"{name} ({dataset})" for name, dataset in found.names)),
        words("Identifiers: " + ("; ".join(f"{kind} {value}" for kind, value in found.identifiers) or "none in the loaded sources")),
        *(words(f"Address in {one.place} ({one.why}; {one.dataset}, {one.locator})") for one in found.places),
        Text(),
        *_sections(found.findings),
        *nothing,
        *(words(one.sentence) for one in found.left_out),
        *others,
    )


def company_document(found: Organisation) -> dict[str, Any]:
    """The same as JSON (`clew.company/2`)."""
    return {
        "contract": "clew.company/2",
        "entity_id": found.entity_id,
        "name": found.name,
        "name_zh": found.name_zh,
        "names": [{"name": name, "source": dataset} for name, dataset in found.names],
        "identifiers": [{"kind": kind, "value": value} for kind, value in found.identifiers],
        "places": [asdict(one) for one in found.places],
        **_by_section(found.findings),
        "others": [{"entity_id": entity, "name": name} for entity, name in found.others],
        "searched": [{"source": dataset, "date": day} for dataset, day in found.searched],
        "left_out": [asdict(one) for one in found.left_out],
    }


def _by_section(findings: Sequence[Finding]) -> dict[str, Any]:
    """Findings as JSON, under the key of their section."""
    return {key: [finding_value(one) for one in findings if one.section is section] for section, key, _ in _HEADS}


def _sections(findings: Iterable[Finding], ways: Ways = MappingProxyType({})) -> list[RenderableType]:
    """Findings by section, each under its head."""
    kept = list(findings)
    parts: list[RenderableType] = []
    for section, _, head in _HEADS:
        here = [one for one in kept if one.section is section]
        if here:
            parts += [Text(head, style="bold underline"), Text(), threads(here, ways)]
    return parts
