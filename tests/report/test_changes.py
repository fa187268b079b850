"""What changed, as JSON and on the terminal: the contract of a difference, and lines that a person reads at 80 and at 120 columns."""

import pytest
from msgspec.structs import replace

from clew.model.changes import Alteration, Altered, Entry
from clew.render.terminal import to_text
from clew.report.change_views import diff_view, digest_view, touched_view
from clew.report.changes import alike, diff_document, digest_document, moment, prop_words, together, touched_document, without_spelling
from tests.report.digest_sample import CHINESE, DIGEST, EMPTY, LIST, LONG, NEW, QUIET, TOUCHED, UPDATES, entry


def test_a_difference_is_added_removed_renamed_and_altered() -> None:
    document = diff_document(replace(LIST, added=(CHINESE,), altered=LIST.altered[:1]))
    assert document == {
        "source": "list",
        "title": "Harbour list",
        "from": {"version": "2026-11-01", "published": "2026-11-01", "retrieved": "2026-11-02", "snapshot_id": "2026-11-01-aaaaaaaaaaaa"},
        "to": {"version": "2026-11-20", "published": "2026-11-20", "retrieved": "2026-11-21", "snapshot_id": "2026-11-20-bbbbbbbbbbbb"},
        "added": [{"id": "list:hetian", "name": "和田泰达服饰有限公司"}],
        "removed": [{"id": "list:example-100", "name": entry(100).name}],
        "renamed": [
            {
                "from": {"id": "list:old", "name": "Silk Road Tomato Co., Ltd."},
                "to": {"id": "list:old", "name": "Silk Road Foods Co., Ltd."},
                "why": "the same identifier",
            }
        ],
        "altered": [
            {
                "id": "list:norden",
                "name": "Norden Invest Oyj",
                "why": "another wording of the same name",
                "changes": [{"prop": "listedName", "was": ["Norden Invest"], "now": ["Norden Invest Oyj"]}],
            }
        ],
        "claims": {"added": 120, "removed": 40},
    }


def test_a_new_source_has_no_from() -> None:
    assert diff_document(NEW)["from"] is None


def test_a_watch_has_updates_changes_and_whom_they_touch() -> None:
    document = digest_document(DIGEST)
    assert set(document) == {"since", "until", "updates", "changes", "touched", "cases", "chain_head"}
    assert [one["source"] for one in document["changes"]] == ["list", "csl", "quiet"]
    assert len(document["updates"]) == len(UPDATES)
    assert digest_document(EMPTY)["touched"] is None


def test_findings_are_told_by_kind_and_each_way_is_one() -> None:
    document = touched_document(TOUCHED)
    assert document is not None
    assert {kind: len(document[kind]) for kind in ("new", "gone", "altered", "possible")} == {
        "new": 2,
        "gone": 1,
        "altered": 2,
        "possible": 1,
    }
    assert document["unchanged"] == 14


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert all(len(line) <= width for line in to_text(digest_view(DIGEST), width).splitlines())


def test_an_entry_is_a_line_and_what_is_altered_stands_below_it() -> None:
    lines = [line.rstrip() for line in to_text(diff_view(LIST), 120).splitlines()]
    assert lines[0] == "Harbour list, 2026-11-01 → 2026-11-20: 62 added, 1 removed, 1 renamed, 43 altered"
    assert "  + 和田泰达服饰有限公司" in lines
    assert f"  - {entry(100).name}" in lines
    assert "  → Silk Road Tomato Co., Ltd. → Silk Road Foods Co., Ltd. (the same identifier)" in lines
    at = lines.index("  ~ Norden Invest Oyj (another wording of the same name)")
    assert lines[at + 1] == "      listed name: Norden Invest → Norden Invest Oyj"
    at = lines.index("  ~ 和田泰达服饰有限公司")
    assert lines[at + 1 : at + 4] == ["      alias: + Hotan Taida Apparel", "             + Hetian Taida", "             + هوتان تايدا"]


def test_what_wraps_stays_in_its_column() -> None:
    lines = to_text(diff_view(LIST), 80).splitlines()
    at = next(at for at, line in enumerate(lines) if "notes:" in line)
    assert all(line.startswith(" " * 13) for line in lines[at + 1 : at + 4])


def test_a_long_value_is_cut() -> None:
    assert LONG not in " ".join(to_text(diff_view(LIST), 120).split())
    assert "…" in to_text(diff_view(LIST), 120)


def test_more_than_forty_of_a_kind_are_counted() -> None:
    assert "and 22 more added; see them all with --json" in to_text(diff_view(LIST), 120)


def test_what_changed_alike_in_many_is_told_once() -> None:
    text = to_text(diff_view(LIST), 120)
    assert text.count("status: active → inactive") == 1
    assert "~ 40 entries:" in text
    assert "and 32 more" in text


