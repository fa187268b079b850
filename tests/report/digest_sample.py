"""A watch with everything that a page or a terminal must bear: names of several scripts, long lists, long values, many sources."""

from clew.model.changes import Alteration, Altered, Diff, Entry, Rename, State
from clew.model.watching import Digest, Possible, Touch, Touched, Update

CHINESE, ARABIC = Entry("list:hetian", "和田泰达服饰有限公司"), Entry("list:sanad", "شركة السند للتجارة (Al Sanad Trading)")
BEFORE = State("2026-11-01", "2026-11-01", "2026-11-02", "2026-11-01-aaaaaaaaaaaa")
AFTER = State("2026-11-20", "2026-11-20", "2026-11-21", "2026-11-20-bbbbbbbbbbbb")
LONG = "Acts contrary to the foreign policy interests of the region, in the words of an invented notice that goes on and on. " * 8


def entry(number: int) -> Entry:
    """An invented company."""
    return Entry(f"list:example-{number}", f"Example Cotton and Textile Company No. {number} of the Eastern District Co., Ltd.")


def _altered(name: Entry, prop: str, was: tuple[str, ...], now: tuple[str, ...], why: str = "") -> Altered:
    return Altered(name, (Alteration(prop, was, now),), why)


LIST = Diff(
    "list",
    "Harbour list",
    BEFORE,
    AFTER,
    added=(CHINESE, ARABIC, *(entry(number) for number in range(60))),
    removed=(entry(100),),
    renamed=(
        Rename(Entry("list:old", "Silk Road Tomato Co., Ltd."), Entry("list:old", "Silk Road Foods Co., Ltd."), "the same identifier"),
    ),
    altered=(
        _altered(
            Entry("list:norden", "Norden Invest Oyj"),
            "listedName",
            ("Norden Invest",),
            ("Norden Invest Oyj",),
            "another wording of the same name",
        ),
        _altered(CHINESE, "alias", (), ("Hotan Taida Apparel", "Hetian Taida", "هوتان تايدا")),
        _altered(ARABIC, "notes", (LONG,), (LONG.replace("invented", "other"),)),
        *(_altered(entry(number), "status", ("active",), ("inactive",)) for number in range(200, 240)),
    ),
    claims_added=120,
    claims_removed=40,
)
NEW = Diff("csl", "Consolidated Screening List", None, AFTER, (), (), (), (), 90_000, 0)
QUIET = Diff("quiet", "Quiet list", BEFORE, AFTER, (), (), (), (), 2, 2)


def touch(kind: str, row: int, holding: str, before: str, after: str, what: str = "") -> Touch:
    """A finding that was touched."""
    indicator = "REG-BIS-FL BIS Entity List: listed on the ground of forced labour in the region"
    return Touch(kind, f"f{row}", row, holding, "Example Company", "finding", indicator, before, after, what, ("bis_entity_list", "list"))


SAID, SAYS = (
    "Example Company appears on the list as published on 2026-11-01.",
    "Example Company appears on the list as published on 2026-11-20.",
)
TOUCHED = Touched(
    "Harbour Pension",
    (
        touch("new", 3, "和田泰达服饰有限公司", "", SAYS),
        touch("new", 12, "شركة السند للتجارة", "", SAYS),
        touch("gone", 7, "Pacific Chipworks", SAID, ""),
        touch("altered", 2, "Silk Road Tomato", SAYS, SAYS, "listed name no longer: Silk Road Tomato; listed name now: Silk Road Foods"),
        touch("altered", 9, "Silk Road Tomato", SAYS, SAYS, "listed name no longer: Silk Road Tomato; listed name now: Silk Road Foods"),
    ),
    14,
    (
        Possible(
            21, "Golden Bridge", "Golden Bridge Trading Co., Ltd.", "Harbour list", 'clew match accept "name:goldenbridge" list:golden'
        ),
    ),
)
UPDATES = (
    Update("list", "Harbour list", "updated", "4 rows", "2026-11-20", 2, stale=False),
    Update(
        "csl",
        "Consolidated Screening List",
        "failed",
        "https://example.org/csl.csv: the server answers 503; tried 5 times. Try again later.",
        "2026-09-01",
        82,
        stale=True,
    ),
    *(
        Update(
            f"s{number}", f"Source number {number}", "unchanged", "the publisher says that nothing changed", "2026-11-01", 21, stale=False
        )
        for number in range(38)
    ),
    Update(
        "uflpa", "UFLPA Entity List", "not fetched", "its card names no address: save the file and add it", "2026-07-16", 129, stale=True
    ),
)
DIGEST = Digest(
    since="2026-11-15T08:30:00+00:00",
    until="2026-11-22",
    updates=UPDATES,
    diffs=(LIST, NEW, QUIET),
    touched=TOUCHED,
    cases="Open cases: none is kept in this workspace.",
    chain_head="0123456789abcdef" * 4,
)
EMPTY = Digest("the first watch of this workspace", "2026-11-22", (), (), None, "Open cases: none is kept in this workspace.", "")
