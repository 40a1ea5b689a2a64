"""The page of a comparison says in each language what the comparison holds."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pandas as pd
import pytest

from planner.comparing.comparison import compare
from planner.comparing.frames import frames
from planner.comparing.variants import Variant
from planner.rendering.charts import pareto_view, slopes_view
from planner.rendering.columns import shares
from planner.rendering.comparison_tables import write_frames
from planner.rendering.html import render_html
from planner.rendering.pdf import render_pdf
from planner.rendering.pictures import render_picture
from planner.rendering.sayable import FreeWord, phrase
from planner.rendering.stamp import Stamp
from planner.rendering.views.comparison import comparison_view
from tests.handmade import tiny_plan, tiny_scenario

STAMP = Stamp(dt.datetime(2017, 8, 1, 9, 0))
SCENARIO = tiny_scenario()
PLAN = replace(tiny_plan(SCENARIO), bound=10_000.0)
FEWER = replace(PLAN, sha256="1" * 64, tracks=PLAN.tracks[:1])
COMPARISON = compare([Variant("base", SCENARIO, PLAN), Variant("=cmd|x", SCENARIO, FEWER)], samples=50)


@pytest.mark.parametrize("language", ["th", "zh", "en"])
def test_the_page_names_what_only_one_variant_holds(language: str) -> None:
    page = render_html("comparison", comparison_view(COMPARISON, STAMP), (language,), STAMP)
    assert SCENARIO.engagement["lab-visit"].name.get(language) in page
    assert "mark-cancelled" in page
    assert "=cmd|x" in page
    assert page.count("<svg") == 2 + SCENARIO.clock.days


def test_the_page_needs_no_other_file() -> None:
    page = render_html("comparison", comparison_view(COMPARISON, STAMP), ("en",), STAMP)
    assert not re.search(r'(src|href)="(?!data:|tel:)', page)


def test_pictures_are_whole_and_have_a_title() -> None:
    view = comparison_view(COMPARISON, STAMP)
    for name, picture in (("slopes", view.slopes), ("pareto", view.pareto), ("timelines", view.timelines[0])):
        root = ElementTree.fromstring(render_picture(f"comparison-{name}", picture, "zh"))
        assert root.find("{http://www.w3.org/2000/svg}title") is not None


def test_the_timelines_mark_what_differs() -> None:
    """The other variant has no second track: what only that track does is away, the rest stays."""
    strips = comparison_view(COMPARISON, STAMP).timelines[0].strips
    assert {bar.word for bar in strips[0].bars} == {"cancelled", "same"}
    assert {bar.word for bar in strips[1].bars} == {"same"}


def test_what_lies_within_the_gap_is_said_to_be_no_difference() -> None:
    """The other plan is worth 50 points less and might be 60 better than it is: both are equally good."""
    close = replace(PLAN, sha256="1" * 64, objective=PLAN.objective - 50, bound=PLAN.objective + 10.0)
    found = compare([Variant("base", SCENARIO, PLAN), Variant("close", SCENARIO, close)], samples=50)
    row = next(row for row in comparison_view(found, STAMP).figures if row.name.key == "measure.objective")
    assert [cell.difference for cell in row.cells] == ["", "≈"]
    assert not any(cell.best for cell in row.cells)
    assert "within the gap: no difference" in render_html("comparison", comparison_view(found, STAMP), ("en",), STAMP)


def test_provinces_say_how_many_more() -> None:
    """The other variant lacks what the second track alone attends in Bangkok: the laboratory, with two visitors."""
    bangkok = next(
        row for row in comparison_view(COMPARISON, STAMP).provinces if row.name == FreeWord("province", "Bangkok")
    )
    assert bangkok.cells[0].difference == ""
    assert bangkok.cells[1].difference.startswith("−1 / −")


def numbers_table(head: str) -> tuple[list[Element], list[list[Element]]]:
    """The head and body of a table of names and numbers."""
    table = f'<table><tr><th>Figure</th><th>{head}</th></tr><tr><th>Benefit</th><td class="number">20</td></tr></table>'
    root = ElementTree.fromstring(table)
    return list(root[0]), [list(root[1])]


def test_a_column_of_numbers_under_a_long_name_leaves_room_for_the_others() -> None:
    """A tight column is as wide as its head, which would push the first column off the page."""
    assert shares(*numbers_table("Cost"))[1].tight
    assert not shares(*numbers_table("shenzhen-2017-port-cancelled"))[1].tight


def test_the_page_becomes_a_pdf() -> None:
    page = render_html("comparison", comparison_view(COMPARISON, STAMP), ("th",), STAMP)
    assert render_pdf(page, STAMP).startswith(b"%PDF-")


def test_higher_is_better_in_every_panel() -> None:
    """The official party alone drives less and benefits less than both together: below for one aim, above for one."""
    panels = {panel.name.key: panel.dots for panel in slopes_view(COMPARISON).panels}
    assert panels["measure.visitors"][0].y < panels["measure.visitors"][1].y
    assert panels["measure.driving"][0].y > panels["measure.driving"][1].y


def test_the_plot_draws_the_bound_beyond_the_plan() -> None:
    view = pareto_view(COMPARISON)
    base = view.dots[0]
    assert base.best
    assert not view.dots[1].best
    line = view.bounds[0]
    assert line.x1 > base.x
    assert line.y1 < base.y  # upwards
    left, top, right, bottom = view.box
    assert left <= line.x1 < line.x2 <= right
    assert top <= line.y1 < line.y2 <= bottom


def test_a_bound_far_beyond_the_plans_does_not_press_them_into_a_corner() -> None:
    """Nine in ten of the picture would be empty."""
    loose = [replace(variant, plan=replace(variant.plan, bound=1e6)) for variant in COMPARISON.variants]
    view = pareto_view(replace(COMPARISON, variants=tuple(loose)))
    assert view.bounds == ()
    assert view.bound_word == phrase("comparison.far_bound")
    apart = abs(view.dots[0].x - view.dots[1].x)
    assert apart > (view.box[2] - view.box[0]) / 3


def test_panels_ring_nothing_where_nothing_is_better() -> None:
    same = compare([Variant("one", SCENARIO, PLAN), Variant("other", SCENARIO, PLAN)], samples=50)
    assert not any(dot.best for panel in slopes_view(same).panels for dot in panel.dots)


def test_tables_are_written_for_spreadsheets(tmp_path: Path) -> None:
    written = write_frames(frames(COMPARISON), tmp_path, "comparison", STAMP)
    assert {path.name for path in written} >= {"figures.csv", "comparison.xlsx"}
    figures = pd.read_csv(tmp_path / "tables" / "figures.csv", index_col="figure")
    assert figures.loc["visitors", "base"] == 190
    assert list(figures.columns) == ["base", "'=cmd|x"], "a name that a spreadsheet would run is defused"
    sheets = pd.read_excel(tmp_path / "tables" / "comparison.xlsx", sheet_name=None)
    assert set(sheets) == {"figures", "meanings", "organisations", "provinces", "engagements", "inputs"}
