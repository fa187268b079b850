"""One small world that most tests share; every company and list entry in it is invented, the datasets have the ids of real ones.

Harbour Pension (fund of funds)      Emerging Fund holds 25 % Asia Fund; the Frontier Fund's book is not at hand
Aurelia Solar, H share and ADR       owns 62 % of Tarim Polysilicon, listed in Shanghai and on the UFLPA list (i)
Lindqvist Apparel                    buys from Delta Garment, it from Blue River Spinning, it from Yarkand Ginnery, on the UFLPA list (ii)
Norden Invest                        owns 12 % of Cloudgate Vision, on the BIS list for surveillance
Pacific Chipworks                    sells to Cloudgate Vision
Orchard Devices                      hosts data with Great Desert Cloud, on the BIS list; has a positive practice as well
Sentinel Optics                      has a contract with the Tarim Public Security Bureau, on the BIS list
Harbour Foods                        takes part in a pairing programme
Silk Road Tomato, Steppe Sugar       on the CBP list; on the UFLPA list (v), without a notice
Desert Textile, Northern Star        an inactive entry of the BIS list; on the NS-CMIC list on military ground alone
Kestrel Lidar                        on the NS-CMIC list for surveillance; its ISIN is known from one source only
Millstone Footwear                   an allegation of 2020 with reply and outcome
Golden Bridge Trading                two list entries of one name, and a holding without an identifier
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from clew.engine.port import Cell, Engine
from clew.lake.books import COLUMNS
from clew.lake.snapshots import write_snapshot
from clew.ledger.store import Ledger, LiveSnapshot
from clew.model.claim import Claim
from clew.model.snapshot import About, Version
from clew.sources.reading.card import load_card
from clew.sources.starter import fingerprint
from clew.work.preparing import prepare
from clew.work.release import Release, load_packs, pin
from clew.work.stores import Stores

AS_OF = "2026-11-20"
"""The day on which tests look at the world."""
PUBLISHED, RETRIEVED = "2026-11-10", "2026-11-12"
_TEN = 10


def isin(body: str) -> str:
    """An ISIN of no country (ZZ) with its check digit; `body` has nine letters and digits."""
    digits = [int(digit) for letter in f"ZZ{body}" for digit in str(int(letter, 36))]
    total = sum(sum(divmod(2 * digit, _TEN)) if at % 2 == 0 else digit for at, digit in enumerate(reversed(digits)))
    return f"ZZ{body}{-total % _TEN}"


class Dates(NamedTuple):
    """When a source said something, when it held, and how good the evidence is."""

    stated_on: str = "2026-02-01"
    valid_from: str = ""
    valid_to: str = ""
    grade: str = "G1"


OFFICIAL, REPORTED, UNDATED = Dates(), Dates(grade="G3"), Dates(stated_on="")


def say(entity_id: str, schema: str, dates: Dates = OFFICIAL, /, **props: str) -> tuple[Claim, ...]:
    """The claims of one entity; `name_zh` is a Chinese name, `source` and the like are entity ids."""
    found = []
    for prop, value in props.items():
        chinese = prop.endswith("_zh")
        lang = "zho" if chinese else "eng" if prop in {"name", "alias", "text"} else ""
        row = (entity_id, schema, prop.removesuffix("_zh"), value, lang)
        found.append(Claim(*row, "", "table.csv:2", "https://example.org/list", *dates))
    return tuple(found)


def entry(dataset: str, key: str, name: str, **props: str) -> tuple[Claim, ...]:
    """A list entry and the organisation that it names."""
    said = {"ground": "xuar_forced_labour", "status": "active", "program": load_card(dataset).short, **props}
    schema = said.pop("schema", "Company")
    own = say(f"{dataset}:{key}", schema, UNDATED, name=name)
    listed = say(f"{dataset}:{key}#listed", "Sanction", UNDATED, entity=f"{dataset}:{key}", listedName=name, **said)
    return own + listed


def issuer(key: str, name: str, *securities: tuple[str, str, str], status: str = "usable", **props: str) -> tuple[Claim, ...]:
    """A listed issuer of the crosswalk with its securities (market, code, ISIN)."""
    own = say(f"crosswalk:{key}", "Company", UNDATED, name=name, **props)
    return own + tuple(chain.from_iterable(_security(key, status, *security) for security in securities))


def _security(key: str, status: str, mic: str, code: str, number: str) -> tuple[Claim, ...]:
    said = {"issuer": f"crosswalk:{key}", "mic": mic, "code": code, "isin": number, "status": status, "proof": "an invented list, row 2"}
    return say(f"crosswalk:security-{mic.lower()}-{code.lower()}", "Security", UNDATED, **said)


def same(left: str, right: str, status: str = "usable") -> tuple[Claim, ...]:
    """The crosswalk's assertion that two entities are one."""
    return say(
        f"crosswalk:same-{left}-{right}".replace(":", "-"),
        "Identity",
        UNDATED,
        left=left,
        right=right,
        status=status,
        proof="two invented documents",
    )


