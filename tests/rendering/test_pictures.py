"""Pictures say the plan too: labels fit their boxes, shapes and labels come apart for print."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from planner.domain.columns import Text
from planner.rendering.drawings import labels, shapes, size
from planner.rendering.pictures import breadth, fitted, render_picture
from planner.rendering.stamp import Stamp
from planner.rendering.views.code import code_view
from planner.rendering.views.regions import Box, box_of, regions
from planner.rendering.views.route import APART, route_view
from planner.rendering.views.timeline import timeline_view
from planner.rendering.visit import Visit
from tests.handmade import tiny_plan, tiny_scenario

SCENARIO = tiny_scenario()
VISIT = Visit(SCENARIO, tiny_plan(SCENARIO), Stamp(dt.datetime(2017, 8, 1, 9, 0)))


def test_the_timeline_has_a_box_for_each_engagement_and_none_outside_the_picture() -> None:
    view = timeline_view(VISIT)
    told = {str(block.title) for band in view.bands for block in band.blocks}
    for session in VISIT.programme.sessions:
        assert str(SCENARIO.engagement[session.engagement].name) in told
    for band in view.bands:
        for block in band.blocks:
            assert view.left <= block.x <= block.x + block.width <= view.right
            assert band.y <= block.y <= block.y + block.height <= band.y + band.height


def test_what_tracks_do_together_is_one_box_over_both_lanes() -> None:
    view = timeline_view(VISIT)
    (dinner,) = [b for band in view.bands for b in band.blocks if b.title == SCENARIO.engagement["welcome-dinner"].name]
    assert dinner.height > 1.5 * view.lane


@pytest.mark.parametrize("language", ["th", "zh", "en"])
def test_a_drawing_says_what_it_is_and_keeps_its_labels_apart_from_its_shapes(language: str) -> None:
    source = render_picture("timeline", timeline_view(VISIT), language)
    svg = ElementTree.fromstring(source)
    assert svg.get("role") == "img"
    assert svg.findtext("{http://www.w3.org/2000/svg}title")
    told = {label.text for label in labels(svg)}
    assert SCENARIO.engagement["welcome-dinner"].name.get(language) in told
    assert "<text" not in shapes(svg)
    assert size(svg)[0] == timeline_view(VISIT).width
    assert not any("style" in element.attrib or "class" in element.attrib for element in svg.iter())


def test_marks_of_the_map_do_not_cover_each_other() -> None:
    marks = route_view(VISIT).map.marks
    assert len(marks) == len({mark.place.id for mark in marks}) > 5
    for one in marks:
        for other in marks:
            if one.number < other.number:
                assert abs(one.x - other.x) + abs(one.y - other.y) >= APART * 0.9


def test_names_of_provinces_stand_clear_of_marks_and_of_each_other() -> None:
    drawn = route_view(VISIT).map
    covered = [box_of(region) for region in drawn.regions]
    marks = [Box(mark.x - 9, mark.y - 9, mark.x + 9, mark.y + 9) for mark in drawn.marks]
    picture = Box(0, 0, drawn.width, drawn.height)
    assert {str(region.name) for region in drawn.regions} == {str(mark.place.province) for mark in drawn.marks}
    assert all(box.within(picture) for box in covered)
    assert not [mark for mark in marks for box in covered if box.meets(mark)]
    assert not [box for place, box in enumerate(covered) for other in covered[:place] if box.meets(other)]


def test_the_name_of_a_province_goes_where_no_way_and_no_mark_of_another_is() -> None:
    mark, beside = (100.0, 100.0), (130.0, 100.0)
    ways = [((100.0, 100.0), (0.0, 100.0)), ((100.0, 100.0), (100.0, 0.0)), ((100.0, 100.0), (0.0, 0.0))]
    own, other = regions({"Rayong": [mark], "Chonburi": [beside]}, ways, 300, 300)
    assert (own.name, other.name) == ("Rayong", "Chonburi")
    assert not any(box_of(own).crossed(way) for way in ways)
    assert not box_of(own).meets(Box(121, 91, 139, 109))
    assert own.y > mark[1]


def test_a_name_at_the_edge_of_the_map_stays_within_it() -> None:
    (name,) = regions({"Samut Prakan": [(290.0, 20.0)]}, [], 300, 300)
    assert box_of(name).within(Box(0, 0, 300, 300))


def test_the_map_is_the_same_each_time() -> None:
    assert route_view(VISIT) == route_view(VISIT)


@pytest.mark.parametrize(
    "text", ["Joint committee of both sides", "ระเบียงเศรษฐกิจพิเศษภาคตะวันออก", "泰中双方政企联合委员会会议"]
)
def test_a_label_fits_its_box_and_parts_no_mark_from_its_letter(text: str) -> None:
    for width in (4, 7, 12):
        for line in fitted(text, width, 2):
            assert breadth(line) <= width
            assert line[0] not in "\u0e31\u0e34\u0e48\u0e49"
    assert fitted(text, 100, 1) == [text]


def test_a_label_with_no_room_at_all_is_left_out() -> None:
    assert fitted("Anything", 0.2, 1) == []


def test_a_code_has_its_three_corner_squares_and_a_quiet_edge() -> None:
    view = code_view("https://visit.example.org/documents/pocket/wu.zh.html")
    cells = set(view.cells)
    last = view.side - 5
    assert {(4, 4), (10, 4), (4, 10), (last, 4), (4, last)} <= cells
    assert all(4 <= x <= last and 4 <= y <= last for x, y in cells)


@pytest.mark.parametrize("language", ["th", "zh", "en"])
def test_hours_of_the_timeline_stand_within_it_and_its_lines_apart_enough_for_thai(language: str) -> None:
    long = replace(
        SCENARIO, engagements=tuple(replace(e, name=Text(*["Words " * 9] * 3)) for e in SCENARIO.engagements)
    )
    view = timeline_view(Visit(long, tiny_plan(long), Stamp(dt.datetime(2017, 8, 1, 9, 0))))
    told = list(labels(ElementTree.fromstring(render_picture("timeline", view, language))))
    hours = [label for label in told if label.anchor == "middle" and ":" in label.text.replace(".", ":")]
    assert hours
    assert all(label.x + label.size * breadth(label.text) / 2 <= view.width for label in hours)
    lines = sorted((label.x, label.y) for label in told if label.text.startswith("Words"))
    steps = [y - above for (x, above), (same, y) in pairwise(lines) if x == same and y - above < view.lane - 2]
    assert steps
    assert min(steps) >= 13
