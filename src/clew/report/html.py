"""The HTML report: one self-contained page that needs no script and asks for nothing outside itself."""

import re
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup
from msgspec import Struct

from clew.model.screening import Finding, HoldingRef, PlainRow, Reach, Screening
from clew.render.html import csp_hash, environment, page_bytes
from clew.render.svg import interval_svg, levels_svg, shares_svg
from clew.report import claims, figures, phrases, threads
from clew.report.companies import companies, is_rolled_up
from clew.report.sheets import FOUND_NOTHING, counts_sentence, identified_sentence

DETAILED = 200
"""Findings of a section that carry their thread and claims on the page; the rest are single rows. The workbook has all."""
LISTED = 1000
"""Findings of a section that are on the page at all."""
ORDINARY = 200
"""Rows of a plain list that are on the page."""

_FOLDER = Path(__file__).parent / "templates"
_LANGUAGES = {
    "zho": "zh",
    "cmn": "zh",
    "uig": "ug",
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "kaz": "kk",
    "tur": "tr",
    "jpn": "ja",
    "kor": "ko",
}
_GRADES = {
    "G1": "official list, finding or registry",
    "G2": "the company's own disclosure or filing",
    "G3": "named research with method and annex",
    "G4": "reputable journalism with documents",
    "G5": "inference from trade data, co-location or ownership",
    "G6": "single unsourced claim",
}


class Exposure(Struct, frozen=True):
    """A finding as the page shows it: its place, its drawings, what to do next; only a `detailed` one carries thread and claims."""

    rank: int
    ident: str
    detailed: bool
    finding: Finding
    thread: Markup
    levels: Markup
    interval: Markup
    commands: tuple[str, ...]


class Exposures(Struct, frozen=True):
    """One section's findings, capped: `more` are only in the workbook."""

    shown: tuple[Exposure, ...]
    more: int


class Rows(Struct, frozen=True):
    """A plain list, capped; `groups` puts those of which the same is said, held the same way, together."""

    shown: tuple[PlainRow, ...]
    more: int

    @property
    def groups(self) -> dict[str, dict[str, list[PlainRow]]]:
        """Sentence → the funds on the way ("" for a direct holding) → rows, in the order of the file."""
        found: dict[str, dict[str, list[PlainRow]]] = {}
        for row in self.shown:
            found.setdefault(row.sentence, {}).setdefault(_via(row.holding), []).append(row)
        return found


def page(screening: Screening, stem: str) -> bytes:
    """The report as the bytes of one HTML file.

    Args:
        screening: the result to show.
        stem: of the files written beside it, which the page names where it is capped.
    """
    env = _environment()
    style = env.get_template("page.css").render(chain_head=_hex(screening.chain_head))
    plain = tuple(row for row in screening.rows if row.status == FOUND_NOTHING)
    unplaced = tuple(row for row in screening.rows if row.status != FOUND_NOTHING)
    return page_bytes(
        env,
        "page.html",
        {
            "screening": screening,
            "stem": stem,
            "style": Markup(style),  # noqa: S704 - our own style sheet; the only value in it is checked to be hexadecimal
            "style_hash": csp_hash(style),
            "answer": figures.answer(screening),
            "counts": counts_sentence(screening.counts),
            "identified": identified_sentence(screening),
            "stale": figures.stale_by_date(screening.searched),
            "stale_count": sum(row.stale for row in screening.searched),
            "unassessed": figures.unassessed(screening.coverage),
            "seen": screening.lookthrough,
            "listed": ORDINARY,
            "reach": [(row, _reach_bar(row, _longest(screening))) for row in screening.reach],
            "companies": companies(screening) if is_rolled_up(screening) else (),
            "findings": _exposures(screening.findings, "f"),
            "historical": _exposures(screening.historical, "h"),
            "restrictions": _exposures(screening.restrictions, "r"),
            "affiliations": _exposures(screening.affiliations, "a"),
            "signals": screening.sector_signals[:LISTED],
            "signals_more": max(0, len(screening.sector_signals) - LISTED),
            "unplaced": Rows(unplaced[:ORDINARY], max(0, len(unplaced) - ORDINARY)),
            "ordinary": Rows(plain[:ORDINARY], max(0, len(plain) - ORDINARY)),
            "phrases": phrases,
            "grades": _GRADES,
        },
    )


