"""The owners and holdings of a company on the terminal: three answers, each with its sum, and every record they rest on."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from clew.model.owned import Line, ListRule, Owned, Record, RuleAnswer
from clew.model.ownership import Covered, Problem, Sure
from clew.render.terminal import words
from clew.report.claims import dated
from clew.report.shares import band, control_words, covered_words, summed, way

_LINES = 30
_RECORDS = 40
_CHAINS = 4
"""What the terminal shows of each; --json has all."""
_ID = 12
_CONTROL = {Sure.YES: "controls it", Sure.POSSIBLE: "may control it"}
_STATES = {"ended": "had ended by the day asked for", "later": "had not begun", "backwards": "ends before it begins; not used"}


def owned_view(found: Owned) -> RenderableType:
    """What `clew own` prints."""
    company = found.parties[found.entity_id].node
    parts: list[RenderableType] = [
        words(f"{company.name}  {company.name_zh}".strip(), "bold"),
        words(f"{found.entity_id}; as of {found.as_of}, known {found.known}"),
    ]
    if found.up:
        parts += _section("Owners", [*_lines(found, found.owners, found.more[0], up=True), *_empty(found, up=True), *_declared(found)])
    if found.down:
        parts += _section("Holdings", [*_lines(found, found.holdings, found.more[1], up=False), *_empty(found, up=False)])
    parts += _section("Rules of lists on ownership", [*(part for one in found.rules for part in _rule(found, one)), *_unassessed(found)])
    parts += _section("To look at", [words(f"{problem_words(found, one)}.") for one in found.problems])
    parts += _section("Records", _records(found))
    others = "; ".join(f"{name} ({entity})" for entity, name in found.others)
    parts += [words(one.sentence) for one in found.left_out]
    return Group(*parts, *([words(f"Also of a like name: {others}")] if others else []))


def problem_words(found: Owned, problem: Problem) -> str:
    """A problem with the names of those whom it is about."""
    names = [found.name(one) if one in found.parties else one for one in problem.about]
    told = problem.sentence.format(*names)
    return told[:1].upper() + told[1:]


def no_record(found: Owned, *, up: bool) -> str:
    """That no record was found, which says something of the sources alone; "" where there are records."""
    if found.owners if up else found.holdings:
        return ""
    if not found.sources:
        return "Not assessed for ownership: no source of that kind is loaded. clew source known lists those that show it."
    what = "an owner" if up else "anything that is owned by"
    sources = ", ".join(f"{dataset} ({day})" for dataset, day in found.sources)
    told = f"No ownership record of {what} of {found.name(found.entity_id)} in {sources} as of {found.as_of}."
    return f"{told.replace('by of', 'by')} That says what these sources hold, and no more."


def _section(head: str, parts: Sequence[RenderableType]) -> list[RenderableType]:
    return [Text(), Text(head, style="bold underline"), *parts] if parts else []


def _empty(found: Owned, *, up: bool) -> list[RenderableType]:
    told = no_record(found, up=up)
    return [words(told)] if told else []


def _declared(found: Owned) -> list[RenderableType]:
    """What stands on record in the place of an owner."""
    told = []
    for one in found.declared:
        source = one.claims[0] if one.claims else None
        where = f" ({source.title}, {dated(source)}, {source.locator})" if source else ""
        told.append(words(f"Declared in the place of an owner: {one.reason or 'no reason'}, {one.category}{where}."))
    return [*told]


def _lines(found: Owned, lines: Sequence[Line], more: int, *, up: bool) -> Iterable[RenderableType]:
    """Owners or holdings, each with its answers."""
    for line in lines[:_LINES]:
        yield words(_head(found, line, up=up), "bold")
        yield from (Padding(words(told), (0, 0, 0, 2), expand=False) for told in _explained(found, line, up=up))
    rest = len(lines[_LINES:]) + more
    if rest:
        yield words(f"… and {rest:,} more; --json has up to {len(lines):,}.", "dim")


def _head(found: Owned, line: Line, *, up: bool) -> str:
    """The answers in one line."""
    share = line.economic.share
    told = "share not solved" if share is None else f"economic share {band(share)}"
    grip = "" if line.grip is None else _CONTROL[line.grip.sure] if up else f"{'is' if line.grip.sure is Sure.YES else 'may be'} controlled"
    doubt = "; rests on owners of more than 100 %" if line.economic.doubtful else ""
    reason = found.parties[line.party].reason
    name = f"{found.name(line.party)}{f' ({reason})' if reason else ''}"
    return f"{name}: {told}; {grip or 'no control on record'}{doubt}"


def _explained(found: Owned, line: Line, *, up: bool) -> Iterable[str]:
    """The sums behind the answers."""
    total = summed(line)
    if total:
        yield f"Share: {total}"
    if len(line.chains) > 1 or any(len(chain.stakes) > 1 for chain in line.chains):
        yield from (way(chain, found.name) for chain in line.chains[:_CHAINS])
        rest = len(line.chains[_CHAINS:])
        if rest or not line.whole:
            yield f"… and {rest if line.whole else f'more than {rest}'} further chains"
    if line.economic.solved and not total:
        yield line.economic.solved.capitalize()
    if line.grip is not None:
        holder = line.party if up else found.entity_id
        yield f"Control: {control_words(line.grip, holder, found.name)}"
    if line.own is not None and up:
        yield f"It holds {band(line.own)} of itself by way of others, which is not counted again"


def _rule(found: Owned, answer: RuleAnswer) -> Iterable[RenderableType]:
    """One rule: how it stands, and what it says of the company and its holdings; the rule itself where it says anything."""
    rule, told = answer.rule, _company_words(found, answer)
    yield Text.assemble(words(f"{rule.title}, {rule_status(rule)}:", "bold"), " ", words(f"{told}."))
    for party, covered in answer.holdings[:_LINES]:
        said = "on the list itself" if covered.named else f"{_sure(covered)}: {covered_words(covered, found.name)}"
        yield Padding(words(f"Holding {found.name(party)}: {said}"), (0, 0, 0, 2), expand=False)
    rest = len(answer.holdings[_LINES:])
    if rest:
        yield Padding(words(f"… and {rest:,} more holdings; --json has all", "dim"), (0, 0, 0, 2), expand=False)
    if answer.holdings or (answer.company is not None and answer.company.by):
        yield Padding(words(rule_words(rule), "dim"), (0, 0, 0, 2), expand=False)


def rule_words(rule: ListRule) -> str:
    """What a rule says, what else to know, and where it stands."""
    parts = (f"{rule.why[:1].upper()}{rule.why[1:]}", rule.note.removesuffix("."), rule.citation)
    return " ".join(f"{part}." for part in parts if part)


def _unassessed(found: Owned) -> list[RenderableType]:
    """Rules of which no list is loaded: nothing can be concluded."""
    if not found.unassessed:
        return []
    return [words(f"Not assessed, as none of their lists is loaded: {'; '.join(found.unassessed)}.")]


def rule_status(rule: ListRule) -> str:
    """How a rule stood on the day."""
    span = " ".join(part for part in (f"from {rule.since}" if rule.since else "", f"to {rule.until}" if rule.until else "") if part)
    if rule.status == "unverified":
        return f"whether it is in force is not verified since {rule.since}"
    return f"{rule.status} {span}".strip()


def _company_words(found: Owned, answer: RuleAnswer) -> str:
    """What a rule says of the company."""
    covered, rule = answer.company, answer.rule
    lists = ", ".join(rule.lists)
    if covered is not None and covered.named:
        return f"on the list itself ({lists})"
    if rule.named:
        return f"not on the list ({lists}); owners do not count, only names do"
    condition = {"suspended": "; the rule is suspended", "unverified": "; if the rule is in force"}.get(rule.status, "")
    if covered is None or not covered.by:
        return f"no owner on record is on the list ({lists}) or covered by its rule"
    return f"{_sure(covered)}: {covered_words(covered, found.name)}; {rule.counts} {rule.percent} % is asked for{condition}"


def _sure(covered: Covered) -> str:
    """Whether a rule's threshold is reached."""
    words_of = {Sure.YES: "covered", Sure.POSSIBLE: "covered or not, as the figures are not known closely enough", Sure.NO: "not reached"}
    return words_of[covered.sure]


