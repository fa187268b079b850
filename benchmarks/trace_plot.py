"""The plot of growth as SVG: seconds over links, both by powers of ten, beside the slope of work that grows as its data."""

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

_WIDTH, _HEIGHT, _LEFT, _TOP = 420, 300, 64, 16
_COLOURS = ("#1b5e8a", "#b3541e")
_ACROSS, _UP = (4.0, 8.0), (-2.0, 2.5)


def growth_svg(curves: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """One curve for each name: (links, seconds); the dashed line is as steep as the links."""
    foot = _TOP + _HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 48} {foot + 56 + 18 * len(curves)}" role="img">',
        "<title>Seconds for labels and paths, by links</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        '<g font-family="sans-serif" font-size="12">',
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_WIDTH}" height="{_HEIGHT}" fill="none" stroke="#999999"/>',
        *(
            f'<text x="{_across(10**power):.1f}" y="{foot + 16}" text-anchor="middle">{10**power:,}</text>'
            for power in range(int(_ACROSS[0]), int(_ACROSS[1]) + 1)
        ),
        *(
            f'<text x="{_LEFT - 6}" y="{_up(10**power) + 4:.1f}" text-anchor="end">{10**power:g}</text>'
            for power in range(int(_UP[0]), int(_UP[1]) + 1)
        ),
        f'<text x="{_LEFT + _WIDTH / 2:.1f}" y="{foot + 34}" text-anchor="middle">links</text>',
        f'<text transform="translate(16 {_TOP + _HEIGHT / 2:.1f}) rotate(-90)" text-anchor="middle">seconds</text>',
        (
            f'<line x1="{_across(1e4):.1f}" y1="{_up(1e-2):.1f}" x2="{_across(1e8):.1f}" y2="{_up(1e2):.1f}" '
            'stroke="#999999" stroke-dasharray="4 4"/>'
        ),
    ]
    for number, (name, found) in enumerate(curves.items()):
        colour, at = _COLOURS[number % len(_COLOURS)], foot + 56 + 18 * number
        points = " ".join(f"{_across(links):.1f},{_up(seconds):.1f}" for links, seconds in found)
        parts += [
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>',
            *(
                f'<circle cx="{_across(links):.1f}" cy="{_up(seconds):.1f}" r="4" fill="{colour}">'
                f"<title>{links:,} links, {seconds:.2f} s</title></circle>"
                for links, seconds in found
            ),
            f'<rect x="{_LEFT}" y="{at - 9}" width="12" height="10" fill="{colour}"/>',
            f'<text x="{_LEFT + 18}" y="{at}">{escape(name)}</text>',
        ]
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _across(links: float) -> float:
    """Where so many links stand from left to right."""
    return _LEFT + _WIDTH * (log10(links) - _ACROSS[0]) / (_ACROSS[1] - _ACROSS[0])


def _up(seconds: float) -> float:
    """Where so many seconds stand from top to bottom."""
    return _TOP + _HEIGHT * (1 - (log10(max(seconds, 0.01)) - _UP[0]) / (_UP[1] - _UP[0]))