def test_what_changed_in_spelling_alone_is_counted_and_not_told() -> None:
    stop = Altered(
        Entry("a", "A Mill Co., Ltd"), (Alteration("name", ("A Mill Co., Ltd.",), ("A MILL Co Ltd",)),), "another wording of the same name"
    )
    number = Altered(Entry("b", "B"), (Alteration("shareLow", ("1.0",), ("10",)),))
    both = Altered(Entry("c", "C"), (Alteration("alias", ("Sea Mill.", "Old Mill"), ("Sea Mill",)),))
    told, respelled = without_spelling((stop, number, both))
    assert respelled == 1
    assert told == (number, Altered(Entry("c", "C"), (Alteration("alias", ("Old Mill",), ()),)))
    text = to_text(diff_view(replace(QUIET, altered=(stop, number))))
    assert text.startswith("Quiet list, 2026-11-01 → 2026-11-20: 1 altered, 1 in spelling alone\n")
    assert "A Mill" not in text
    assert len(diff_document(replace(QUIET, altered=(stop, number)))["altered"]) == 2


def test_a_name_and_the_name_as_listed_are_told_once() -> None:
    sides = ("Sea Mill",), ("Sea Mill and subsidiaries",)
    one = Altered(Entry("a", "A"), (Alteration("listedName", *sides), Alteration("name", *sides)), "another wording of the same name")
    lines = [line.strip() for line in to_text(diff_view(replace(QUIET, altered=(one,)))).splitlines()]
    assert lines[1:] == ["~ A (another wording of the same name)", "listed name, name: Sea Mill → Sea Mill and subsidiaries"]


def test_two_that_changed_alike_are_told_each() -> None:
    part = (Alteration("status", ("active",), ("inactive",)),)
    pair = (Altered(Entry("a", "A"), part), Altered(Entry("b", "B"), part))
    assert [[one.name for one in entries] for _, entries in alike(pair)] == [["A"], ["B"]]


def test_more_values_than_a_person_reads_are_counted() -> None:
    many = Altered(Entry("a", "A"), (Alteration("alias", (), tuple(f"alias {number}" for number in range(20))),))
    assert "… and 14 more" in to_text(diff_view(replace(LIST, altered=(many,))), 80)


def test_a_source_in_which_nothing_changed_is_one_line() -> None:
    assert to_text(diff_view(QUIET)) == "Quiet list, 2026-11-01 → 2026-11-20: no change\n"
    assert to_text(diff_view(NEW)) == "Consolidated Screening List: new, 2026-11-20, 90,000 claims\n"


def test_a_holding_that_is_reached_twice_is_told_once_with_its_rows() -> None:
    text = to_text(touched_view(TOUCHED))
    assert text.count("Silk Road Tomato (rows 2, 9)") == 1
    assert text.startswith("Findings of Harbour Pension: 2 new, 1 gone, 2 altered, 14 as they were\n")
    assert "No longer: Example Company appears on the list as published on 2026-11-01." in text
    assert len(together(TOUCHED.touches)) == 4


def test_a_possible_match_says_that_it_is_not_confirmed_and_how_to_judge() -> None:
    lines = [line.strip() for line in to_text(touched_view(TOUCHED)).splitlines()]
    assert "? Golden Bridge (row 21): a name similar to Golden Bridge Trading Co., Ltd. (Harbour list); not confirmed" in lines
    assert lines[-1].startswith("clew match accept")


def test_empty_states_say_what_to_do() -> None:
    assert "clew screen FILE" in to_text(touched_view(None))
    assert to_text(touched_view(replace(TOUCHED, touches=(), possible=()))) == "No finding of Harbour Pension is new, gone or altered.\n"
    assert "No entry was added" in to_text(digest_view(EMPTY))


def test_a_watch_groups_its_sources_by_what_became_of_them() -> None:
    lines = [line.rstrip() for line in to_text(digest_view(DIGEST), 120).splitlines()]
    assert lines[0] == "What changed since 2026-11-15 08:30 UTC"
    assert lines[1].startswith("  failed    Consolidated Screening List: https://example.org/csl.csv: the server answers 503")
    assert any(line.startswith("  updated   Harbour list (4 rows)") for line in lines)
    assert any(line.startswith("  old       to be saved by hand: UFLPA Entity List (129 days)") for line in lines)
    assert sum("Source number 7," in line for line in lines) == 1


def test_control_characters_and_turns_of_direction_do_not_reach_the_terminal() -> None:
    odd = replace(LIST, added=(Entry("x", "a\x1b[31mb\u202ec\nd"),))
    text = to_text(diff_view(odd))
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(("prop", "words"), [("listedName", "listed name"), ("isinCode", "isin code"), ("name", "name"), ("osId", "os id")])
def test_a_property_is_said_in_words(prop: str, words: str) -> None:
    assert prop_words(prop) == words


@pytest.mark.parametrize(
    ("text", "read"),
    [("2026-11-15T08:30:12.5+00:00", "2026-11-15 08:30 UTC"), ("2026-11-15", "2026-11-15"), ("the first watch", "the first watch")],
)
def test_a_moment_is_said_to_the_minute(text: str, read: str) -> None:
    assert moment(text) == read
