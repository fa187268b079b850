"""The one sentence that may be said of a path: every part attributed and dated, a part without a claim left out."""

from collections.abc import Mapping, Sequence

from clew.assess.facts import Facts
from clew.model.release import ClaimRow
from clew.model.screening import Level, PathLink

_LEVELS = {
    "G1": Level.LISTED,
    "G2": Level.SELF_DISCLOSED,
    "G3": Level.REPORTED,
    "G4": Level.REPORTED,
    "G5": Level.INDICATED,
    "G6": Level.SINGLE_CLAIM,
}


def level_of(grades: Sequence[str], *, listed: bool) -> Level:
    """The wording level of a path: that of its weakest claim.

    A path to a list entry is "Listed" only while every link on it is of grade G1. A single inference (G5) is no more than a single claim:
    "Indicated" needs two that are independent.
    """
    weakest = max(grades)
    if weakest == "G1" and not listed:
        return Level.REPORTED
    return Level.SINGLE_CLAIM if weakest == "G5" and list(grades).count("G5") == 1 else _LEVELS[weakest]


def sentence(templates: Mapping[str, str], facts: Facts, path: Sequence[PathLink], evidence_id: str, level: Level) -> str:
    """The sentence: the links from the issuer on, each as a clause, then what the evidence says.

    Args:
        templates: `sentence` of the standards pack.
        facts: the claims.
        path: from the issuer on; the last link is the evidence.
        evidence_id: entity of the evidence's claims.
        level: of the whole path, which decides how reported evidence is put.
    """
    clauses = [_clause(facts, link) for link in path[:-1]]
    subject = path[-1].source.name
    is_listing = bool(facts.value(evidence_id, "program"))
    last = _listed(templates, facts, subject, evidence_id) if is_listing else _reported(templates, facts, subject, evidence_id, level)
    return "; ".join([*clauses, last]) + "."


def tail(facts: Facts, rows: Sequence[ClaimRow]) -> tuple[str, ...]:
    """What became of the claims that a finding rests on, and of their sources: sentences that stand behind its own, each once."""
    return tuple(dict.fromkeys(state.tail(facts.card(row.dataset).short) for row in rows for state in facts.became(row)))


def _clause(facts: Facts, link: PathLink) -> str:
    """One link as words: "A owns 63 % of B (proof)"."""
    figure = f"{link.figure} of " if link.kind == "owns" and link.figure else ""
    entity = facts.value(link.claims[0], "publication") if link.claims else ""
    share_day = facts.value(link.claims[0], "shareAsOf") if link.claims and link.figure else ""
    days = [
        f"share as of {share_day}" if share_day and not link.date.startswith(share_day) else "",
        f"stated {link.date}" if link.date else "",
    ]
    dated = f" ({', '.join(day for day in days if day)})" if any(days) else ""
    source = f", according to {entity}" if entity else ""
    return f"{link.source.name} {link.verb} {figure}{link.target.name}{source}{dated}"


def _listed(templates: Mapping[str, str], facts: Facts, subject: str, entry: str) -> str:
    """That a list carries the entry, with its version, and since when only where a notice says so."""
    day, citation = facts.since(entry)
    dataset = entry.split(":", 1)[0]
    sublist = facts.value(entry, "sublist")
    parts = {
        "subject": subject,
        "list": facts.value(entry, "program"),
        "sublist": f", sub-list {sublist}," if dataset == "uflpa" and sublist else "",
        "version": facts.snapshots[dataset].version.published,
        "since": templates["since"].format(date=day, citation=citation) if day and citation else "",
        "scope": "",
    }
    active = facts.value(entry, "status") != "inactive"
    return templates["listed" if active else "delisted"].format(**parts)


def _reported(templates: Mapping[str, str], facts: Facts, subject: str, evidence_id: str, level: Level) -> str:
    """What a publication says, as an attributed quotation."""
    rows = facts.by_entity.get(evidence_id, ())
    stated = rows[0].stated_on if rows else ""
    parts = {
        "subject": subject,
        "publication": f"“{facts.value(evidence_id, 'publication')}” ({facts.value(evidence_id, 'publisher')}",
        "published": f", {stated})" if stated else ")",
        "quote": f"“{_unquoted(facts.value(evidence_id, 'text'))}”",
    }
    if rows and rows[0].schema == "PositivePractice":
        return templates["positive"].format(**parts)
    kinds = {Level.SINGLE_CLAIM: "unsourced", Level.INDICATED: "indicated", Level.SELF_DISCLOSED: "disclosed"}
    return templates[kinds.get(level, "reported")].format(**parts)


def _unquoted(text: str) -> str:
    """A quotation without its own outer marks, so that marks are not doubled; inner ones become single."""
    return text.strip('“”"').replace("“", "‘").replace("”", "’").replace('"', "’").rstrip(".")
