"""Drawings: well-formed, named for those who do not see them, and never wider than their limit."""

from xml.etree import ElementTree as ET

import pytest

from clew.render.svg import ThreadLink, ThreadNode, interval_svg, levels_svg, shares_svg, thread_svg

SVG = "{http://www.w3.org/2000/svg}"
LINK = ThreadLink("owns 63 %", "2026-04-28 · 1 claim")


def parsed(markup: str) -> ET.Element:
    return ET.fromstring(str(markup).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 - our own drawing


def test_a_thread_is_an_image_with_a_title_and_a_sentence() -> None:
    drawn = parsed(
        thread_svg([ThreadNode("Fund"), ThreadNode("A", "甲"), ThreadNode("List")], [ThreadLink("holds 2.1 %", ""), LINK], "f1", "Path")
    )
    assert drawn.get("role") == "img"
    assert drawn.get("aria-labelledby") == "f1-t f1-d"
    assert drawn.findtext(f"{SVG}title") == "Path"
    assert drawn.findtext(f"{SVG}desc") == "Fund — holds 2.1 % → A 甲 — owns 63 % (2026-04-28 · 1 claim) → List"


def test_a_weak_link_is_dashed_and_said_to_be_uncertain() -> None:
    drawn = thread_svg([ThreadNode("A"), ThreadNode("B")], [ThreadLink("buys from", "", dashed=True)], "i", "t")
    assert 'class="link dashed"' in drawn
    assert "buys from, uncertain → B" in drawn


@pytest.mark.parametrize("count", [1, 2, 5, 9, 14])
def test_a_long_path_wraps_within_its_width(count: int) -> None:
    nodes = [ThreadNode(f"Example Company Number {number} Co., Ltd.", "示例股份有限公司") for number in range(count)]
    drawn = parsed(thread_svg(nodes, [LINK] * (count - 1), "i", "t", limit=700))
    assert float(drawn.get("width", "0")) <= 720
    boxes = [box for box in drawn.iter(f"{SVG}rect") if box.get("class") == "box"]
    assert len(boxes) == count
    right = max(float(box.get("x", "0")) + float(box.get("width", "0")) for box in boxes)
    bottom = max(float(box.get("y", "0")) + float(box.get("height", "0")) for box in boxes)
    assert right <= float(drawn.get("width", "0"))
    assert bottom <= float(drawn.get("height", "0"))


def test_boxes_do_not_overlap() -> None:
    nodes = [ThreadNode("Name " * (1 + number % 5)) for number in range(9)]
    drawn = parsed(thread_svg(nodes, [LINK] * 8, "i", "t", limit=800))
    frames = [tuple(float(box.get(key, "0")) for key in ("x", "y", "width", "height")) for box in drawn.iter(f"{SVG}rect")]
    for index, (left, top, width, height) in enumerate(frames):
        for other_left, other_top, other_width, other_height in frames[index + 1 :]:
            apart = (
                left + width <= other_left
                or other_left + other_width <= left
                or top + height <= other_top
                or other_top + other_height <= top
            )
            assert apart


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", 'a" onload="x', "]]>", "&amp;", "\x00\x1b", "{0}{name}"])
def test_names_stay_text(name: str) -> None:
    drawn = parsed(thread_svg([ThreadNode(name, name)], [], "i", name))
    assert {element.tag.removeprefix(SVG) for element in drawn.iter()} <= {"svg", "title", "desc", "g", "rect", "text"}


def test_bars_tell_unknown_from_zero() -> None:
    drawn = parsed(levels_svg((4, None, 0), "scale 4 of 4, scope unknown, irremediability 0 of 4"))
    assert [(bar.get("class"), bar.get("height")) for bar in drawn.iter(f"{SVG}rect")] == [("full", "16"), ("hollow", "15"), ("full", "0")]
    assert drawn.get("aria-label") == "scale 4 of 4, scope unknown, irremediability 0 of 4"


def test_an_interval_of_no_length_is_still_seen() -> None:
    (bar,) = parsed(interval_svg(1.0, 1.0, "confidence 1.00")).iter(f"{SVG}rect")
    assert float(bar.get("x", "0")) + float(bar.get("width", "0")) <= 72


def test_shares_adjoin_from_a_zero_baseline() -> None:
    first, second = parsed(shares_svg((("direct", 0.5), ("funds", 0.25)), "label", 200)).iter(f"{SVG}rect")
    assert (first.get("x"), first.get("width"), second.get("x"), second.get("width")) == ("0", "100", "100", "50")
