"""The Jinja2 environment that all written forms share: strict, and saying what is sayable."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Undefined
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from planner.domain.direction import straight
from planner.domain.resources import resource
from planner.rendering.sayable import Sayable, phrase

_PLAIN = (str, int, float, Markup, Undefined)


class _Compiled(BytecodeCache):
    """Templates compiled once for the environments of all languages."""

    def __init__(self) -> None:
        self._codes: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._codes[bucket.key] = bucket.code


_COMPILED = _Compiled()


def environment(folder: str, say: Callable[[Sayable], str], *, sandboxed: bool = False) -> Environment:
    """The environment of `templates/<folder>`; `say` writes every sayable thing that a template prints. Nothing
    printed turns the direction of what follows.

    A `sandboxed` one is for templates that are not ours: they reach nothing but what they are given.
    """

    def finalize(value: Any) -> Any:
        said = value if isinstance(value, _PLAIN) else say(value)
        return straight(said) if isinstance(said, str) else said

    made = (SandboxedEnvironment if sandboxed else Environment)(
        loader=FileSystemLoader(resource(f"templates/{folder}")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=None if sandboxed else _COMPILED,
    )
    made.globals["word"] = phrase
    return made
