"""From threads to findings: what a path means, what it proposes, how severe it is, and where in the report it stands."""

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field

from clew.assess.facts import Facts
from clew.assess.goods import goods_words
from clew.assess.second import Proof, second_claim
from clew.assess.sentences import level_of, sentence, tail
from clew.assess.states import gravest
from clew.model.release import ClaimRow
from clew.model.screening import CitedClaim, Finding, HoldingRef, Indicator, Level, Node, PathLink, Reply, Section, Severity
from clew.pack.goods import Goods
from clew.pack.policy import START, Policy, SecondClaim, StateMeaning, confidence
from clew.pack.standards import IndicatorRule, Standards
from clew.trace.paths import Hop, Thread

_UNIT = Decimal(1)
_TWELVE = Decimal("1e-12")
_INVOLVEMENT = ("cause", "contribute", "directly linked", "affiliation", "")
PORTFOLIO = "portfolio"
"""Entity id of the investor's own node on a path."""


class Exposure(Struct, frozen=True):
    """One way from the portfolio to an issuer.

    Attributes:
        holding: the holding, with its weight along this way; its row is 0 where an issuer is looked at without a portfolio.
        key: what names it from file to file.
        cluster_id: the issuer.
        matched: entities whose claims show why the holding is this issuer (a security, an identity).
    """

    holding: HoldingRef
    key: str
    cluster_id: str
    matched: tuple[str, ...]


_BUYS = "supplied_by"


