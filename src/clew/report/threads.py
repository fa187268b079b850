"""A finding's path as a picture and in words; the same for page, workbook and terminal."""

from itertools import groupby

from markupsafe import Markup

from clew.model.screening import Finding, Level, Node, PathLink
from clew.render.svg import ThreadLink, ThreadNode, thread_svg

WEAK = 0.5
"""A link below this confidence is drawn dashed; like the confidence itself a convention for ordering, not a probability."""

_UNKNOWN_SHARE = " (share unknown)"

_LEVEL_CLASSES = {
    Level.LISTED: "l5",
    Level.SELF_DISCLOSED: "l4",
    Level.REPORTED: "l3",
    Level.INDICATED: "l2",
    Level.SINGLE_CLAIM: "l1",
    Level.POSSIBLE_MATCH: "l1",
}


def level_class(level: Level) -> str:
    """The class that carries the page's one colour scale, `l1` (weakest) to `l5`."""
    return _LEVEL_CLASSES[level]


def picture(finding: Finding, ident: str) -> Markup:
    """The thread from the portfolio to the evidence as inline SVG; empty for a finding without a path."""
    if not finding.path:
        return Markup("")
    nodes = [_node(finding.path[0].source, "start"), *(_node(link.target, "node") for link in finding.path[:-1])]
    nodes.append(_node(finding.path[-1].target, "end", level_class(finding.level)))
    title = f"Path from {finding.path[0].source.name} to {finding.path[-1].target.name}"
    return thread_svg(nodes, [_link(link) for link in finding.path], ident, title)


def is_weak(link: PathLink) -> bool:
    """Whether the link is drawn dashed: low confidence, or a stretch whose far end is not known."""
    return link.confidence < WEAK or not link.target.name.strip()


def arrow_words(link: PathLink) -> str:
    """Verb and figure: "owns 63 %"."""
    return f"{link.verb} {link.figure}".strip()


def arrow_basis(link: PathLink) -> str:
    """What the arrow stands on: its youngest date and its number of claims."""
    count = len(link.claims)
    claims = "" if count == 0 else "1 claim" if count == 1 else f"{count} claims"
    return " · ".join(part for part in (link.date, claims) if part)


def path_sentence(finding: Finding) -> str:
    """The whole path on one line: "Fund — holds 2.1 % → A — owns 63 % → B"."""
    if not finding.path:
        return ""
    return " ".join([full_name(finding.path[0].source), *(f"— {arrow_words(link)} → {full_name(link.target)}" for link in finding.path)])


def link_words(finding: Finding) -> str:
    """The path in as few words as a table cell has: the verbs between the holding and its evidence."""
    middle = [link for link in finding.path[1:-1] if link.kind not in {"issues", "lookthrough"}]
    words = ", ".join(
        _counted([f"{arrow_words(link)}{_UNKNOWN_SHARE if link.kind == 'owns' and not link.figure else ''}" for link in middle])
    )
    return words or "itself"


def full_name(node: Node) -> str:
    """Latin and Chinese name; a node without a name is an unknown stretch."""
    return f"{node.name} {node.name_zh}".strip() or "unknown"


def _counted(words: list[str]) -> list[str]:
    runs = [(word, len(list(run))) for word, run in groupby(words)]
    return [word if count == 1 else f"{word} ({count} times)" for word, count in runs]


def _node(node: Node, kind: str, band: str = "") -> ThreadNode:
    return ThreadNode(node.name or node.name_zh or "unknown", node.name_zh if node.name else "", kind, band)


def _link(link: PathLink) -> ThreadLink:
    return ThreadLink(arrow_words(link), arrow_basis(link), is_weak(link))
