"""The chain: whatever is altered in it is found."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from clew.ledger.chain import GENESIS, Deed, Event, canonical, first_break, first_untold, link
from clew.values.plain import asdict

Parts = tuple[str, str, str, str, str]


def chain(parts: Sequence[Parts]) -> list[Event]:
    events: list[Event] = []
    for seq, part in enumerate(parts, start=1):
        previous = events[-1].hash if events else GENESIS
        events.append(Event(seq, *part, previous, link(previous, part)))
    return events


_texts = st.text(alphabet="ab1:|\n新", max_size=5)
_parts = st.tuples(_texts, _texts, _texts, _texts, st.dictionaries(_texts, _texts, max_size=2).map(canonical))
_chains = st.lists(_parts, min_size=1, max_size=6).map(chain)
_long_chains = st.lists(_parts, min_size=2, max_size=6).map(chain)


def told(events: Sequence[Event]) -> list[tuple[int, Deed]]:
    return [(event.seq, Deed(event.kind, event.subject, {"a": 1})) for event in events]


@given(_chains)
def test_a_chain_as_it_was_made_is_whole(events: list[Event]) -> None:
    assert first_break(events) is None
    assert first_break([]) is None


@given(_chains, st.data())
def test_any_change_of_any_field_of_any_event_is_found_there_or_at_the_next(events: list[Event], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(events) - 1))
    name = data.draw(st.sampled_from([field.name for field in fields(Event)]))
    old = getattr(events[at], name)
    new = data.draw((st.integers(-1, 9) if name == "seq" else _texts).filter(lambda value: value != old))
    events[at] = Event(**{**asdict(events[at]), name: new})
    assert first_break(events) == at + 1


@given(_long_chains, st.data())
def test_an_event_that_is_taken_out_of_the_middle_or_the_beginning_is_found(events: list[Event], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(events) - 2))
    del events[at]
    assert first_break(events) == at + 1


@given(_chains, st.data())
def test_an_event_that_is_slipped_in_is_found(events: list[Event], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(events) - 1))
    previous = events[at - 1].hash if at else GENESIS
    part = ("now", "Mallory", "judgement.made", "isin:ZZ1", "{}")
    events.insert(at, Event(at + 1, *part, previous, link(previous, part)))
    assert first_break(events) == at + 2


@given(_long_chains, st.data())
def test_events_that_change_places_are_found(events: list[Event], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(events) - 2))
    events[at], events[at + 1] = events[at + 1], events[at]
    assert first_break(events) == at + 1


@given(_chains)
def test_a_chain_that_is_rewritten_from_one_event_on_has_another_head(events: list[Event]) -> None:
    first = events[0]
    forged = chain([(part.at, "Mallory!", part.kind, part.subject, part.payload) for part in events])
    assert first_break(forged) is None, "within itself it is whole"
    assert forged[-1].hash != events[-1].hash, "but not the one that the reports name"
    assert first.previous == GENESIS


@given(_parts, _parts)
def test_two_events_have_one_hash_only_when_they_say_the_same(left: Parts, right: Parts) -> None:
    assert (link(GENESIS, left) == link(GENESIS, right)) == (left == right)


def test_details_have_one_spelling() -> None:
    assert canonical({"b": 1, "a": "新疆"}) == canonical({"a": "新疆", "b": 1}) == '{"a":"新疆","b":1}'


EVENTS = chain([("now", "Ada", "kind", "subject", '{"a":1}')] * 3)


def test_rows_that_say_what_their_events_say_are_fine() -> None:
    assert first_untold(EVENTS, told(EVENTS)) is None
    assert first_untold([], []) is None


def test_rows_may_say_more_than_an_event_of_an_older_clew() -> None:
    assert first_untold(EVENTS, [(seq, Deed(deed.kind, deed.subject, {**deed.payload, "b": 2})) for seq, deed in told(EVENTS)]) is None


def test_a_row_that_says_otherwise_is_found() -> None:
    for other in (
        Deed("other", "subject", {"a": 1}),
        Deed("kind", "other", {"a": 1}),
        Deed("kind", "subject", {"a": 2}),
        Deed("kind", "subject", {}),
    ):
        assert first_untold(EVENTS, [told(EVENTS)[0], (2, other), told(EVENTS)[2]]) == 2


def test_a_row_that_is_missing_doubled_or_without_an_event_is_found() -> None:
    assert first_untold(EVENTS, told(EVENTS)[:2]) == 3
    assert first_untold(EVENTS, [*told(EVENTS), told(EVENTS)[1]]) == 2
    assert first_untold(EVENTS, [*told(EVENTS), (9, told(EVENTS)[0][1])]) == 9
