"""Searches in processes of their own are the program that started them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from planner.solving.islands import started


def test_another_planner_in_the_working_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "planner").mkdir()
    (tmp_path / "planner" / "__init__.py").write_text("raise SystemExit('another')", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path])
    with started() as process:
        process.communicate()  # told nothing, it ends
    assert process.returncode == 0
