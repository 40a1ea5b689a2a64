"""Every column and key says what it holds, and stands in the headings of the workbook."""

from __future__ import annotations

from planner.reading.headings import HEADINGS, heading
from planner.reading.meanings import MEANINGS
from planner.reading.schema import KEYS, TABLE
from planner.reading.settings import SETTING


def test_every_key_has_a_meaning_of_its_own_and_no_meaning_is_idle() -> None:
    assert [path for path, schema in SETTING.items() if not schema.meaning] == []
    used = {schema.meaning for schema in SETTING.values()}
    assert {name for name, meaning in MEANINGS.items() if meaning not in used} == {"extends"}


def test_every_column_has_a_meaning_and_headings_in_three_languages() -> None:
    columns = [column for table in TABLE.values() for column in table.columns.values()]
    assert all(column.meaning for column in columns)
    assert {heading(column).count("\n") for column in columns} == {2}
    words = {column.field if column.language else column.name for column in columns}
    assert HEADINGS.keys() - words == {"key", "value", "meaning"}


def test_every_table_has_an_id_or_a_key_of_its_columns() -> None:
    for table in TABLE.values():
        assert set(table.key) <= set(table.columns)
        assert table.has_id == (table.name not in KEYS) == ("enabled" in table.columns)
