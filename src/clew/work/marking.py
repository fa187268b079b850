"""Marking: what became of a source at its publisher, which of its claims were wrong, and what a workspace is used for."""

import datetime as dt
import re
from collections.abc import Sequence

from msgspec import Struct

from clew.assess.wording import Text, refuse_banned_words
from clew.engine.port import Engine
from clew.errors import ClewError, Fault, InputError, NotFoundError
from clew.lake.snapshots import read_snapshot
from clew.ledger.records import STATES, WITHDRAWN
from clew.ledger.store import LiveSnapshot, OutputFile
from clew.model.screening import Finding
from clew.pack.wording import load_word_rules
from clew.values.days import is_day
from clew.work.clocks import Clocks
from clew.work.purging import one_version, versions_held
from clew.work.release import COMMERCIAL, barred
from clew.work.rollup import last_basket
from clew.work.screen import View, screen_basket
from clew.work.starter import load_starter
from clew.work.stores import Progress, Stores, silent

SHORTEST = 8
"""Letters of a claim's id that a person must give at least."""
_ANSWERS = ("yes", "no")
_MARKS = {COMMERCIAL: _ANSWERS}
"""What can be said of a workspace, and in which words."""
_CLAIM = re.compile(r"[0-9a-f]+")


class Said(Struct, frozen=True):
    """What a person says about a source: why, where that can be read, and since when it holds (ISO; "" for today)."""

    why: str
    url: str = ""
    day: str = ""


class Marked(Struct, frozen=True):
    """What came of a mark.

    Attributes:
        dataset, snapshot_id, state: what is marked now; the snapshot is "" for the whole source.
        in_force: the version that is searched from now on; None where none is.
    """

    dataset: str
    snapshot_id: str
    state: str
    in_force: LiveSnapshot | None


class Held(Struct, frozen=True):
    """A claim as the lake holds it."""

    claim_id: str
    entity_id: str
    prop: str
    value: str


class Corrected(Struct, frozen=True):
    """What came of a correction.

    Attributes:
        number: of the correction.
        claims: what was corrected.
        outputs: every file that was written out and shows one of them, or a finding that rests on one.
        portfolio: the portfolio screened last, "" where none was; `findings` are those of its findings that rest on one of the claims.
        note: why the findings could not be told, or "".
    """

    number: int
    claims: tuple[Held, ...]
    outputs: tuple[OutputFile, ...]
    portfolio: str
    findings: tuple[Finding, ...]
    note: str


def mark_source(stores: Stores, dataset: str, state: str, said: Said, version: str = "") -> Marked:
    """Record what became of a source, or of one version of it.

    Raises:
        InputError: no such state, no reason, a day to come, or a version that several have.
        NotFoundError: this workspace has no such source or version.
        RefusedError: the reason says what may not be said; it would stand in every output.
    """
    load_starter(stores)
    faults = [] if state in STATES else [Fault(f"“{state}” is no state of a source", f"Known are {', '.join(STATES)}.")]
    _check(said, faults)
    snapshot_id = one_version(stores, dataset, version).snapshot_id if version else ""
    versions_held(stores, dataset)
    stores.ledger.mark_source(dataset, snapshot_id, state, said.why.strip(), said.url, said.day)
    live = next((one for one in stores.ledger.live(_today()) if one.dataset == dataset), None)
    return Marked(dataset, snapshot_id, state, live)


def correct(stores: Stores, dataset: str, claim_ids: Sequence[str], said: Said, clocks: Clocks, progress: Progress = silent) -> Corrected:
    """Record that claims were wrong, and find everything that showed them.

    Args:
        stores: of the workspace.
        dataset: the source that made them.
        claim_ids: their ids, or beginnings of at least eight letters that only one claim has.
        said: why.
        clocks: as-of and known, by which the portfolio screened last is screened again.
        progress: told what begins.

    Raises:
        InputError: no reason, or a day to come.
        NotFoundError: a claim is in no version of the source that is held, or several begin so; all are named, and nothing is recorded.
        RefusedError: the reason says what may not be said.
    """
    load_starter(stores, progress)
    _check(said, [])
    progress("Looking for the claims")
    claims = _held(stores, dataset, claim_ids)
    ids = tuple(one.claim_id for one in claims)
    number = stores.ledger.record_correction(dataset, ids, said.why.strip(), said.url, said.day)
    outputs = stores.ledger.outputs_using(ids)
    try:
        portfolio, findings = _resting(stores, ids, clocks, progress)
    except ClewError as error:
        note = f"The correction is recorded. The portfolio screened last cannot be screened again: {error.faults[0]}"
        return Corrected(number, claims, outputs, "", (), note)
    return Corrected(number, claims, outputs, portfolio, findings, "")