def _records(found: Owned) -> list[RenderableType]:
    """Each record in a line, with its source under it."""
    parts: list[RenderableType] = []
    for record in found.records[:_RECORDS]:
        parts += [words(record_words(found, record)), Padding(words(provenance(record), "dim"), (0, 0, 0, 2), expand=False)]
    rest = len(found.records[_RECORDS:])
    return [*parts, *([words(f"… and {rest:,} more records; --json has all.", "dim")] if rest else [])]


def record_words(found: Owned, record: Record) -> str:
    """What a record says."""
    one = record.interest
    owner = found.name(one.owner) if one.owner in found.parties else one.owner
    asset = found.name(one.asset) if one.asset in found.parties else one.asset
    verb = "has control of a kind in" if one.schema == "Control" else "owns"
    share = _written(one.share_low, one.share_high) or ("" if one.schema == "Control" else "an unknown share of")
    said = " ".join(part for part in (owner, verb, f"{share} of" if _written(one.share_low, one.share_high) else share, asset) if part)
    votes = _written(one.votes_low, one.votes_high)
    more = [f"votes {votes}" if votes else "", one.kind, one.relation, "called a subsidiary" if one.role == "subsidiary" else ""]
    days = " to ".join((one.valid_from or "…", one.valid_to or "…")) if one.valid_from or one.valid_to else ""
    state = _STATES.get(record.state, "" if record.adds else "sums up other records; not added to them")
    tail = "; ".join(part for part in (*more, days, state) if part)
    return f"{said}{f' ({tail})' if tail else ''}"


def _written(low: str, high: str) -> str:
    """A figure as the record has it, in per cent."""
    ends = [f"{float(end) * 100:g}" if _is_number(end) else end for end in (low, high)]
    if not low and not high:
        return ""
    if low == high:
        return f"{ends[0]} %"
    return f"at least {ends[0]} %" if not high else f"at most {ends[1]} %" if not low else f"{ends[0]} – {ends[1]} %"


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()


def provenance(record: Record) -> str:
    """Source, version, grade, place and claims of a record."""
    claims = record.claims
    if not claims:
        return record.interest.interest_id
    head = claims[0]
    places = ", ".join(dict.fromkeys(claim.locator for claim in claims if claim.locator))
    ids = ", ".join(claim.id[:_ID] for claim in claims if claim.prop in {"owner", "holder", "shareLow", "shareHigh", "votesLow"})
    said = ", ".join(part for part in (head.publisher, head.title, dated(head), head.grade, places) if part)
    state = next((claim.state for claim in claims if claim.state), "")
    return f"{said}; claims {ids}{f'; {state}' if state else ''}"