class Assessor(Struct, frozen=True):
    """What turns threads into findings: the packs, the facts and the upper ends of the brackets.

    Attributes:
        restricted: evidence that is another legal restriction; `positive`: evidence of a practice to credit.
        brackets: (cluster, indicator, historical, end state) → recursive noisy-or, and what a simulation gives.
        goods: the lines of goods.
        portfolio: name of the investor's own node.
        proofs: cluster → its current evidence, where a policy may ask for a second claim.
    """

    policy: Policy
    standards: Standards
    facts: Facts
    restricted: frozenset[str]
    positive: frozenset[str]
    brackets: Mapping[tuple[str, str, bool, str], tuple[float, float]]
    goods: Goods
    portfolio: str
    proofs: Mapping[str, Sequence[Proof]] = field(default_factory=dict)

    def finding(self, exposure: Exposure, thread: Thread) -> Finding:
        """One holding, one thread: the finding."""
        rule = self.standards.by_code[thread.indicator]
        section = self._section(thread)
        inner = (*(self._link(hop) for hop in thread.hops), self._evidence_link(thread))
        grades = [self._grade(thread.evidence_id), *(self._grade(hop.link_entity) for hop in thread.hops)]
        level = level_of(grades, listed=bool(self.facts.value(thread.evidence_id, "program")))
        involvement, why = self._involvement(thread, rule, section)
        names = self.facts.node(thread.cluster_id)
        low = confidence(thread.score)
        high, simulated = self._bracket(thread, low)
        rows = self.facts.basis(self._entities(exposure, thread))
        said = sentence(self.standards.sentences, self.facts, inner, thread.evidence_id, level)
        return Finding(
            id=_id(exposure, thread),
            section=section,
            holding=exposure.holding,
            company=names.name,
            company_zh=names.name_zh,
            entity_id=thread.cluster_id,
            indicator=Indicator(rule.code, rule.title, rule.mode),
            involvement=involvement,
            involvement_reason=why,
            severity=Severity(rule.scale, rule.scope, rule.irremediability),
            confidence=(low, high),
            share=_share(exposure.holding.weight, thread.hops),
            level=level,
            sentence=" ".join((said, *tail(self.facts, rows))),
            path=(*self._way_in(exposure, names), *self._named(inner)) if exposure.holding.row else self._named(inner),
            claims=self._claims(exposure, thread),
            reply=self._reply(thread.evidence_id),
            outcome=self.facts.value(thread.evidence_id, "outcome") or self.facts.value(thread.evidence_id, "endedReason"),
            positive=thread.evidence_id in self.positive,
            also=thread.found - 1,
            state=gravest(state for row in rows for state in self.facts.became(row)),
            basis=tuple(sorted(row.claim_id for row in rows)),
            closed=self._closed(rows),
            simulated=simulated,
            goods=goods_words(self.goods, tuple(hop.line for hop in thread.hops if hop.kind == _BUYS)),
        )

    def _bracket(self, thread: Thread, low: float) -> tuple[float, float]:
        """The upper end, and the simulated share, which chance may carry past an end of the bracket, and which is kept within it."""
        key = (thread.cluster_id, thread.indicator, thread.historical, thread.end_state)
        high, simulated = self.brackets.get(key, (low, low))
        high = max(low, high)
        return high, min(max(simulated, low), high)

    def way(self, thread: Thread) -> tuple[PathLink, ...]:
        """The links of a thread, from the company to the evidence."""
        return self._named((*(self._link(hop) for hop in thread.hops), self._evidence_link(thread)))

    def _section(self, thread: Thread) -> Section:
        """Where the finding stands; a restriction that ended is historical too."""
        if thread.historical:
            return Section.HISTORICAL
        if thread.evidence_id in self.restricted:
            return Section.RESTRICTION
        return Section.AFFILIATION if thread.end_state == "affiliation" else Section.FINDING

    def _involvement(self, thread: Thread, rule: IndicatorRule, section: Section) -> tuple[str, str]:
        """What is proposed, and why; nothing for a restriction."""
        if section is Section.RESTRICTION:
            return "", rule.own_why
        meaning = self.policy.meaning[thread.end_state]
        needs = self.policy.second(thread.indicator, thread.end_state)
        if needs is not None:
            return self._seconded(thread, needs, meaning)
        if thread.end_state != START:
            return meaning.involvement, meaning.why
        return rule.own, f"{meaning.why}: {rule.own_why}" if thread.hops else rule.own_why

    def _seconded(self, thread: Thread, needs: SecondClaim, meaning: StateMeaning) -> tuple[str, str]:
        """What is proposed where the policy asks for a second claim, and which one it is."""
        found = second_claim(thread, needs, self.proofs)
        if found is None:
            return "", needs.alone
        code = self.standards.by_code[found.indicator]
        name = self.facts.value(found.evidence_id, "program") or self.facts.value(found.evidence_id, "publication")
        said = f"{needs.why}: {code.code} {code.title}, {f'“{name}”, ' if name else ''}grade {found.grade}"
        if thread.end_state in {START, *needs.states}:
            return needs.involvement, said
        return meaning.involvement, f"{meaning.why}; {said}"

    def _grade(self, entity_id: str) -> str:
        """The best grade of an entity's claims."""
        return min((claim.grade for claim in self.facts.by_entity.get(entity_id, ())), default="G6")

    def _link(self, hop: Hop) -> PathLink:
        """A link of the path; `claims` names its entity until `_named` replaces it."""
        source, target = self.facts.node(hop.source_id), self.facts.node(hop.target_id)
        figure = _figure(hop) if hop.kind in {"owns", "parent"} else ""
        return PathLink(
            source, target, hop.kind, self.policy.verbs[hop.kind], figure, hop.stated_on, confidence(hop.score), (hop.link_entity,)
        )

    def _evidence_link(self, thread: Thread) -> PathLink:
        """The last step: onto the list, or into the publication."""
        entry = thread.evidence_id
        source = self.facts.node(thread.hops[-1].target_id if thread.hops else thread.cluster_id)
        program, sublist = self.facts.value(entry, "program"), self.facts.value(entry, "sublist")
        sure = confidence(thread.score - sum(hop.score for hop in thread.hops))
        if program:
            active = self.facts.value(entry, "status") != "inactive"
            target = Node(entry, f"{program} ({sublist})" if sublist else program, "")
            return PathLink(
                source, target, "evidence", "appears on" if active else "appeared on", "", self.facts.since(entry)[0], sure, (entry,)
            )
        target = Node(entry, self.facts.value(entry, "publication"), "")
        rows = self.facts.by_entity.get(entry, ())
        return PathLink(source, target, "evidence", "is named in", "", rows[0].stated_on if rows else "", sure, (entry,))

    def _named(self, links: Sequence[PathLink]) -> tuple[PathLink, ...]:
        """The links with the ids of their claims."""
        return tuple(
            PathLink(
                one.source,
                one.target,
                one.kind,
                one.verb,
                one.figure,
                one.date,
                one.confidence,
                tuple(cited.id for cited in self.facts.cited(one.claims[0])),
            )
            for one in links
        )

    def _way_in(self, exposure: Exposure, issuer: Node) -> tuple[PathLink, ...]:
        """From the portfolio through its funds to the issuer; the weight stands on the last step."""
        weight = "" if exposure.holding.weight is None else percent(exposure.holding.weight)
        stops = [Node(PORTFOLIO, self.portfolio, ""), *(Node(f"fund:{name}", name, "") for name in exposure.holding.way), issuer]
        steps = list(itertools.pairwise(stops))
        last = len(steps) - 1
        matched = tuple(cited.id for entity in exposure.matched for cited in self.facts.cited(entity))
        return tuple(
            PathLink(one, other, "lookthrough", "holds", weight if at == last else "", "", 1.0, matched if at == last else ())
            for at, (one, other) in enumerate(steps)
        )

    def _claims(self, exposure: Exposure, thread: Thread) -> tuple[CitedClaim, ...]:
        """All claims on the path that a report quotes, the evidence's first, each once."""
        found = {cited.id: cited for entity in self._entities(exposure, thread) for cited in self.facts.cited(entity)}
        return tuple(found.values())

    def _entities(self, exposure: Exposure, thread: Thread) -> list[str]:
        """The entities whose claims make the finding: the evidence, its replies, a second claim, the links, and who the holding is."""
        replies = self.facts.replies.get(thread.evidence_id, ())
        second = self._second(thread)
        return [thread.evidence_id, *replies, *second, *(hop.link_entity for hop in reversed(thread.hops)), *exposure.matched]

    def _second(self, thread: Thread) -> tuple[str, ...]:
        """The second claim that a proposal rests on as well, if any."""
        needs = self.policy.second(thread.indicator, thread.end_state)
        found = None if needs is None else second_claim(thread, needs, self.proofs)
        return () if found is None else (found.evidence_id,)

    def _closed(self, rows: Sequence[ClaimRow]) -> tuple[str, ...]:
        """The sources of some claims whose terms do not allow passing them on."""
        cards = (self.facts.card(dataset) for dataset in sorted({row.dataset for row in rows}))
        return tuple(card.short for card in cards if not card.export)

    def _reply(self, evidence_id: str) -> Reply:
        """What the company answered: as the source prints it, and in statements that were made in reply."""
        facts = self.facts
        said = [(facts.value(evidence_id, "reply"), facts.value(evidence_id, "replyBy"), facts.value(evidence_id, "replySource"))]
        days = [facts.value(evidence_id, "replyOn")]
        for statement in facts.replies.get(evidence_id, ()):
            parts = ("text", "publisher", "publication")
            said.append((facts.value(statement, parts[0]), facts.value(statement, parts[1]), facts.value(statement, parts[2])))
            days.append(facts.by_entity[statement][0].stated_on)
        texts = [text for text, _, _ in said if text]
        if not texts:
            return Reply("not asked", "", "", "")
        sources = ["; ".join(part for part in (by, source) if part) for text, by, source in said if text]
        return Reply("replied", " | ".join(texts), " | ".join(sources), max(days))


