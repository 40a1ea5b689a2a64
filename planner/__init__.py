"""Delegation visit planner: from a scenario to a checked plan, documents and calendars.

`planner.read`, `solve`, `verify` and `compare` plan from Python; `planner.workflow.notebook` shows how. They are loaded
when first used.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_NOTEBOOK = ("read", "solve", "verify", "compare")


def __getattr__(name: str) -> Any:
    if name in _NOTEBOOK:
        return getattr(importlib.import_module("planner.workflow.notebook"), name)
    raise AttributeError(f"module 'planner' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted((*globals(), *_NOTEBOOK))
