"""Drawings as inline SVG: a thread of named nodes read from left to right, and the small bars that stand beside figures.

All colours and strokes come from classes, so that the page's style sheet and its security policy rule them; there is no style attribute.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from markupsafe import Markup, escape
from msgspec import Struct

from clew.render.lettering import broken, width_of
from clew.render.printable import one_line

_NAME = 13.0
_LABEL = 11.5
_LEADING = 17.0
_PAD = 10.0
_TEXT_LIMIT = 160.0
_ARROW_LEAST = 64.0
_ROW_GAP = 30.0
_INDENT = 20.0
_HEAD = 6.0


class ThreadNode(Struct, frozen=True):
    """One node: Latin name above, Chinese below; `kind` becomes its class, `band` that of a coloured edge."""

    name: str
    name_zh: str = ""
    kind: str = "node"
    band: str = ""


class ThreadLink(Struct, frozen=True):
    """One arrow: `above` and `below` are its two labels; dashed when it is weak or a stretch is unknown."""

    above: str
    below: str
    dashed: bool = False


class _Box(Struct, frozen=True):
    node: ThreadNode
    latin: tuple[str, ...]
    chinese: tuple[str, ...]
    width: float
    height: float


class _Line(Struct, frozen=True):
    """One line of the drawing: its upper edge and its middle."""

    top: float
    middle: float


class _Placed(Struct, frozen=True):
    """A box with its row and left edge; the arrow before it starts at `start`."""

    box: _Box
    row: int
    left: float
    start: float


def thread_svg(nodes: Sequence[ThreadNode], links: Sequence[ThreadLink], ident: str, title: str, limit: float = 1080.0) -> Markup:
    """Draw a thread; it breaks into several lines where it would be wider than `limit` pixels.

    Args:
        nodes: at least one.
        links: one fewer than the nodes.
        ident: prefix of the drawing's ids, unique on the page.
        title: accessible name; the description reads the whole path as a sentence.
        limit: width in pixels of the longest line.
    """
    placed = _place([_box(node) for node in nodes], links, limit)
    rows = [max(spot.box.height for spot in placed if spot.row == row) for row in range(placed[-1].row + 1)]
    lines = [_Line(top := sum(rows[:row]) + row * _ROW_GAP + 1, top + tall / 2) for row, tall in enumerate(rows)]
    width = max(spot.left + spot.box.width for spot in placed) + (_HEAD * 2 if len(rows) > 1 else _HEAD)
    height = sum(rows) + (len(rows) - 1) * _ROW_GAP + 2
    body = [_arrow(before, after, link, lines) for (before, after), link in zip(pairwise(placed), links, strict=True)]
    body += [_node(spot, lines[spot.row].middle) for spot in placed]
    return Markup(
        '<svg class="thread" role="img" aria-labelledby="{i}-t {i}-d" viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        '<title id="{i}-t">{t}</title><desc id="{i}-d">{d}</desc>{b}</svg>'
    ).format(i=ident, w=_px(width), h=_px(height), t=one_line(title), d=one_line(sentence(nodes, links)), b=Markup("").join(body))


def sentence(nodes: Sequence[ThreadNode], links: Sequence[ThreadLink]) -> str:
    """The thread in words: "A — holds 2.1 % (2026-07) → B — …"."""
    parts = [_full(nodes[0])]
    parts += [
        f"— {link.above}{f' ({link.below})' if link.below else ''}{', uncertain' if link.dashed else ''} → {_full(node)}"
        for link, node in zip(links, nodes[1:], strict=True)
    ]
    return " ".join(parts)


def levels_svg(levels: Sequence[int | None], label: str, top: int = 4) -> Markup:
    """Short upright bars, one a level from 0 to `top`; hollow is unknown."""
    height, width, gap = 16, 6, 3
    bars = [
        Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
            "hollow" if level is None else "full",
            index * (width + gap) + (0.5 if level is None else 0),
            0.5 if level is None else _px(height - height * level / top),
            width - (1 if level is None else 0),
            height - 1 if level is None else _px(height * level / top),
        )
        for index, level in enumerate(levels)
    ]
    base = Markup('<path class="base" d="M0 {0}H{1}"/>').format(height + 1.5, len(levels) * (width + gap) - gap)
    return _figure("levels", len(levels) * (width + gap) - gap, height + 2, label, [*bars, base])


def interval_svg(low: float, high: float, label: str) -> Markup:
    """An interval on a rule from 0 to 1; an interval of no length is a tick."""
    width = 72
    left, right = low * width, high * width
    rule = Markup('<path class="base" d="M0.5 2V10M0 6H{0}M{1} 2V10"/>').format(width, width - 0.5)
    bar = Markup('<rect class="full" x="{}" y="3" width="{}" height="6"/>').format(_px(min(left, width - 3)), _px(max(3.0, right - left)))
    return _figure("interval", width, 12, label, [rule, bar])


def shares_svg(parts: Sequence[tuple[str, float]], label: str, width: int = 320) -> Markup:
    """A bar of adjoining parts from a zero baseline: (class, fraction of the full width)."""
    bars: list[Markup] = []
    left = 0.0
    for kind, fraction in parts:
        bars.append(Markup('<rect class="{}" x="{}" y="1.5" width="{}" height="9"/>').format(kind, _px(left), _px(fraction * width)))
        left += fraction * width
    return _figure("shares", width, 12, label, [*bars, Markup('<path class="base" d="M0.5 0V12"/>')])


def _figure(kind: str, width: float, height: float, label: str, body: Iterable[Markup]) -> Markup:
    return Markup('<svg class="{k}" role="img" aria-label="{l}" viewBox="0 0 {w} {h}" width="{w}" height="{h}">{b}</svg>').format(
        k=kind, w=_px(width), h=_px(height), l=one_line(label), b=Markup("").join(body)
    )


def _box(node: ThreadNode) -> _Box:
    latin = broken(one_line(node.name), _NAME, _TEXT_LIMIT, 3)
    chinese = broken(one_line(node.name_zh), _NAME, _TEXT_LIMIT, 2)
    width = max((width_of(line, _NAME) for line in (*latin, *chinese)), default=20.0)
    return _Box(node, latin, chinese, width + 2 * _PAD, (len(latin) + len(chinese)) * _LEADING + 14)


def _place(boxes: Sequence[_Box], links: Sequence[ThreadLink], limit: float) -> list[_Placed]:
    placed = [_Placed(boxes[0], 0, 1.0, 0.0)]
    for box, link in zip(boxes[1:], links, strict=True):
        last = placed[-1]
        start = last.left + last.box.width
        reach = max(_ARROW_LEAST, width_of(link.above, _LABEL) + 24, width_of(link.below, _LABEL) + 24)
        fits = start + reach + box.width <= limit
        row, start = (last.row, start) if fits else (last.row + 1, _INDENT)
        placed.append(_Placed(box, row, start + reach, start))
    return placed


def _arrow(before: _Placed, after: _Placed, link: ThreadLink, lines: Sequence[_Line]) -> Markup:
    """The arrow into a node, with its labels; across lines it runs round the edge like a line of text."""
    middle = lines[after.row].middle
    tip = after.left - 1
    line = f"M{_px(after.start)} {_px(middle)}H{_px(tip - _HEAD)}"
    if before.row != after.row:
        right = before.left + before.box.width
        turn = lines[after.row].top - _ROW_GAP / 2
        line = f"M{_px(right)} {_px(lines[before.row].middle)}h{_HEAD}V{_px(turn)}H{_px(_INDENT / 2)}V{_px(middle)}H{_px(tip - _HEAD)}"
    centre = (after.start + tip - _HEAD) / 2
    return Markup('<path class="link{}" d="{}"/><path class="tip" d="M{} {}l-{h} -4v8z"/>{}{}').format(
        " dashed" if link.dashed else "",
        line,
        _px(tip),
        _px(middle),
        _text("verb", centre, middle - 6, link.above),
        _text("date", centre, middle + 15, link.below),
        h=_HEAD + 1,
    )


def _node(spot: _Placed, middle: float) -> Markup:
    box = spot.box
    top = middle - box.height / 2
    centre = spot.left + box.width / 2
    first = top + 7 + _NAME
    names = [_text("name", centre, first + index * _LEADING, line) for index, line in enumerate(box.latin)]
    first += len(box.latin) * _LEADING
    names += [_text("name zh", centre, first + index * _LEADING, line, "zh") for index, line in enumerate(box.chinese)]
    frame = Markup('<rect class="box" x="{}" y="{}" width="{}" height="{}" rx="2"/>').format(
        _px(spot.left), _px(top), _px(box.width), _px(box.height)
    )
    if box.node.band:
        edge = spot.left + box.width
        frame += Markup('<rect class="band {}" x="{}" y="{}" width="5" height="{}"/>').format(
            box.node.band, _px(edge), _px(top), _px(box.height)
        )
    return Markup('<g class="{}">{}{}</g>').format(box.node.kind, frame, Markup("").join(names))


def _text(kind: str, left: float, base: float, text: str, lang: str = "") -> Markup:
    if not text:
        return Markup("")
    tongue = Markup(' lang="{}"').format(lang) if lang else Markup("")
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="middle"{}>{}</text>').format(
        kind, _px(left), _px(base), tongue, escape(one_line(text))
    )


def _full(node: ThreadNode) -> str:
    return f"{node.name} {node.name_zh}".strip()


def _px(value: float) -> str:
    """A length with at most one decimal, without a trailing zero."""
    return f"{value:.1f}".removesuffix(".0")
