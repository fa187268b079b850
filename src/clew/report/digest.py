"""The digest of a watch as one HTML page: what changed, whom it touches, and what became of each source."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from clew.model.changes import Diff
from clew.model.watching import Digest
from clew.render.html import csp_hash, environment, page_bytes
from clew.report.changes import NO_CHANGE, NO_PORTFOLIO, NOTHING_TOUCHED, entry_lines, heading

HEADING = "Internal working paper. Companies not yet asked. Not for publication."
_FOLDER = Path(__file__).parent / "templates"


def digest_page(digest: Digest) -> bytes:
    """The page, self-contained; the same digest gives the same bytes."""
    env = _environment()
    style = env.get_template("page.css").render(chain_head=digest.chain_head)
    untouched = NO_PORTFOLIO if digest.touched is None else NOTHING_TOUCHED.format(portfolio=digest.touched.portfolio)
    context = {
        "digest": digest,
        "heading": HEADING,
        "answer": answer(digest),
        "touches": digest.touched.touches if digest.touched else (),
        "untouched": untouched,
        "no_change": NO_CHANGE,
        "style": Markup(style),  # noqa: S704 - our own style sheet; the only value in it is a hash of the ledger's own
        "style_hash": csp_hash(style),
    }
    return page_bytes(env, "digest.html", context)


def answer(digest: Digest) -> str:
    """The digest in one sentence."""
    touches = digest.touched.touches if digest.touched else ()
    kinds = [(kind, sum(one.kind == kind for one in touches)) for kind in ("new", "gone", "altered")]
    findings = ", ".join(f"{count:,} {kind}" for kind, count in kinds if count) or "none new, gone or altered"
    failed = [one.title for one in digest.updates if one.status == "failed"]
    changed = f"{len(digest.diffs):,} {'source' if len(digest.diffs) == 1 else 'sources'} changed; findings: {findings}."
    return f"{changed} Not fetched for a fault: {', '.join(failed)}." if failed else changed


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return environment(_FOLDER, {"heading": heading, "groups": _groups})


def _groups(diff: Diff) -> Sequence[tuple[str, Sequence[str]]]:
    """Entries by what became of them, those alone of which there are any."""
    return [(title, rows) for title, rows in entry_lines(diff) if rows]
