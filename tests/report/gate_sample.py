"""Answers of the gate made by hand, from the small screening: every company and list is invented."""

from decimal import Decimal

from msgspec.structs import replace

from clew.model.gate import Answer, Asked, Gated, GateReason, Outcome, Override, Restricted, RestrictedList, Trade
from tests.report.sample import FIRST, SCREENING

LISTED = GateReason(Outcome.BLOCK, "listed-itself", "the company is on an official list", FIRST)
LAW = GateReason(Outcome.ASK, "us-x", "a law says so", None, "us", "31 CFR Part 999", "https://law.example/999", "Counsel knows more.")
UNKNOWN = GateReason(Outcome.ASK, "unknown", "no loaded source says who issued it")
OVERRIDE = Override(7, "x-lantern", "Example Lantern", "weighed in committee", "2027-06-30", "Ada", "2026-11-01", "Grace", "2026-11-02")
BLOCKED = Answer(
    Asked("ZZ0000000000", 3, "Lantern A", (("isin", "ZZ0000000000"), ("listing", "XHKG:99001")), Decimal("0.021"), ("Example Fund",)),
    Outcome.BLOCK,
    Outcome.BLOCK,
    "Example Lantern Textile Co., Ltd.",
    "示例灯纺织股份有限公司",
    "x-lantern",
    "isin",
    (LISTED, LAW),
    (),
    1,
    "BLOCK: Example Lantern Textile Co., Ltd. (ZZ0000000000).",
)
ASKED = Answer(
    Asked("[bold]Nobody[/bold]", 4, "", ()), Outcome.ASK, Outcome.ASK, "", "", "", "", (UNKNOWN,), (), 0, "ASK FIRST: [bold]Nobody[/bold]."
)
NAMED = Answer(Asked("Ordinary", 5, "Ordinary", ()), Outcome.NONE, Outcome.NONE, "", "", "", "", (), (), 0, "NO RULE APPLIES: Ordinary.")
LIFTED = replace(BLOCKED, outcome=Outcome.ASK, overrides=(OVERRIDE,))
GATED = Gated(
    "orders",
    Outcome.BLOCK,
    (NAMED, ASKED, BLOCKED),
    2,
    "default 2026-11-28",
    ("us",),
    Trade.LISTED,
    "2026-11-20",
    "2026-11-20",
    SCREENING.searched,
    SCREENING.inputs,
    "c" * 64,
)
ROW = Restricted(
    Outcome.BLOCK,
    Outcome.BLOCK,
    "Example Lantern Textile Co., Ltd.",
    "示例灯纺织股份有限公司",
    "x-lantern",
    {"isin": "ZZ0000000000", "listing": "XHKG:99001"},
    LISTED,
    (LISTED, LAW),
    (),
    export=True,
)
RESTRICTED = RestrictedList(
    (ROW, replace(ROW, outcome=Outcome.ASK, identifiers={"cusip": "000000AA1"}, reason=LAW, overrides=(OVERRIDE,))),
    1,
    ("us-outbound",),
    "default 2026-11-28",
    ("us",),
    "2026-11-20",
    "2026-11-20",
    SCREENING.inputs,
    "c" * 64,
)


def alone(answer: Answer) -> Gated:
    """What was answered to one security."""
    return replace(GATED, what=answer.asked.text, outcome=answer.outcome, answers=(answer,), passed=0)
