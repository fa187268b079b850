"""Review: every possible match of what is kept, with all that a person needs, in the order of what the answer changes."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec import Struct

from clew.errors import InputError, NotFoundError
from clew.model.matching import Compare, Pair, Review
from clew.model.screening import Finding, Screening
from clew.work.clocks import Clocks
from clew.work.judge import confirm, judge, undo, undo_batch
from clew.work.keeping import Filing, add_portfolio
from clew.work.reviewing import Scope, above, accept_all, review
from clew.work.screen import Asked, screen
from tests.world import AS_OF, KESTREL, NORDEN, World

CLOCKS = Clocks(AS_OF, AS_OF)


class Told(Struct, frozen=True):
    score: float
    verdict: str = "same"
    why: str = "all parts agree."


def letters(one: str, other: str) -> Told:
    """Names are the more alike the more letters they begin with in common."""
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return Told(same / max(len(one), len(other)))


def kept(world: World, folder: Path, name: str, *lines: str) -> Path:
    """A portfolio of names, ISINs and weights, kept under its name."""
    path = folder / f"{name}.csv"
    path.write_text("\n".join(("Name,ISIN,Weight (%)", *lines)) + "\n", encoding="utf-8")
    add_portfolio(world.stores, (path,), Filing(name, AS_OF))
    return path


def look(world: World, scope: Scope | None = None, compare: Compare | None = None) -> Review:
    return review(world.stores, scope or Scope(), CLOCKS, compare)


def pairs(world: World, scope: Scope | None = None) -> Sequence[tuple[str, str]]:
    return [(pair.subject, pair.entity_id) for pair in look(world, scope).pairs]


def everything(found: Screening) -> Sequence[Finding]:
    return (*found.findings, *found.historical, *found.restrictions, *found.affiliations)


def only(found: Review) -> Pair:
    (pair,) = found.pairs
    return pair


MILL, LOP = "Yarkand Cotton Ginnery,,2", "Lop Nur Agricultural Export and Tra,,3"
MILL_PAIR = ("name:yarkandcottonginnery", "uflpa:yarkand-ginnery")


def test_of_a_workspace_that_keeps_nothing_there_is_nothing_to_review(world: World) -> None:
    found = look(world)
    assert (found.pairs, found.portfolios) == ((), ())


def test_a_pair_has_the_names_the_sources_and_the_identifiers_of_either_side(world: World, tmp_path: Path) -> None:
    kept(world, tmp_path, "Fund", f"Kestrel Lidar,{KESTREL},2", "Something else,,98")
    pair = only(look(world))
    assert (pair.subject, pair.entity_id, pair.names) == (f"isin:{KESTREL}", "crosswalk:kestrel", ("Kestrel Lidar",))
    assert pair.identifiers == (("isin", KESTREL),)
    assert {(one.name, one.source) for one in pair.entity_names} >= {("Kestrel Lidar Group", "crosswalk")}
    assert ("isin", KESTREL) in pair.entity_identifiers
    assert {"crosswalk", "ns_cmic"} <= set(pair.sources)
    assert [(line.portfolio, line.row, str(line.weight)) for line in pair.lines] == [("Fund", 2, "0.020000000000")]
    assert not pair.second


def test_an_accept_brings_what_it_says_it_brings(world: World, tmp_path: Path) -> None:
    path = kept(world, tmp_path, "Fund", "Golden Bridge Trading,,2", LOP, "Something else,,95")
    asked = Asked(path, CLOCKS)
    for pair in look(world, Scope(file=path)).pairs:
        before = {one.id for one in everything(screen(world.stores, asked))}
        number = judge(world.stores, pair.subject, pair.entity_id, "same", "seen")
        assert pair.second
        confirm(world.by("Grace"), [number], "seen")
        after = [one for one in everything(screen(world.stores, asked)) if one.id not in before]
        assert len(after) == len(pair.brings) * len(pair.lines) > 0
        assert {(one.section, one.sentence) for one in after} == {(one.section, one.sentence) for one in pair.brings}
        undo(world.stores, number, "the next pair is looked at alone")


def test_pairs_that_change_most_findings_come_first(world: World, tmp_path: Path) -> None:
    kept(world, tmp_path, "A", LOP, "Rest,,97")
    kept(world, tmp_path, "B", MILL, "Rest,,98")
    kept(world, tmp_path, "C", "Yarkand Cotton Ginnery Inc,,1", "Rest,,99")
    found = look(world).pairs
    assert [(pair.entity_id, len(pair.lines)) for pair in found] == [("uflpa:yarkand-ginnery", 2), ("uflpa:lop-nur-export", 1)]
    assert [line.portfolio for line in found[0].lines] == ["B", "C"]
    assert found[0].names == ("Yarkand Cotton Ginnery", "Yarkand Cotton Ginnery Inc")


def test_of_pairs_that_change_as_much_the_heavier_comes_first(world: World, tmp_path: Path) -> None:
    kept(world, tmp_path, "A", "Lop Nur Agricultural Export and Tra,,1", MILL, "Rest,,97")
    assert [pair.entity_id for pair in look(world).pairs] == ["uflpa:yarkand-ginnery", "uflpa:lop-nur-export"]


def test_what_is_decided_is_reviewed_no_more_and_what_waits_is(world: World, tmp_path: Path) -> None:
    kept(world, tmp_path, "A", MILL, LOP, "Rest,,95")
    judge(world.stores, *MILL_PAIR, "same", "seen in the register")
    judge(world.stores, *pairs(world, Scope())[1], "different", "another firm")
    pair = only(look(world))
    assert pair.proposal is not None
    assert (pair.proposal.number, pair.proposal.why, pair.second) == (1, "seen in the register", True)
    confirm(world.by("Grace"), [1], "seen as well")
    assert look(world).pairs == ()


def test_an_accept_without_any_likeness_waits_in_the_review_as_well(world: World, tmp_path: Path) -> None:
    kept(world, tmp_path, "A", "Bridgeware,,1", "Rest,,99")
    judge(world.stores, "name:bridgeware", "uflpa:yarkand-ginnery", "same", "renamed in 2025, says the register")
    assert only(look(world)).how == "proposed"


def test_a_file_is_looked_at_without_being_kept(world: World, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("Name,Weight (%)\nYarkand Cotton Ginnery,100\n", encoding="utf-8")
    assert pairs(world, Scope(file=path)) == [MILL_PAIR]
    assert world.stores.ledger.portfolios.versions() == ()


def test_a_portfolio_is_looked_at_alone(world: World, tmp_path: Path) -> None:
    kept(world, tmp_path, "A", MILL, "Rest,,98")
    kept(world, tmp_path, "B", LOP, "Rest,,97")
    assert pairs(world, Scope(portfolio="A")) == [MILL_PAIR]
    with pytest.raises(NotFoundError, match="no portfolio is called “C”"):
        look(world, Scope(portfolio="C"))
    with pytest.raises(InputError, match="both"):
        look(world, Scope(file=tmp_path / "A.csv", portfolio="A"))


def test_a_portfolio_whose_files_are_gone_is_told_and_the_others_are_looked_at(world: World, tmp_path: Path) -> None:
    kept(world, tmp_path, "A", MILL, "Rest,,98")
    kept(world, tmp_path, "B", LOP, "Rest,,97")
    (version,) = [one for one in world.stores.ledger.portfolios.versions() if one.name == "B"]
    folder = world.stores.books / version.kept.portfolio / version.kept.version_id
    for one in folder.rglob("*"):
        if one.is_file():
            one.unlink()
    found = look(world)
    assert found.portfolios == ("A",)
    assert found.skipped[0].startswith("B: ")


def test_names_are_compared_by_the_two_that_are_most_alike(world: World, tmp_path: Path) -> None:
    kept(world, tmp_path, "A", MILL, "Yarkand Cotton Ginnery Inc,,1", "Rest,,97")
    likeness = only(look(world, compare=letters)).likeness
    assert likeness is not None
    assert (likeness.ours, likeness.theirs) == ("Yarkand Cotton Ginnery", "Yarkand Cotton Ginnery")
    assert only(look(world)).likeness is None


def test_everything_above_a_line_is_accepted_as_one_batch_and_undone_as_one(world: World, tmp_path: Path) -> None:
    kept(world, tmp_path, "A", MILL, LOP, "Rest,,95")
    found = above(look(world, compare=letters), 0.9)
    assert [pair.entity_id for pair in found.taken] == ["uflpa:yarkand-ginnery"]
    assert accept_all(world.stores, found.taken, "names agree") == (1, (1,))
    (one,) = world.stores.ledger.judgements.all()
    assert one.reason.startswith("names agree (likelihood 1.000: all parts agree.)")
    ((_, why),) = above(look(world, compare=letters), 0.9).left
    assert why == "judgement 1 waits to be confirmed"
    assert undo_batch(world.stores, 1, "too low a line") == (1,)
    assert len(look(world).pairs) == 2


def test_what_identifiers_contradict_and_what_resembles_several_is_left_to_a_person(world: World, tmp_path: Path) -> None:
    torn = tmp_path / "torn.csv"
    torn.write_text(f"Name,ISIN,Ticker,Exchange,Weight (%)\nTorn,{NORDEN},99001,XHKG,100\n", encoding="utf-8")
    found = above(look(world, Scope(file=torn), lambda _, __: Told(1.0)), 0.9)
    kept(world, tmp_path, "A", "Golden Bridge Trading,,2", "Rest,,98")
    several = above(look(world, Scope(portfolio="A"), lambda _, __: Told(1.0)), 0.9)
    assert [why for _, why in several.left] == ["the holding resembles several companies as much"] * 2
    assert (found.taken, several.taken) == ((), ())
    assert {why for _, why in found.left} == {"the two are led together by identifiers that disagree"}


def test_names_that_are_alike_and_of_two_companies_are_left_to_a_person(world: World, tmp_path: Path) -> None:
    kept(world, tmp_path, "A", MILL, "Rest,,95")
    found = above(look(world, compare=lambda _, __: Told(1.0, "related", "A word is left over.")), 0.9)
    assert found.taken == ()
    assert [why for _, why in found.left] == ["their names are related, however alike: A word is left over"]


@pytest.mark.parametrize("line", [0.0, -1.0, 1.01, 97.0])
def test_a_line_that_is_no_likelihood_is_refused(world: World, line: float) -> None:
    with pytest.raises(InputError, match="above 0 and at most 1"):
        above(look(world), line)


def test_nothing_is_accepted_without_a_reason_or_a_pair(world: World, tmp_path: Path) -> None:
    kept(world, tmp_path, "A", MILL, "Rest,,98")
    with pytest.raises(InputError, match="needs a reason"):
        accept_all(world.stores, look(world).pairs, " ")
    with pytest.raises(InputError, match="no pair is left"):
        accept_all(world.stores, (), "names agree")
    assert world.stores.ledger.judgements.all() == ()
