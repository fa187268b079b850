"""Shares of ownership as a reader sees them: exact where they can be written so, with the sum that gives them."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from clew.model.owned import Line
from clew.model.ownership import ALL, NOTHING, Band, Chain, Covered, Grip, Stake, Sure

_PLACES = 10_000
"""A percentage is written with up to four decimals, and marked where that is not all of it."""
_UNKNOWN = "unknown"
Name = Callable[[str], str]


def per_cent(value: Fraction) -> str:
    """A fraction in per cent: "40 %", "12.5 %", "≈ 33.3333 %"."""
    scaled = value * 100 * _PLACES
    whole = round(scaled)
    digits = f"{whole // _PLACES:,}.{abs(whole) % _PLACES:04d}".rstrip("0").rstrip(".")
    return f"{'' if whole == scaled else '≈ '}{digits} %"


def band(share: Band) -> str:
    """A share with its ends: "40 %", "25 – 50 %", "at least 10 %", "unknown"."""
    if share.exact:
        return per_cent(share.low)
    if (share.low, share.high) == (NOTHING, ALL):
        return _UNKNOWN
    if share.high == ALL and not share.told:
        return f"at least {per_cent(share.low)}"
    if share.low == NOTHING:
        return f"at most {per_cent(share.high)}"
    return f"{per_cent(share.low).removesuffix(' %')} – {per_cent(share.high)}"


def product(chain: Chain) -> str:
    """The shares of a chain, to be multiplied: "60 % × 50 %"."""
    return " × ".join(_factor(stake.share) for stake in chain.stakes)


def summed(line: Line) -> str:
    """The sum behind an economic share: "60 % × 50 % + 10 % = 40 %"; "" where there is nothing to add or multiply."""
    one = len(line.chains) == 1 and len(line.chains[0].stakes) == 1
    if not line.chains or (one and line.economic.share == line.chains[0].share):
        return ""
    share, told = line.economic.share, " + ".join(map(product, line.chains))
    if share is None:
        return f"{told} is not solved: {line.economic.solved}"
    parts = [chain.share for chain in line.chains]
    total = Band(sum((one.low for one in parts), NOTHING), sum((one.high for one in parts), NOTHING), share.told)
    answer = f"= {band(share)}".replace("= ≈", "≈")
    if not line.whole:
        return f"{told} + further chains {answer}"
    return f"{told} {answer}{_because(total, share)}"


def _because(total: Band, share: Band) -> str:
    """Why a share is another than the sum of its chains."""
    reasons = []
    if share.low > total.low:
        more = per_cent(share.low - total.low) if share.exact else "some"
        reasons.append(f"{more} more comes round a loop")
    if share.high < total.high:
        reasons.append("the owners of one company hold no more than 100 % together")
    return f" ({'; '.join(reasons)})" if reasons else ""


def _factor(share: Band) -> str:
    told = band(share)
    return "unknown share" if told == _UNKNOWN else f"({told})" if "–" in told or "at" in told else told


def way(chain: Chain, name: Name) -> str:
    """A chain drawn out: "Alfa — 60 % → Beta — 50 % → Gamma"."""
    return " ".join([name(chain.stakes[0].owner), *(f"— {band(one.share)} → {name(one.asset)}" for one in chain.stakes)])


def control_words(grip: Grip, holder: str, name: Name) -> str:
    """How control comes about."""
    said = [stake for stake in grip.by if stake.control is not Sure.NO]
    if said and all(stake.control is not Sure.NO for stake in grip.by):
        stated = "a record states it" if grip.sure is Sure.YES else "words of a record may mean it"
        through = _listed(_through(stake, holder, name) for stake in said if stake.owner != holder)
        return f"{stated}, of {through}" if through else stated
    parts = [f"{_through(stake, holder, name)} {band(stake.voting)}" for stake in grip.by if stake.adds]
    if len(parts) == 1:
        parts = [parts[0].removeprefix("itself ")]
    total = f" = {band(grip.votes)}" if len(parts) > 1 else ""
    kind = "votes" if any(stake.votes for stake in grip.by) else "shares, which stand for votes that are not told"
    return f"{' + '.join(parts)}{total} of the {kind}"


def covered_words(answer: Covered, name: Name) -> str:
    """What listed owners, and companies they own so, have together."""
    parts = [f"{name(stake.owner)} {band(stake.share)}" for stake in answer.by]
    total = f" = {band(answer.total)}" if len(parts) > 1 or not answer.total.exact else ""
    return f"{' + '.join(parts)}{total}" if parts else "nothing on record"


def _through(stake: Stake, holder: str, name: Name) -> str:
    return "itself" if stake.owner == holder else f"{name(stake.owner)} (which it controls)"


def _listed(names: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(names))