def mark_workspace(stores: Stores, name: str, value: str) -> tuple[str, ...]:
    """Say what the workspace is used for; returns the sources in force that are left out from now on, as a sentence calls them.

    Raises:
        InputError: there is no such mark, or no such value of it.
    """
    if name not in _MARKS:
        raise InputError(Fault(f"a workspace has no mark “{name}”", f"Known are {', '.join(_MARKS)}."))
    if value not in _MARKS[name]:
        raise InputError(Fault(f"“{value}” is no answer", f"Say {' or '.join(_MARKS[name])}."))
    load_starter(stores)
    stores.ledger.set_mark(name, value)
    cards = (read_snapshot(stores.lake, one.dataset, one.snapshot_id).card for one in stores.ledger.live(_today()))
    return tuple(card.short for card in cards if value == "yes" and barred(card))


def takes_out(state: str) -> bool:
    """Whether a mark takes a source out of force."""
    return state == WITHDRAWN


def _check(said: Said, faults: list[Fault]) -> None:
    """Refuse what could not be answered for, with every fault at once, and a reason that no output could print."""
    if not said.why.strip():
        faults.append(Fault("this needs a reason", "Add --why with what you saw and where."))
    if said.day and (not is_day(said.day) or said.day > _today()):
        faults.append(Fault(f"--day is “{said.day}”, which is no day of the past", f"Give a day such as {_today()}."))
    if said.url and not re.match(r"https?://\S+$", said.url):
        faults.append(Fault(f"--url is “{said.url}”, which is no address", "Give one such as https://example.org/correction."))
    if faults:
        raise InputError(*faults)
    refuse_banned_words([Text("--why", said.why)], load_word_rules())


_FIND = """
SELECT DISTINCT a.prefix, h.claim_id, h.entity_id, h.prop, h.value
FROM asked_claim a JOIN held_claim h ON starts_with(h.claim_id, a.prefix) ORDER BY 1, 2
"""


def _held(stores: Stores, dataset: str, asked: Sequence[str]) -> tuple[Held, ...]:
    """The claims that a person named, in any version of the source."""
    wanted = tuple(dict.fromkeys(one.strip().lower() for one in asked))
    short = [one for one in wanted if len(one) < SHORTEST or not _CLAIM.fullmatch(one)]
    if short or not wanted:
        mend = f"Take it from a report; its first {SHORTEST} letters suffice."
        raise InputError(*(Fault(f"“{one}” is no id of a claim", mend) for one in short or ("",)))
    paths = [path for one in versions_held(stores, dataset) for path in read_snapshot(stores.lake, dataset, one.snapshot_id).paths]
    engine = stores.engine()
    try:
        engine.read("held_claim", paths)
        rows = _found(engine, wanted)
    finally:
        engine.close()
    faults = [fault for one in wanted for fault in _faults(one, [row for prefix, row in rows if prefix == one], dataset)]
    if faults:
        raise NotFoundError(*faults)
    return tuple(dict.fromkeys(row for _, row in rows))


def _found(engine: Engine, wanted: Sequence[str]) -> list[tuple[str, Held]]:
    """Each beginning of an id with the claims that begin so."""
    engine.load("asked_claim", {"prefix": "VARCHAR"}, [(one,) for one in wanted])
    return [(str(prefix), Held(*(str(cell) for cell in rest))) for prefix, *rest in engine.fetch(_FIND)]


def _faults(asked: str, found: Sequence[Held], dataset: str) -> list[Fault]:
    """What is wrong with the id of a claim."""
    if not found:
        return [Fault(f"no version of {dataset} that is held has the claim {asked}", "Take the id from a report, or clew why --json.")]
    if len(found) > 1:
        return [
            Fault(f"{len(found)} claims of {dataset} begin with {asked}", f"Give more of it: {', '.join(one.claim_id for one in found)}")
        ]
    return []


def _resting(stores: Stores, ids: Sequence[str], clocks: Clocks, progress: Progress) -> tuple[str, tuple[Finding, ...]]:
    """The portfolio screened last, and those of its findings that rest on some claims."""
    basket = last_basket(stores)
    if basket is None:
        return "", ()
    result = screen_basket(stores, basket, View(clocks), progress)
    findings = (*result.findings, *result.historical, *result.restrictions, *result.affiliations)
    return result.portfolio_name, tuple(one for one in findings if not set(ids).isdisjoint(one.basis))


def _today() -> str:
    """Today, in UTC, as the ledger counts."""
    return dt.datetime.now(dt.UTC).date().isoformat()
