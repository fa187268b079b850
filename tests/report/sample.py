"""A small screening made by hand: every section holds something, every company and list is invented."""

from decimal import Decimal

from msgspec.structs import replace

from clew.model.lookthrough import BookUsed, Lookthrough
from clew.model.screening import (
    Candidate,
    CitedClaim,
    Counts,
    Coverage,
    Finding,
    HoldingRef,
    Indicator,
    Input,
    Level,
    Node,
    PathLink,
    PlainRow,
    Reach,
    Reply,
    Screening,
    Searched,
    Section,
    SectorSignal,
    Severity,
)

FUND = Node("portfolio", "Example Pension Fund", "")
LANTERN = Node("x-lantern", "Example Lantern Textile Co., Ltd.", "示例灯纺织股份有限公司")
SPINNING = Node("x-spinning", "Example Lantern Aksu Spinning Mill Co., Ltd.", "示例灯阿克苏纺纱有限责任公司")
LIST = Node("x-list-1", "Example Import Ban List (ii)", "")
OPTICS = Node("x-optics", "Example Optics Group", "示例光学集团")
LENS = Node("x-lens", "Example Lens Supply Sdn Bhd", "")
REPORT = Node("x-report", "Cameras on Every Corner", "")
HASH = "9f2c" * 16


def claim(ident: str, **changes: str) -> CitedClaim:
    """A claim of the invented ban list, changed where a test says so."""
    base = CitedClaim(
        id=ident,
        entity_id="ex_ban_list:17",
        source="ex_ban_list",
        title="Example Import Ban List",
        publisher="Example Trade Authority",
        prop="name",
        value="Example Lantern Aksu Spinning Mill",
        original="Example Lantern Aksu Spinning Mill",
        lang="eng",
        locator="row 17",
        date="2026-07-20",
        since="2024-05-17",
        notice="99 Ex. Reg. 43210",
        grade="G1",
        url="https://authority.example/ban-list",
        archive=HASH,
        version="2026-07-20",
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # texts only are changed so


LISTED = claim("c1a0")
SUBLIST = claim(
    "c1a1",
    prop="text",
    value="",
    original="An entity working with the regional government to recruit, transport, transfer, harbor or receive forced labor.",
    locator="sub-list (ii)",
)
OWNED = claim(
    "c2b0",
    entity_id="ex_filing:lantern-2025",
    source="ex_filing",
    title="Annual report 2025",
    publisher="Example Lantern Textile Co., Ltd.",
    prop="text",
    value="63 %",
    original="本公司持有示例灯阿克苏纺纱有限责任公司63%的股权。",
    lang="zho",
    locator="page 84",
    date="2026-04-28",
    since="",
    notice="",
    grade="G2",
    url="https://exchange.example/lantern-2025.pdf",
    version="2025",
)
NAMED = claim(
    "c3c0",
    entity_id="ex_report:44",
    source="ex_report",
    title="Cameras on Every Corner",
    publisher="Example Research Centre",
    prop="text",
    value="",
    original="Example Optics Group won the tender of the county's public security bureau.",
    locator="page 12, note 44",
    date="2025-11-03",
    since="",
    notice="",
    grade="G3",
    url="https://research.example/cameras",
    version="2025-11-03",
)
UYGHUR = claim(
    "c4d0",
    entity_id="ex_notice:9",
    source="ex_notice",
    title="County work report",
    publisher="Example County",
    prop="text",
    value="",
    original="بۇ بىر مىسال جۈملە.",
    lang="uig",
    locator="paragraph 3",
    date="2021-03-02",
    since="",
    notice="",
    grade="G3",
    url="",
    version="2021",
    archive="",
)

TRANSFER = Indicator("FL-04", "Transfer to factories under a government labour programme", "systemic_nexus")
SURVEILLANCE = Indicator("ST-01", "Surveillance systems for public security in the region", "specific_instance")
NOT_ASKED = Reply("not asked", "", "", "")


def link(source: Node, target: Node, kind: str, verb: str, **more: object) -> PathLink:
    """A link with a confidence of one and no claims unless a test says otherwise."""
    values = {"figure": "", "date": "", "confidence": 1.0, "claims": ()} | more
    return PathLink(source, target, kind, verb, **values)  # type: ignore[arg-type]


FIRST = Finding(
    id="f1",
    section=Section.FINDING,
    holding=HoldingRef(3, "EXAMPLE LANTERN TEXTILE-A", "XX0000000018", Decimal("0.021"), ()),
    company="Example Lantern Textile Co., Ltd.",
    company_zh="示例灯纺织股份有限公司",
    entity_id="x-lantern",
    indicator=TRANSFER,
    involvement="contribute",
    involvement_reason="The subsidiary that it controls is listed for taking part in recruitment or transfer with the government.",
    severity=Severity(4, None, 4),
    confidence=(0.9, 0.94),
    share=(Decimal("0.01323"), Decimal("0.01323")),
    level=Level.LISTED,
    sentence="Example Lantern Aksu Spinning Mill Co., Ltd., in which Example Lantern Textile Co., Ltd. holds 63 %,"
    " appears on Example Import Ban List as published on 2026-07-20; since 2024-05-17 (99 Ex. Reg. 43210).",
    path=(
        link(FUND, LANTERN, "issues", "holds", figure="2.1 %"),
        link(LANTERN, SPINNING, "owns", "owns", figure="63 %", date="2026-04-28", confidence=0.95, claims=("c2b0",)),
        link(SPINNING, LIST, "evidence", "appears on", date="2026-07-20", confidence=0.99, claims=("c1a0", "c1a1")),
    ),
    claims=(OWNED, LISTED, SUBLIST),
    reply=NOT_ASKED,
    outcome="",
    positive=False,
    also=2,
)

SECOND = Finding(
    id="f2",
    section=Section.FINDING,
    holding=HoldingRef(7, "EXAMPLE OPTICS GRP H", "XX0000000026", Decimal("0.004"), ("Example Asia Fund", "Example Master Fund")),
    company="Example Optics Group",
    company_zh="示例光学集团",
    entity_id="x-optics",
    indicator=SURVEILLANCE,
    involvement="directly linked",
    involvement_reason="A supplier of the first tier along one product line is named in the report.",
    severity=Severity(4, 4, 4),
    confidence=(0.31, 0.46),
    share=(Decimal("0.0008"), Decimal("0.0021")),
    level=Level.REPORTED,
    sentence="Example Optics Group is named in Cameras on Every Corner as winner of a tender of a public security bureau.",
    path=(
        link(FUND, Node("x-fund1", "Example Asia Fund", ""), "lookthrough", "holds", figure="3.0 %"),
        link(Node("x-fund1", "Example Asia Fund", ""), Node("x-fund2", "Example Master Fund", ""), "lookthrough", "holds", figure="50 %"),
        link(Node("x-fund2", "Example Master Fund", ""), OPTICS, "issues", "holds", figure="26.7 %"),
        link(OPTICS, LENS, "supplied_by", "buys from", figure="lenses", date="2024-02", confidence=0.4, claims=("c3c0",)),
        link(LENS, REPORT, "evidence", "is named in", date="2025-11-03", confidence=0.8, claims=("c3c0",)),
    ),
    claims=(NAMED,),
    reply=Reply(
        "replied", "We do not sell to public security organs and have ended the project.", "https://optics.example/statement", "2025-12-01"
    ),
    outcome="",
    positive=False,
    also=0,
)

PAST = replace(
    SECOND,
    id="h1",
    section=Section.HISTORICAL,
    holding=HoldingRef(9, "EXAMPLE GENOMICS INC", "XX0000000034", Decimal("0.011"), ()),
    company="Example Genomics, Inc.",
    company_zh="",
    sentence="Example Genomics, Inc. is named in County work report as seller of sequencers to a county, in 2021.",
    path=(),
    claims=(UYGHUR,),
    outcome="The company states that it stopped sales to the region in 2022.",
    positive=True,
    reply=NOT_ASKED,
)

MILITARY = replace(
    FIRST,
    id="r1",
    section=Section.RESTRICTION,
    holding=HoldingRef(11, "EXAMPLE SHIPPING CO", "XX0000000042", None, ()),
    company="Example Shipping Co.",
    company_zh="示例航运",
    indicator=Indicator("REG-MIL", "Other legal restriction: military list", "specific_instance"),
    involvement="",
    involvement_reason="",
    severity=Severity(None, None, None),
    share=None,
    sentence="Example Shipping Co. appears on Example Military List as published on 2026-01-07.",
    also=0,
)

PARENT = replace(
    FIRST,
    id="a1",
    section=Section.AFFILIATION,
    holding=HoldingRef(13, "EXAMPLE LANTERN FINANCE", "XX0000000059", Decimal("0.002"), ()),
    company="Example Lantern Finance Ltd.",
    company_zh="",
    involvement="affiliation",
    sentence="The parent of Example Lantern Finance Ltd. appears on Example Import Ban List as published on 2026-07-20.",
    also=0,
)

SIGNAL = SectorSignal(
    holding=HoldingRef(15, "EXAMPLE CLEAN ALUMINIUM", "XX0000000067", Decimal("0.003"), ()),
    sector="aluminium",
    matched_on="EXAMPLE CLEAN ALUMINIUM",
    sentence="The name of EXAMPLE CLEAN ALUMINIUM names aluminium, a sector of high priority since 2024-07-09."
    " No finding and no presumption.",
    notice="Example Strategy 2024",
    since="2024-07-09",
    claims=(claim("c5e0", prop="sector", original="Aluminum", value="aluminium", grade="G1"),),
)

CANDIDATE = Candidate(
    holding=HoldingRef(17, "EXAMPLE JADE CHEMICAL", "XX0000000075", Decimal("0.001"), ()),
    entity_id="ex_ban_list:21",
    entity_name="Example Jade Group Fukang Branch 示例玉集团阜康分公司",
    source="ex_ban_list",
    why='The brand "Jade" is the same; the entity word differs and no identifier agrees.',
    command="clew judge confirm ex_ban_list:21 XX0000000075",
)

NOTHING = "No information found in Example Import Ban List, Cameras on Every Corner as of 2026-11-22."

ROWS = (
    PlainRow(
        HoldingRef(19, "CLEAN ENERGY EXAMPLE", "XX0000000083", Decimal("0.05"), ()),
        "no information found",
        NOTHING,
    ),
    PlainRow(HoldingRef(20, "EXAMPLE WATER", "XX0000000091", Decimal("0.04"), ()), "no information found", NOTHING),
    PlainRow(
        HoldingRef(21, "UNNAMED 77", "", None, ()), "unresolved", "No identifier, and the name matches no company that is known here."
    ),
    PlainRow(HoldingRef(22, "CASH USD", "", Decimal("0.01"), ()), "not a company", "Cash."),
    PlainRow(HoldingRef(23, "", "XX00000001", None, ()), "rejected", 'The ISIN "XX00000001" has 10 characters; an ISIN has 12.'),
    PlainRow(
        HoldingRef(24, "EXAMPLE CLOSED FUND", "XX0000000109", Decimal("0.06"), ()), "book not seen", "A fund whose book was not given."
    ),
)

SCREENING = Screening(
    title="Links to ask about: Example Pension Fund",
    heading="Internal working paper. Companies not yet asked. Not for publication.",
    portfolio_name="Example Pension Fund",
    as_of="2026-11-22",
    known="2026-11-22",
    counts=Counts(14, 10, 1, 1, 1, 1),
    weight_total=Decimal("1.0"),
    weight_unseen=Decimal("0.06"),
    lookthrough=Lookthrough(
        direct=Decimal("0.84"),
        through_funds=Decimal("0.098"),
        unknown=Decimal("0.062"),
        beyond=Decimal(0),
        unweighted=2,
        books=(
            BookUsed(
                "Example Asia Fund",
                "XX0000000117",
                "asia.csv",
                "2026-08-24",
                90,
                3,
                Decimal("0.98"),
                Decimal("0.1"),
                "The book of Example Asia Fund is of 2026-08-24, 90 days older than the portfolio; its weights add up to 98.00 %, so that"
                " 2.00 % of it is unknown.",
            ),
        ),
        sentence="84.00 % of the weight is held directly, 9.80 % through funds that were opened, 6.20 % is unknown;"
        " 2 lines state no weight.",
    ),
    reach=(
        Reach("FL-04", "Transfer to factories under a government labour programme", 1, Decimal("0.021"), Decimal(0)),
        Reach("ST-01", "Surveillance systems for public security in the region", 1, Decimal(0), Decimal("0.004")),
    ),
    findings=(FIRST, SECOND),
    historical=(PAST,),
    restrictions=(MILITARY,),
    affiliations=(PARENT,),
    sector_signals=(SIGNAL,),
    candidates=(CANDIDATE,),
    rows=ROWS,
    coverage=(
        Coverage("listings", "yes", ("ex_ban_list",), "Assessed for listings: Example Import Ban List."),
        Coverage("ownership", "in part", ("ex_filing",), "Assessed in part for ownership: only the filings that are loaded."),
        Coverage("supply", "no", (), "Not assessed for supply: no source of that kind is loaded."),
    ),
    searched=(
        Searched(
            "ex_ban_list",
            "Example Import Ban List",
            "Example Trade Authority",
            "2026-07-20",
            "2026-07-20",
            125,
            True,
            812,
            "https://authority.example/ban-list",
            True,
        ),
        Searched(
            "ex_report",
            "Cameras on Every Corner",
            "Example Research Centre",
            "2025-11-03",
            "2025-11-03",
            384,
            False,
            96,
            "https://research.example/cameras",
            True,
        ),
    ),
    inputs=(
        Input("holdings", "example.csv", HASH),
        Input("snapshot", "ex_ban_list 2026-07-20", "1b3d" * 16),
        Input("clew", "0.1.0", "77aa" * 16),
    ),
    chain_head="4e5f" * 16,
    notes=('Weights add up to 99.80 %. Column "Clear" was not used.',),
)


def large(ordinary: int, findings: int = 2) -> Screening:
    """The sample with many ordinary rows and as many copies of its first finding as asked for."""
    rows = tuple(
        PlainRow(
            HoldingRef(row, f"EXAMPLE ORDINARY {row}", f"XX{row:010d}", Decimal(1) / ordinary, ()),
            "no information found",
            NOTHING,
        )
        for row in range(100, 100 + ordinary)
    )
    many = tuple(replace(FIRST, id=f"f{index}", holding=replace(FIRST.holding, row=index)) for index in range(findings))
    total = SCREENING.counts.rows_in + ordinary
    return replace(
        SCREENING, rows=rows, findings=many, counts=replace(SCREENING.counts, rows_in=total, resolved=SCREENING.counts.resolved + ordinary)
    )


def renamed(name: str) -> Screening:
    """The sample with one name everywhere that a name can stand."""
    path = tuple(replace(link, source=Node("x", name, name), target=Node("y", name, name), verb="owns") for link in FIRST.path)
    claims = tuple(replace(claim, title=name, publisher=name, value=name, original=name, url=name, locator=name) for claim in FIRST.claims)
    finding = replace(
        FIRST, holding=replace(FIRST.holding, name=name, isin=name, via=(name,)), company=name, sentence=name, path=path, claims=claims
    )
    searched = tuple(replace(row, title=name, url=name) for row in SCREENING.searched)
    rows = tuple(replace(row, holding=replace(row.holding, name=name), sentence=name) for row in SCREENING.rows)
    return replace(
        SCREENING,
        title=f"Links to ask about: {name}",
        portfolio_name=name,
        findings=(finding,),
        searched=searched,
        rows=rows,
        notes=(name,),
        chain_head=name,
    )
