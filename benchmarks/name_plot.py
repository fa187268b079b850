"""The plot of calibration as SVG: the share of pairs that is true over the score, beside the line of scores that keep their word."""

from collections.abc import Mapping, Sequence
from html import escape

from name_measures import Bin

_SIDE, _LEFT, _TOP, _LOW = 320, 56, 16, 48
_COLOURS = ("#1b5e8a", "#b3541e", "#4d7d3a", "#7a4f9a")
_LEAST, _MOST = 3.0, 9.0


def calibration_svg(curves: Mapping[str, Sequence[Bin]]) -> str:
    """One curve for each set of pairs; a point is the larger, the more pairs its bin has. A bin without pairs has no point."""
    height = _TOP + _SIDE + _LOW + 18 * len(curves)
    ticks = [at / 5 for at in range(6)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _SIDE + 24} {height}" role="img">',
        "<title>Calibration: share of pairs that is true, by score</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        '<g font-family="sans-serif" font-size="12">',
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#999999"/>',
        *(f'<text x="{_across(tick):.1f}" y="{_TOP + _SIDE + 16}" text-anchor="middle">{tick:.1f}</text>' for tick in ticks),
        *(f'<text x="{_LEFT - 6}" y="{_up(tick) + 4:.1f}" text-anchor="end">{tick:.1f}</text>' for tick in ticks),
        f'<text x="{_across(0.5):.1f}" y="{_TOP + _SIDE + 34}" text-anchor="middle">score</text>',
        f'<text transform="translate(16 {_up(0.5):.1f}) rotate(-90)" text-anchor="middle">share true</text>',
        f'<line x1="{_across(0):.1f}" y1="{_up(0):.1f}" x2="{_across(1):.1f}" y2="{_up(1):.1f}" stroke="#999999" stroke-dasharray="4 4"/>',
    ]
    for number, (name, found) in enumerate(curves.items()):
        parts += _curve(name, [one for one in found if one.pairs], _COLOURS[number % len(_COLOURS)], _TOP + _SIDE + _LOW + 18 * number)
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _curve(name: str, found: Sequence[Bin], colour: str, foot: int) -> list[str]:
    """A line through the bins, its points, and its entry below the plot."""
    most = max((one.pairs for one in found), default=1)
    points = " ".join(f"{_across(one.scored):.1f},{_up(one.true):.1f}" for one in found)
    dots = [
        f'<circle cx="{_across(one.scored):.1f}" cy="{_up(one.true):.1f}" r="{_LEAST + (_MOST - _LEAST) * (one.pairs / most) ** 0.5:.1f}" '
        f'fill="{colour}"><title>{one.pairs:,} pairs, mean score {one.scored:.2f}, {one.true:.2f} true</title></circle>'
        for one in found
    ]
    return [
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>',
        *dots,
        f'<circle cx="{_LEFT + 6}" cy="{foot}" r="5" fill="{colour}"/><text x="{_LEFT + 18}" y="{foot + 4}">{escape(name)}</text>',
    ]


def _across(share: float) -> float:
    return _LEFT + share * _SIDE


def _up(share: float) -> float:
    return _TOP + (1 - share) * _SIDE
