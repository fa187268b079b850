"""Product continuity: what goods a supply link is about, and where a path of supply ends because of it."""

import pytest

from clew.engine.duck import DuckEngine
from clew.model.claim import Claim
from clew.pack.goods import Continuity, load_goods
from clew.pack.policy import load_policy
from clew.trace.goods import continuity
from clew.trace.paths import read_threads
from tests.graph import Link, Proof, buys, controls, load_graph, load_links, want
from tests.world import OFFICIAL, link, say

GOODS, POLICY = load_goods(), load_policy()


def sells(seller: str, buyer: str, line: str) -> Link:
    return Link(buyer, "supplied_by", seller, line=line)


def reached(engine: DuckEngine, *links: Link) -> list[str]:
    """The companies on the best way from A to the evidence on Z; empty where there is none."""
    load_graph(engine, links, [Proof("z")])
    want(engine, "a")
    return [hop.target_id for thread in read_threads(engine) for hop in thread.hops]


def test_batteries_are_not_made_of_uniforms(engine: DuckEngine) -> None:
    assert reached(engine, sells("b", "a", "batteries"), sells("z", "b", "apparel")) == []


def test_apparel_is_made_of_cotton(engine: DuckEngine) -> None:
    assert reached(engine, sells("b", "a", "apparel"), sells("z", "b", "cotton")) == ["b", "z"]


def test_goods_that_nobody_names_do_not_end_a_path(engine: DuckEngine) -> None:
    assert reached(engine, sells("b", "a", ""), sells("z", "b", "apparel")) == ["b", "z"]
    assert reached(engine, sells("b", "a", "batteries"), sells("z", "b", "")) == ["b", "z"]


def test_of_what_a_supplier_buys_its_customers_take_what_fits(engine: DuckEngine) -> None:
    """B buys uniforms from Y, surely, and cells from C, less surely: the batteries that A buys lead over C alone."""
    links = (
        sells("b", "a", "batteries"),
        Link("b", "supplied_by", "y", 1, line="apparel"),
        Link("y", "supplied_by", "z", 1, line="fabric"),
        Link("b", "supplied_by", "c", 500, line="metals"),
        Link("c", "supplied_by", "z", 500, line="minerals"),
    )
    assert reached(engine, *links) == ["b", "c", "z"]


def test_a_site_that_a_supplier_controls_goes_on_with_the_supplier_s_line(engine: DuckEngine) -> None:
    broken = (sells("b", "a", "batteries"), *controls("b", "c"), sells("z", "c", "apparel"))
    assert reached(engine, *broken) == []
    fitting = (sells("b", "a", "apparel"), *controls("b", "c"), sells("z", "c", "cotton"))
    assert reached(engine, *fitting) == ["b", "c", "z"]


def test_what_an_issuer_sells_is_no_matter(engine: DuckEngine) -> None:
    """The first link of a path has nothing before it that it could break with."""
    assert reached(engine, *controls("a", "b"), sells("z", "b", "apparel")) == ["b", "z"]


def test_a_customer_is_reached_whatever_is_sold(engine: DuckEngine) -> None:
    load_graph(engine, buys("z", "a"), [Proof("z")])
    want(engine, "a")
    assert [thread.end_state for thread in read_threads(engine)] == ["customer"]


@pytest.mark.parametrize(
    ("bought", "expected"),
    [
        (["apparel"], Continuity.COMPATIBLE),
        ([""], Continuity.UNKNOWN),
        (["apparel", "fabric", "cotton"], Continuity.COMPATIBLE),
        (["apparel", "", "cotton"], Continuity.UNKNOWN),
        (["apparel", "chemicals"], Continuity.UNKNOWN),
        (["batteries", "apparel", ""], Continuity.BROKEN),
    ],
)
def test_a_path_is_as_continuous_as_its_weakest_pair(bought: list[str], expected: Continuity) -> None:
    assert continuity(GOODS, bought) is expected


def line_of(engine: DuckEngine, *goods: tuple[str, str]) -> str:
    """The line that `links` tells of a supply link that names these goods."""
    ends = (*say("crosswalk:a", "Company", OFFICIAL, name="A"), *say("crosswalk:b", "Company", OFFICIAL, name="B"))
    supply = link("supply", "SupplyLink", OFFICIAL, customer="crosswalk:a", supplier="crosswalk:b")
    said = tuple(claim for prop, value in goods for claim in link("supply", "SupplyLink", OFFICIAL, **{prop: value}))
    claims: dict[str, tuple[Claim, ...]] = {"crosswalk": ends, "founding_documents": (*supply, *said)}
    load_links(engine, claims)
    return str(engine.fetch("SELECT line FROM link WHERE kind = 'supplied_by'")[0][0])


@pytest.mark.parametrize(
    ("goods", "expected"),
    [
        ([("hsCode", "5201.00")], "cotton"),
        ([("hsCode", "52")], ""),
        ([("hsCode", "520512")], "yarn"),
        ([("hsCode", "6109")], "apparel"),
        ([("hsCode", "280461")], "silicon"),
        ([("hsCode", "2811")], "chemicals"),
        ([("goods", "MEN'S T-SHIRTS, 100% COTTON")], "apparel"),
        ([("goods", "Cotton yarn, carded")], "yarn"),
        ([("goods", "多晶硅料")], "silicon"),
        ([("goods", "garments; leather belts")], ""),
        ([("goods", "said to contain")], ""),
        ([("hsCode", "6109"), ("goods", "leather")], "apparel"),
        ([("hsCode", "6109"), ("hsCode", "5201")], ""),
        ([], ""),
    ],
)
def test_a_link_is_about_the_goods_that_codes_and_words_tell(engine: DuckEngine, goods: list[tuple[str, str]], expected: str) -> None:
    assert line_of(engine, *goods) == expected