def ask_commands(finding: Finding) -> tuple[str, ...]:
    """What to type next to see the thread again, or the company with all its threads."""
    company = f"clew company {_quoted(finding.company)}"
    return (f"clew why {_quoted(finding.holding.name or finding.holding.isin)}", *((company,) if finding.company else ()))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return environment(
        _FOLDER,
        {
            "points": _points,
            "share_points": _share_points,
            "percent": figures.percent,
            "unbroken": _unbroken,
            "age": figures.age,
            "severity": figures.severity_words,
            "bracket": figures.bracket,
            "level_class": threads.level_class,
            "arrow": threads.arrow_words,
            "basis": threads.arrow_basis,
            "node": threads.full_name,
            "weak": threads.is_weak,
            "address": _address,
            "lang": _language,
            "wording": claims.wording,
            "is_quotation": claims.is_quotation,
            "held_as": claims.held_as,
            "dated": claims.dated,
            "label": claims.label,
            "grouped": claims.grouped,
            "via": _via,
        },
    )


def _exposures(findings: tuple[Finding, ...], prefix: str) -> Exposures:
    shown = tuple(_exposure(rank, finding, f"{prefix}{rank}") for rank, finding in enumerate(findings[:LISTED], start=1))
    return Exposures(shown, max(0, len(findings) - LISTED))


def _exposure(rank: int, finding: Finding, ident: str) -> Exposure:
    low, high = finding.confidence
    return Exposure(
        rank=rank,
        ident=ident,
        detailed=rank <= DETAILED,
        finding=finding,
        thread=threads.picture(finding, ident) if rank <= DETAILED else Markup(""),
        levels=levels_svg(figures.severity_levels(finding), figures.severity_words(finding)),
        interval=interval_svg(low, high, f"link confidence {figures.bracket(finding.confidence)}{figures.simulated(finding)}"),
        commands=ask_commands(finding),
    )


def _reach_bar(row: Reach, longest: float) -> Markup:
    parts = (("direct", float(row.direct) / longest), ("funds", float(row.through_funds) / longest))
    label = f"{figures.percent(row.direct)} directly, {figures.percent(row.through_funds)} through funds"
    return shares_svg(parts, label)


def _longest(screening: Screening) -> float:
    """The largest share reached: the full width of the bars."""
    return max((float(row.direct + row.through_funds) for row in screening.reach), default=0.0) or 1.0


def _points(fraction: Decimal | None) -> str:
    """A fraction in percentage points, without the sign, for columns that have the unit in their head."""
    return figures.percent(fraction).removesuffix(" %")


def _unbroken(text: str) -> str:
    """Text whose per-cent signs stay on the line of their figures."""
    return text.replace(" %", "\u00a0%")


def _share_points(finding: Finding) -> str:
    return figures.share(finding.share).replace(" %", "")


def _via(holding: HoldingRef) -> str:
    return " → ".join(holding.way)


def _address(url: str) -> str:
    """A web address, or "": no other scheme becomes a link."""
    return url if re.match(r"https?://[^\s]+$", url) else ""


def _language(code: str) -> str:
    """ISO 639-3 to the tag that browsers know."""
    return _LANGUAGES.get(code, code)


def _hex(text: str) -> str:
    return text if re.fullmatch(r"[0-9a-f]{1,128}", text) else ""


def _quoted(name: str) -> str:
    """A name as one word of a command line, in POSIX shells and in PowerShell."""
    return f'"{name}"' if not re.search(r"[\"$`\\!]", name) else "'" + name.replace("'", "'\\''") + "'"
