"""The Jinja2 environment that all written forms share: strict, and saying what is sayable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from markupsafe import Markup

from planner.domain.resources import resource
from planner.rendering.sayable import Sayable, phrase

_PLAIN = (str, int, float, Markup, Undefined)


def environment(folder: str, say: Callable[[Sayable], str], *, autoescape: bool = True) -> Environment:
    """The environment of `templates/<folder>`; `say` writes every sayable thing that a template prints."""

    def finalize(value: Any) -> Any:
        return value if isinstance(value, _PLAIN) else say(value)

    made = Environment(
        loader=FileSystemLoader(resource(f"templates/{folder}")),
        autoescape=autoescape,  # noqa: S701 - off only for forms that escape for themselves
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["word"] = phrase
    return made