def link(key: str, schema: str, dates: Dates = REPORTED, /, **props: str) -> tuple[Claim, ...]:
    """A link that a publication names."""
    said = {"publication": "Threads of Cotton", "publisher": "Invented Research", "text": "an invented sentence", **props}
    return say(f"founding_documents:{key}", schema, dates, **said)


AURELIA_H, AURELIA_ADR, TARIM = isin("AURELIAH0"), isin("AURELIAD0"), isin("TARIM0000")
LINDQVIST, NORDEN, CHIPWORKS, ORCHARD = isin("LINDQVIST"), isin("NORDEN000"), isin("CHIPWORKS"), isin("ORCHARD00")
SENTINEL, FOODS, TOMATO, SUGAR = isin("SENTINEL0"), isin("FOODS0000"), isin("TOMATO000"), isin("SUGAR0000")
TEXTILE, STAR, KESTREL, MILLSTONE = isin("TEXTILE00"), isin("NSTAR0000"), isin("KESTREL00"), isin("MILLSTONE")
ORDINARY = isin("ORDINARY0")
PENSION, EMERGING, ASIA, FRONTIER = isin("PENSION00"), isin("EMERGING0"), isin("ASIA00000"), isin("FRONTIER0")

_CROSSWALK = (
    *issuer(
        "aurelia",
        "Aurelia Solar Holdings Limited",
        ("XHKG", "99001", AURELIA_H),
        ("XNYS", "AURLY", AURELIA_ADR),
        name_zh="曙光新能源控股有限公司",
    ),
    *issuer("tarim", "Tarim Polysilicon Co., Ltd.", ("XSHG", "688998", TARIM), name_zh="塔里木多晶硅股份有限公司"),
    *issuer("lindqvist", "Lindqvist Apparel AB", ("XSTO", "LINDQ", LINDQVIST)),
    *issuer("norden", "Norden Invest Oyj", ("XHEL", "NORDI", NORDEN)),
    *issuer("chipworks", "Pacific Chipworks Inc.", ("XNAS", "CHPW", CHIPWORKS)),
    *issuer("orchard", "Orchard Devices Inc.", ("XNAS", "ORCD", ORCHARD)),
    *issuer("sentinel", "Sentinel Optics PLC", ("XLON", "SNTL", SENTINEL)),
    *issuer("foods", "Harbour Foods Group Limited", ("XHKG", "99002", FOODS)),
    *issuer("tomato", "Silk Road Tomato Co., Ltd.", ("XSHE", "300998", TOMATO)),
    *issuer("sugar", "Steppe Sugar Joint Stock Company", ("XSHE", "300997", SUGAR)),
    *issuer("textile", "Desert Textile Co., Ltd.", ("XSHE", "300996", TEXTILE)),
    *issuer("star", "Northern Star Aerospace Corp.", ("XSHG", "688997", STAR)),
    *issuer("kestrel", "Kestrel Lidar Group", ("XHKG", "99003", KESTREL), status="candidate"),
    *issuer("millstone", "Millstone Footwear Inc.", ("XNYS", "MLST", MILLSTONE)),
    *same("crosswalk:tarim", "uflpa:tarim-polysilicon"),
    *same("crosswalk:tomato", "cbp_wro:silk-road-tomato"),
    *same("crosswalk:sugar", "uflpa:steppe-sugar"),
    *same("crosswalk:textile", "bis_entity_list:desert-textile"),
    *same("crosswalk:star", "ns_cmic:northern-star"),
    *same("crosswalk:kestrel", "ns_cmic:kestrel"),
    *say(
        "crosswalk:own-1",
        "Ownership",
        OFFICIAL,
        owner="crosswalk:aurelia",
        asset="uflpa:tarim-polysilicon",
        shareLow="0.62",
        role="subsidiary",
        status="usable",
    ),
    *say(
        "crosswalk:own-2",
        "Ownership",
        OFFICIAL,
        owner="crosswalk:norden",
        asset="bis_entity_list:cloudgate",
        shareLow="0.12",
        status="usable",
    ),
)
_UFLPA = (
    *entry("uflpa", "tarim-polysilicon", "Tarim Bright Polysilicon Co. Ltd.", sublist="i", notice="notices:91-fr-1001"),
    *entry("uflpa", "yarkand-ginnery", "Yarkand Cotton Ginnery", sublist="ii", notice="notices:91-fr-1001"),
    *entry("uflpa", "lop-nur-export", "Lop Nur Agricultural Export and Trading Group Co., Ltd.", sublist="iv", notice="notices:91-fr-1001"),
    *entry("uflpa", "steppe-sugar", "Steppe Sugar Joint Stock Company", sublist="v"),
    *entry("uflpa", "golden-bridge", "Golden Bridge Trading Co., Ltd.", sublist="ii", notice="notices:91-fr-1001"),
)
_BIS = (
    *entry(
        "bis_entity_list", "cloudgate", "Cloudgate Vision Technology Co., Ltd.", ground="minority_surveillance", notice="notices:91-fr-1002"
    ),
    *entry(
        "bis_entity_list", "great-desert-cloud", "Great Desert Cloud Computing", ground="minority_surveillance", notice="notices:91-fr-1002"
    ),
    *entry(
        "bis_entity_list",
        "tarim-psb",
        "Tarim Public Security Bureau",
        schema="PublicBody",
        ground="minority_surveillance",
        notice="notices:91-fr-1002",
    ),
    *entry("bis_entity_list", "desert-textile", "Desert Textile Co., Ltd.", status="inactive", notice="notices:91-fr-1002"),
    *entry("bis_entity_list", "golden-bridge", "Golden Bridge Trading Limited", ground="other", notice="notices:91-fr-1002"),
)
_PUBLICATIONS = (
    *say("founding_documents:delta", "Organization", REPORTED, name="Delta Garment Works"),
    *say("founding_documents:blue-river", "Organization", REPORTED, name="Blue River Spinning Mill"),
    *link("supply-1", "SupplyLink", customer="crosswalk:lindqvist", supplier="founding_documents:delta"),
    *link("supply-2", "SupplyLink", customer="founding_documents:delta", supplier="founding_documents:blue-river"),
    *link("supply-3", "SupplyLink", customer="founding_documents:blue-river", supplier="uflpa:yarkand-ginnery"),
    *link("sale-1", "SupplyLink", supplier="crosswalk:chipworks", customer="bis_entity_list:cloudgate"),
    *link("hosting-1", "Hosting", client="crosswalk:orchard", host="bis_entity_list:great-desert-cloud"),
    *link("contract-1", "ContractAward", supplier="crosswalk:sentinel", authority="bis_entity_list:tarim-psb"),
    *link("programme-1", "ProgrammeParticipation", participant="crosswalk:foods", programme="pairing_xuar:harbour-2010", indicator="FL-05"),
    *link("practice-1", "PositivePractice", subject="crosswalk:orchard", outcome="stopped the sale"),
    *link(
        "allegation-1",
        "Allegation",
        Dates("2020-03-01", "", "2021-01-31", "G3"),
        subject="crosswalk:millstone",
        indicator="FL-04",
        reply="We have ended the contract.",
        replyBy="Millstone Footwear",
        replyOn="2020-04-02",
        outcome="contract ended",
    ),
)
_NOTICES = (
    *say(
        "notices:91-fr-1001",
        "Notice",
        UNDATED,
        agency="DHS",
        title="Notice of Additions",
        citation="91 FR 1001",
        effectiveDate="2024-05-17",
    ),
    *say(
        "notices:91-fr-1002",
        "Notice",
        UNDATED,
        agency="BIS",
        title="Addition of Entities",
        citation="91 FR 1002",
        publishedDate="2019-10-09",
    ),
)
CLAIMS: Mapping[str, tuple[Claim, ...]] = {
    "crosswalk": _CROSSWALK,
    "uflpa": _UFLPA,
    "bis_entity_list": _BIS,
    "cbp_wro": entry("cbp_wro", "silk-road-tomato", "Silk Road Tomato Products", notice="notices:91-fr-1001"),
    "ns_cmic": (
        *entry("ns_cmic", "northern-star", "Northern Star Aerospace", ground="military"),
        *entry("ns_cmic", "kestrel", "Kestrel Lidar Group Co.", ground="minority_surveillance"),
    ),
    "notices": _NOTICES,
    "pairing_xuar": say("pairing_xuar:harbour-2010", "PairingProgramme", REPORTED, name="Harbour pairing programme for Xinjiang"),
    "founding_documents": _PUBLICATIONS,
}
"""Dataset → what it says."""