def sayable(finding: Finding) -> bool:
    """Whether the finding may stand in a report: a current one that rests on a single unsourced claim may not."""
    return finding.section is Section.HISTORICAL or finding.level is not Level.SINGLE_CLAIM


def order_of_work(finding: Finding) -> tuple[object, ...]:
    """The sort key of a report: severity first, then involvement, then confidence, then weight; then names, so that it is total."""
    severity = finding.severity
    known = [value or 0 for value in (severity.irremediability, severity.scale, severity.scope)]
    weight = finding.holding.weight
    return (
        -max(known),
        -sum(known),
        _INVOLVEMENT.index(finding.involvement),
        -finding.confidence[0],
        -(weight if weight is not None else Decimal(0)),
        finding.company,
        finding.indicator.code,
        finding.id,
    )


def percent(fraction: Decimal) -> str:
    """A fraction as a reader sees it: "2.1 %", "0.004 %"."""
    hundredfold = fraction * 100
    digits = 1 if abs(hundredfold) >= 1 else 2 if abs(hundredfold) >= _TENTH else 4
    text = f"{hundredfold:.{digits}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} %"


_TENTH = Decimal("0.1")


def _figure(hop: Hop) -> str:
    """The share on an ownership link, "" where none is stated."""
    if not hop.share_low:
        return ""
    low, high = percent(Decimal(hop.share_low)), percent(Decimal(hop.share_high or hop.share_low))
    return low if low == high else f"{low.removesuffix(' %')}–{high}"


def _share(weight: Decimal | None, hops: Sequence[Hop]) -> tuple[Decimal, Decimal] | None:
    """Economic share behind the path: weight × ownership along it; an unknown percentage is [0, 1], or [½, 1] under control."""
    if weight is None:
        return None
    low = high = _UNIT
    for hop in hops:
        if hop.kind == "owns":
            floor = Decimal("0.5") if hop.held == "controlled" else Decimal(0)
            low *= Decimal(hop.share_low) if hop.share_low else floor
            high *= Decimal(hop.share_high or hop.share_low) if hop.share_low else _UNIT
    return (weight * low).quantize(_TWELVE), (weight * high).quantize(_TWELVE)


def _id(exposure: Exposure, thread: Thread) -> str:
    """Stable from run to run: the holding, the way in, the indicator and the evidence."""
    parts = (exposure.key, *exposure.holding.way, thread.indicator, thread.end_state, thread.evidence_id, str(thread.historical))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
