"""A source that turned out to be wrong: what is recorded, and what is found that showed it."""

from pathlib import Path

import pytest

from clew.errors import ClewError, InputError, NotFoundError, RefusedError
from clew.model.screening import Finding, Screening
from clew.work.clocks import Clocks
from clew.work.company import company
from clew.work.inspect import sources
from clew.work.marking import Said, correct, mark_source, mark_workspace
from clew.work.outputs import write_outputs
from clew.work.screen import Asked, screen
from tests.world import AS_OF, World

CLOCKS = Clocks(AS_OF, "9999-12-30")
WHY = Said("the agency named another mill", "https://example.org/correction", "2026-11-19")


@pytest.fixture
def asked(world: World, tmp_path: Path) -> Asked:
    return Asked(world.holdings_file(tmp_path), CLOCKS)


def claim_of(world: World, entity: str, prop: str, dataset: str = "uflpa") -> str:
    """The id of a claim, quoted in reports or not."""
    engine = world.stores.engine()
    try:
        engine.read("c", sorted((world.stores.lake / dataset).glob("*/*.parquet")))
        return str(engine.fetch(f"SELECT claim_id FROM c WHERE entity_id = '{entity}' AND prop = '{prop}'")[0][0])  # noqa: S608 - ours
    finally:
        engine.close()


def tarim(screening: Screening) -> Finding:
    return next(one for one in screening.findings if one.holding.name == "Tarim Polysilicon A")


def test_a_corrected_claim_says_so_where_it_is_cited_and_in_the_sentence(world: World, asked: Asked) -> None:
    claim = claim_of(world, "uflpa:tarim-polysilicon#listed", "listedName")
    correct(world.stores, "uflpa", [claim[:8]], WHY, CLOCKS)
    finding = tarim(screen(world.stores, asked))
    assert finding.state == "corrected"
    assert finding.sentence.endswith(" A claim of UFLPA Entity List was corrected on 2026-11-19: the agency named another mill.")
    assert {one.state for one in finding.claims} == {"", "corrected 2026-11-19: the agency named another mill"}


@pytest.mark.parametrize(
    ("dataset", "entity", "prop"),
    [
        ("uflpa", "uflpa:tarim-polysilicon#listed", "status"),
        ("notices", "notices:91-fr-1001", "effectiveDate"),
        ("crosswalk", "crosswalk-same-crosswalk-tarim-uflpa-tarim-polysilicon", "right"),
    ],
)
def test_a_finding_says_so_when_what_it_rests_on_is_quoted_nowhere(
    world: World, asked: Asked, dataset: str, entity: str, prop: str
) -> None:
    found = correct(world.stores, dataset, [claim_of(world, entity, prop, dataset)], WHY, CLOCKS)
    assert found.findings == ()
    finding = tarim(screen(world.stores, asked))
    assert finding.state == "corrected"
    assert all(one.state == "" for one in finding.claims if one.prop != prop)


def test_a_correction_lists_the_files_and_the_findings_that_show_it(world: World, asked: Asked, tmp_path: Path) -> None:
    write_outputs(world.stores, screen(world.stores, asked), tmp_path / "out", "harbour")
    claim = claim_of(world, "uflpa:tarim-polysilicon#listed", "status")
    found = correct(world.stores, "uflpa", [claim], WHY, CLOCKS)
    assert [one.kind for one in found.outputs] == ["html", "xlsx", "csv", "json"]
    assert found.portfolio == "Harbour Pension"
    assert {one.holding.name for one in found.findings} == {
        *("Tarim Polysilicon A", "Aurelia Solar H", "Aurelia Solar ADR"),
    }
    assert found.claims[0].claim_id == claim


def test_a_correction_that_concerns_nothing_finds_nothing(world: World, asked: Asked, tmp_path: Path) -> None:
    write_outputs(world.stores, screen(world.stores, asked), tmp_path / "out", "harbour")
    found = correct(world.stores, "uflpa", [claim_of(world, "uflpa:lop-nur-export#listed", "status")], WHY, CLOCKS)
    assert (found.outputs, found.findings) == ((), ())


@pytest.mark.parametrize(
    ("claims", "error", "says"),
    [
        (["0" * 32, "f" * 32], NotFoundError, "has the claim 0000.*has the claim ffff"),
        (["0000000"], InputError, "no id of a claim"),
        (["not-a-claim"], InputError, "no id of a claim"),
        ([], InputError, "no id of a claim"),
    ],
)
def test_claims_that_nobody_has_are_refused_and_nothing_is_recorded(
    world: World, claims: list[str], error: type[ClewError], says: str
) -> None:
    before = world.stores.ledger.events()
    with pytest.raises(error) as caught:
        correct(world.stores, "uflpa", claims, WHY, CLOCKS)
    assert all(part in " ".join(map(str, caught.value.faults)) for part in says.split(".*"))
    assert world.stores.ledger.events() == before


@pytest.mark.parametrize(
    "said", [Said(" "), Said("wrong", day="2999-01-01"), Said("wrong", day="soon"), Said("wrong", url="javascript:alert(1)")]
)
def test_what_could_not_be_answered_for_is_refused(world: World, said: Said) -> None:
    with pytest.raises(InputError):
        mark_source(world.stores, "uflpa", "corrected", said)


def test_a_reason_that_no_output_could_print_is_refused(world: World) -> None:
    with pytest.raises(RefusedError, match="guilty"):
        mark_source(world.stores, "uflpa", "corrected", Said("Example Co. is guilty"))


def test_a_state_or_source_or_version_that_nobody_knows_is_refused(world: World) -> None:
    with pytest.raises(InputError, match="no state"):
        mark_source(world.stores, "uflpa", "wrong", WHY)
    for dataset, version in (("nothing", ""), ("uflpa", "1999")):
        with pytest.raises(NotFoundError):
            mark_source(world.stores, dataset, "corrected", WHY, version)


def test_a_source_that_is_no_longer_to_be_had_is_searched_and_marked(world: World, asked: Asked) -> None:
    marked = mark_source(world.stores, "uflpa", "unavailable", WHY)
    assert marked.in_force is not None
    result = screen(world.stores, asked)
    row = next(one for one in result.searched if one.source == "uflpa")
    assert row.state.startswith("publisher's page unavailable since 2026-11-19")
    assert tarim(result).state == "unavailable"
    told = company(world.stores, "Tarim Polysilicon", CLOCKS)
    assert {one.state for one in told.findings} == {"unavailable"}


def test_the_list_of_sources_has_their_states_and_what_is_not_searched(world: World) -> None:
    assert {one.state for one in sources(world.stores, CLOCKS)} == {""}
    mark_source(world.stores, "uflpa", "corrected", WHY)
    mark_source(world.stores, "cbp_wro", "withdrawn", WHY)
    found = {one.card.dataset: one for one in sources(world.stores, CLOCKS)}
    assert found["uflpa"].state == "source corrected 2026-11-19: the agency named another mill"
    assert (found["cbp_wro"].in_force, found["uflpa"].in_force) == (False, True)
    assert found["cbp_wro"].state.startswith("left out: withdrawn by its publisher")


@pytest.mark.parametrize(("name", "value"), [("colour", "yes"), ("commercial", "perhaps")])
def test_a_workspace_has_no_other_marks(world: World, name: str, value: str) -> None:
    with pytest.raises(InputError):
        mark_workspace(world.stores, name, value)