_HELD = """
PENSION EMERGING  Emerging_Companies_Fund  -          40
PENSION ASIA      Asia_Growth_Fund         -          20
PENSION FRONTIER  Frontier_Fund            -          10
PENSION AURELIA_ADR Aurelia_Solar_ADR      -          5
PENSION ORCHARD   Orchard_Devices          -          10
PENSION ORDINARY  Ordinary_Bakeries        -          15
EMERGING ASIA     Asia_Growth_Fund         -          25
EMERGING LINDQVIST Lindqvist_Apparel       -          15
EMERGING NORDEN   Norden_Invest            -          10
EMERGING CHIPWORKS Pacific_Chipworks       -          10
EMERGING SENTINEL Sentinel_Optics          -          10
EMERGING MILLSTONE Millstone_Footwear      -          10
EMERGING KESTREL  Kestrel_Lidar            -          10
EMERGING -        Golden_Bridge_Trading_Inc -         10
ASIA     AURELIA_H Aurelia_Solar_H         XHKG:99001 20
ASIA     -        Tarim_Polysilicon_A      XSHG:688998 20
ASIA     FOODS    Harbour_Foods            -          10
ASIA     TOMATO   Silk_Road_Tomato         -          10
ASIA     SUGAR    Steppe_Sugar             -          10
ASIA     TEXTILE  Desert_Textile           -          10
ASIA     STAR     Northern_Star_Aerospace  -          10
ASIA     -        Lop_Nur_Agricultural_Export_And_Trad - 10
"""
_FUNDS = {"PENSION": "Harbour Pension", "EMERGING": "Emerging Companies Fund", "ASIA": "Asia Growth Fund", "FRONTIER": "Frontier Fund"}
_EXCHANGES = {"XHKG": "Hong Kong Exchanges And Clearing Ltd", "XSHG": "Shanghai Stock Exchange", "": ""}


