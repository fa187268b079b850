"""The digest of a watch as one HTML page: what changed, whom it touches, and what became of each source."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from clew.model.watching import Digest, Touch, Update
from clew.render.html import csp_hash, environment, page_bytes
from clew.report.changes import (
    KINDS,
    NO_CHANGE,
    alike,
    counts,
    moment,
    prop_words,
    rows_of,
    said_of,
    together,
    untouched,
    without_spelling,
)

HEADING = "Internal working paper. Companies not yet asked. Not for publication."
_STATUSES = ("failed", "updated", "unchanged", "not fetched")
"""What became of a source, what a reader must see first."""
_FOLDER = Path(__file__).parent / "templates"


def digest_page(digest: Digest) -> bytes:
    """The page, self-contained; the same digest gives the same bytes."""
    env = _environment()
    style = "".join(env.get_template(name).render(chain_head=digest.chain_head) for name in ("page.css", "digest.css"))
    context = {
        "digest": digest,
        "heading": HEADING,
        "answer": answer(digest),
        "kinds": _kinds(digest),
        "updates": sorted(digest.updates, key=_rank),
        "untouched": untouched(digest.touched),
        "no_change": NO_CHANGE,
        "style": Markup(style),  # noqa: S704 - our own style sheet; the only value in it is a hash of the ledger's own
        "style_hash": csp_hash(style),
    }
    return page_bytes(env, "digest.html", context)


def answer(digest: Digest) -> str:
    """The digest in one sentence."""
    touches = digest.touched.touches if digest.touched else ()
    kinds = [(kind, sum(one.kind == kind for one in touches)) for kind in KINDS]
    unseen = digest.touched is not None and digest.touched.unseen
    nothing = "not looked at" if unseen else "none new, gone or altered"
    findings = ", ".join(f"{count:,} {kind}" for kind, count in kinds if count) or nothing
    failed = [one.title for one in digest.updates if one.status == "failed"]
    count = sum(diff.before is None or not diff.is_empty for diff in digest.diffs)
    changed = f"{count:,} {'source' if count == 1 else 'sources'} changed; findings: {findings}."
    return f"{changed} Not fetched for a fault: {', '.join(failed)}." if failed else changed


def _kinds(digest: Digest) -> list[tuple[str, int, tuple[tuple[Touch, tuple[int, ...]], ...]]]:
    """What became of findings, of how many, and the findings, those of one holding together."""
    touches = digest.touched.touches if digest.touched else ()
    found = [(kind, [one for one in touches if one.kind == kind]) for kind in KINDS]
    return [(kind, len(members), together(members)) for kind, members in found if members]


def _rank(one: Update) -> tuple[int, bool, str]:
    """What failed first, then what changed; old before new."""
    return _STATUSES.index(one.status), not one.stale, one.title


@lru_cache(maxsize=1)
def _environment() -> Environment:
    filters: dict[str, Callable[..., object]] = {
        "alike": alike,
        "counts": counts,
        "moment": moment,
        "prop": prop_words,
        "rows": rows_of,
        "said": said_of,
        "without_spelling": without_spelling,
    }
    return environment(_FOLDER, filters)
