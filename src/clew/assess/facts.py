"""What assessment reads of a release: claims by entity, names of clusters, sources with their versions."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct, field

from clew.assess.states import Marks, State, notes
from clew.model.card import Card
from clew.model.release import ClaimRow
from clew.model.screening import CitedClaim, Node
from clew.model.snapshot import Snapshot

SHOWN = (
    "listedName",
    "sublist",
    "ground",
    "groundNote",
    "groundQuote",
    "scopeNote",
    "text",
    "amount",
    "shareLow",
    "shareHigh",
    "shareAsOf",
    "proof",
    "endedReason",
    "outcome",
    "reply",
)
"""Properties that a report quotes, in reading order; everything else stays one click away in the lake."""


class Facts(Struct, frozen=True, dict=True):
    """The part of a release that findings are made from.

    Attributes:
        claims: every claim of the entities on the displayed paths.
        names: cluster id → (Latin name, Chinese name).
        snapshots: dataset → its live snapshot.
        marks: what became of claims and sources since.
    """

    claims: tuple[ClaimRow, ...]
    names: Mapping[str, tuple[str, str]]
    snapshots: Mapping[str, Snapshot]
    marks: Marks = field(default_factory=Marks)

    @cached_property
    def by_entity(self) -> Mapping[str, tuple[ClaimRow, ...]]:
        """Entity → its claims."""
        found: dict[str, list[ClaimRow]] = {}
        for claim in self.claims:
            found.setdefault(claim.entity_id, []).append(claim)
        return {entity: tuple(rows) for entity, rows in found.items()}

    @cached_property
    def replies(self) -> Mapping[str, tuple[str, ...]]:
        """Entity → the statements that were made in reply to it."""
        found: dict[str, list[str]] = {}
        for claim in self.claims:
            if claim.schema == "Statement" and claim.prop == "inReplyTo":
                found.setdefault(claim.value, []).append(claim.entity_id)
        return {entity: tuple(sorted(statements)) for entity, statements in found.items()}

    def value(self, entity_id: str, prop: str) -> str:
        """The first value of a property, "" where nothing is said."""
        return next((claim.value for claim in self.by_entity.get(entity_id, ()) if claim.prop == prop), "")

    def node(self, cluster_id: str) -> Node:
        """A cluster as it stands on a path."""
        name, name_zh = self.names.get(cluster_id, (cluster_id, ""))
        return Node(cluster_id, name, "" if name == name_zh else name_zh)

    def card(self, dataset: str) -> Card:
        """The card of a source."""
        return self.snapshots[dataset].card

    def cited(self, entity_id: str) -> tuple[CitedClaim, ...]:
        """The claims of an entity that a report quotes, and those of its notice."""
        notice = self.value(entity_id, "notice")
        rows = [*self.by_entity.get(entity_id, ()), *self.by_entity.get(notice, ())]
        quoted = [row for row in rows if row.prop in SHOWN]
        quoted.sort(key=lambda row: (SHOWN.index(row.prop), row.claim_id))
        return tuple(self._cite(row, notice) for row in quoted)

    def said(self, entity_id: str) -> tuple[CitedClaim, ...]:
        """Every claim of an entity, quoted in reports or not."""
        return tuple(self._cite(row, "") for row in self.by_entity.get(entity_id, ()))

    def basis(self, entities: Iterable[str]) -> tuple[ClaimRow, ...]:
        """Every claim of some entities and of their notices, quoted or not: what a finding on them rests on."""
        chosen = dict.fromkeys(entities)
        chosen.update(dict.fromkeys(self.value(entity, "notice") for entity in tuple(chosen)))
        return tuple(row for entity in chosen for row in self.by_entity.get(entity, ()))

    def became(self, row: ClaimRow) -> tuple[State, ...]:
        """What became of a claim, or of its source."""
        snapshot = self.snapshots.get(row.dataset)
        return self.marks.of_claim(row.dataset, "" if snapshot is None else snapshot.snapshot_id, row.claim_id)

    def since(self, entity_id: str) -> tuple[str, str]:
        """Effective date and citation of the notice of a list entry; ("", "") where no notice says so."""
        notice = self.value(entity_id, "notice")
        if not notice:
            return "", ""
        day = self.value(notice, "effectiveDate") or self.value(notice, "publishedDate")
        citation = self.value(notice, "citation") or self.value(notice, "documentNumber") or self.value(notice, "title")
        return day, citation

    def _cite(self, row: ClaimRow, notice: str) -> CitedClaim:
        """One claim with its source, version and archived copy."""
        snapshot, card = self.snapshots[row.dataset], self.card(row.dataset)
        since, citation = self.since(row.entity_id) if notice else ("", "")
        publication = self.value(row.entity_id, "publication")
        publisher = self.value(row.entity_id, "publisher") or card.publisher
        table = next((digest for name, digest in snapshot.archive if name in row.locator), "")
        return CitedClaim(
            id=row.claim_id,
            entity_id=row.entity_id,
            source=row.dataset,
            title=publication or card.short,
            publisher=publisher,
            prop=row.prop,
            value=row.value,
            original=row.original or row.value,
            lang=row.lang,
            locator=row.locator,
            date=row.stated_on or snapshot.version.published,
            since=since,
            notice=citation,
            grade=row.grade,
            url=row.source_url or snapshot.version.source_url,
            archive=table,
            version=snapshot.version.label,
            state=notes(self.became(row)),
            export=card.export,
        )