class Held(NamedTuple):
    """One row of a fund's book; the weight in percent."""

    fund: str
    name: str
    isin: str
    listing: str
    weight: str


def held() -> Iterator[Held]:
    """Every row of every book."""
    numbers: Mapping[str, str] = {**globals(), "-": ""}
    for line in _HELD.split("\n")[1:-1]:
        fund, number, name, listing, weight = line.split()
        yield Held(fund, name.replace("_", " "), numbers[number], listing.removeprefix("-"), weight)


def holdings_csv() -> str:
    """The books as a holdings file."""
    lines = ["Fund ISIN,Fund Name,Instrument ISIN,Instrument Name,Ticker,Exchange,Weight (%),Asset Class"]
    for row in held():
        mic, _, code = row.listing.partition(":")
        kind = "Fund" if row.name.endswith("Fund") else "Equity"
        lines.append(f"{globals()[row.fund]},{_FUNDS[row.fund]},{row.isin},{row.name},{code},{_EXCHANGES[mic]},{row.weight},{kind}")
    return "\n".join(lines) + "\n"


def load_portfolio(engine: Engine) -> None:
    """The books as the tables `holding_row`, `book` and `root`; the ids of books are `PENSION`, `EMERGING` and `ASIA`."""
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(held(), start=1):
        mic, _, code = row.listing.partition(":")
        child = next((fund for fund in ("EMERGING", "ASIA") if _FUNDS[fund] == row.name), "")
        kind = "fund" if row.name.endswith("Fund") else "security"
        rows.append(
            (row.fund, number, row.name, row.isin, *[""] * 5, mic, code, row.listing, "", f"{int(row.weight) / 100:.2f}", kind, child)
        )
    engine.load("holding_row", COLUMNS, rows)
    engine.load("book", {"book": "VARCHAR", "name": "VARCHAR"}, [(fund, _FUNDS[fund]) for fund in ("PENSION", "EMERGING", "ASIA")])
    engine.load("root", {"book": "VARCHAR", "factor": "DECIMAL(18,12)"}, [("PENSION", "1")])


