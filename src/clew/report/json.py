"""The JSON contract `clew.screen/3`: the whole screening, keys in a fixed order, the same bytes for the same screening.

`screen.schema.json` beside this module is its schema, `docs/reference/json.md` its description.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from clew.model.lookthrough import Lookthrough
from clew.model.screening import CitedClaim, Finding, HoldingRef, Node, PathLink, PlainRow, Reach, Screening, SectorSignal
from clew.model.ways import Way
from clew.report.companies import companies_document
from clew.report.figures import answer, reached
from clew.values.plain import asdict

Document: TypeAlias = dict[str, Any]

CONTRACT = "clew.screen/3"
_PLACES = 12
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def screen_document(screening: Screening) -> Document:
    """The contract as plain data: weights, shares and confidences are fractions of one, None is unknown."""
    return {
        "contract": CONTRACT,
        "heading": screening.heading,
        "title": screening.title,
        "as_of": screening.as_of,
        "known": screening.known,
        "answer": _answer(screening),
        "portfolio": _portfolio(screening),
        "lookthrough": _lookthrough(screening.lookthrough),
        "reach": [_reach(row) for row in screening.reach],
        "companies": companies_document(screening),
        "findings": [finding_value(finding) for finding in screening.findings],
        "historical": [finding_value(finding) for finding in screening.historical],
        "restrictions": [finding_value(finding) for finding in screening.restrictions],
        "affiliations": [finding_value(finding) for finding in screening.affiliations],
        "sector_signals": [_signal(signal) for signal in screening.sector_signals],
        "coverage": [asdict(row) for row in screening.coverage],
        "searched": [asdict(row) for row in screening.searched],
        "left_out": [asdict(row) for row in screening.left_out],
        "withheld": screening.withheld,
        "notes": list(screening.notes),
        "rows": [row_value(row) for row in screening.rows],
        "inputs": [asdict(row) for row in screening.inputs],
        "chain_head": screening.chain_head,
    }


def document_bytes(document: Mapping[str, object]) -> bytes:
    """A document as UTF-8: one key a line, and one line for each item of a list, so that two runs can be compared line by line."""
    lines = ",\n".join(f"{_dumps(key)}: {_value(value)}" for key, value in document.items())
    return f"{{\n{lines}\n}}\n".encode("utf-8", "backslashreplace")


def _value(value: object) -> str:
    if isinstance(value, list) and value:
        items = ",\n  ".join(_dumps(item) for item in value)
        return f"[\n  {items}\n]"
    return _dumps(value)


def _dumps(value: object) -> str:
    return _ENCODER.encode(value)


def _answer(screening: Screening) -> Document:
    total = reached(screening)
    return {
        "sentence": answer(screening),
        "holdings": total.holdings,
        "of": total.of,
        "direct": fraction(total.direct),
        "through_funds": fraction(total.through_funds),
        "weights_unknown": total.unknown,
    }


def _portfolio(screening: Screening) -> Document:
    return {
        "name": screening.portfolio_name,
        **asdict(screening.counts),
        "identified": [asdict(one) for one in screening.identified],
        "weight_total": fraction(screening.weight_total),
        "weight_unseen": fraction(screening.weight_unseen),
    }


def _lookthrough(seen: Lookthrough) -> Document:
    return {
        "sentence": seen.sentence,
        "direct": fraction(seen.direct),
        "through_funds": fraction(seen.through_funds),
        "unknown": fraction(seen.unknown),
        "beyond": fraction(seen.beyond),
        "unweighted": seen.unweighted,
        "books": [{**asdict(book), "weight": fraction(book.weight), "held": fraction(book.held)} for book in seen.books],
    }


def _reach(row: Reach) -> Document:
    return {
        "indicator": row.indicator,
        "title": row.title,
        "holdings": row.holdings,
        "direct": fraction(row.direct),
        "through_funds": fraction(row.through_funds),
    }


def finding_value(finding: Finding) -> Document:
    """One finding as the contract has it; the same in every section and in every document."""
    return {
        "id": finding.id,
        "section": finding.section.value,
        "holding": _holding(finding.holding),
        "company": finding.company,
        "company_zh": finding.company_zh,
        "entity_id": finding.entity_id,
        "indicator": asdict(finding.indicator),
        "involvement": finding.involvement,
        "involvement_reason": finding.involvement_reason,
        "severity": asdict(finding.severity),
        "confidence": [fraction(end) for end in finding.confidence],
        "simulated": None if finding.simulated is None else fraction(finding.simulated),
        "goods": finding.goods,
        "share": None if finding.share is None else [fraction(end) for end in finding.share],
        "level": finding.level.value,
        "sentence": finding.sentence,
        "path": [_link(link) for link in finding.path],
        "claims": [_claim(claim) for claim in finding.claims],
        "reply": asdict(finding.reply),
        "outcome": finding.outcome,
        "positive": finding.positive,
        "also": finding.also,
        "state": finding.state,
        "export": not finding.closed,
    }


def way_value(way: Way) -> Document:
    """Another path to a finding's evidence."""
    return {"path": [_link(link) for link in way.path], "confidence": fraction(way.confidence), "historical": way.historical}


def _holding(holding: HoldingRef) -> Document:
    weight, via = fraction(holding.weight), list(holding.via)
    return {"row": holding.row, "name": holding.name, "isin": holding.isin, "weight": weight, "via": via, "member": holding.member}


def _link(link: PathLink) -> Document:
    return {
        "from": _node(link.source),
        "to": _node(link.target),
        "link": link.kind,
        "verb": link.verb,
        "figure": link.figure,
        "date": link.date,
        "confidence": fraction(link.confidence),
        "claims": list(link.claims),
    }


def _node(node: Node) -> Document:
    return {"entity_id": node.entity_id, "name": node.name, "name_zh": node.name_zh}


def _claim(claim: CitedClaim) -> Document:
    return asdict(claim)


def _signal(signal: SectorSignal) -> Document:
    return {
        "holding": _holding(signal.holding),
        "sector": signal.sector,
        "matched_on": signal.matched_on,
        "sentence": signal.sentence,
        "notice": signal.notice,
        "since": signal.since,
        "claims": [_claim(claim) for claim in signal.claims],
    }


def row_value(row: PlainRow) -> Document:
    """One row without a finding."""
    return {"holding": _holding(row.holding), "status": row.status, "sentence": row.sentence}


def fraction(value: Decimal | float | None) -> float | None:
    """A fraction rounded to twelve places, so that neither a sum's last digit nor a platform shows."""
    return None if value is None else round(float(value), _PLACES)