def settle(stores: Stores, claims: Mapping[str, tuple[Claim, ...]] = CLAIMS) -> None:
    """Write the world into a workspace, put it in force, and mark the starter pack as loaded, so that no verb loads it on top."""
    engine = stores.engine()
    live = []
    try:
        for dataset, rows in claims.items():
            version = Version(dataset, PUBLISHED, PUBLISHED, RETRIEVED, f"https://example.org/{dataset}", "invented", starter=False)
            snapshot = write_snapshot(engine, stores.lake, About(version, load_card(dataset)), rows)
            live.append(LiveSnapshot(dataset, snapshot.snapshot_id, PUBLISHED, RETRIEVED, starter=False))
    finally:
        engine.close()
    stores.ledger.go_live(live)
    (stores.lake / "starter.sha256").write_text(fingerprint(), encoding="ascii")


class World(Struct, frozen=True):
    """The world, settled in a workspace of the test's own."""

    stores: Stores
    _open: ExitStack

    def by(self, actor: str) -> Stores:
        """The same workspace, as somebody else opens it."""
        ledger = Ledger(self.stores.folder / "ledger.db", actor)
        self._open.callback(ledger.close)
        return replace(self.stores, ledger=ledger)

    def release(self, as_of: str = AS_OF) -> Release:
        """What is in force, as of a day."""
        return pin(self.stores, as_of, AS_OF, load_packs())

    def prepared(self, as_of: str = AS_OF) -> Engine:
        """An engine with the release's tables and the portfolio; closed when the test ends."""
        engine = self.stores.engine()
        self._open.callback(engine.close)
        prepare(self.stores, engine, self.release(as_of))
        load_portfolio(engine)
        return engine

    def holdings_file(self, folder: Path) -> Path:
        """The portfolio as a file to screen."""
        path = folder / "harbour-pension.csv"
        path.write_text(holdings_csv(), encoding="utf-8")
        return path
