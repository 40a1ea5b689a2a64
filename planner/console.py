"""How commands speak: plain text or JSON, progress to a terminal, faults for people, exit codes for scripts."""

from __future__ import annotations

import functools
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

from planner.domain.direction import straight
from planner.domain.faults import Fault, Faulty, Refused

GOOD, FAULTY, WRONG_USE, NO_PLAN, OUT_OF_TIME, VIOLATED, STOPPED = 0, 1, 2, 3, 4, 5, 130


class Console:
    """Where a command writes: `say` for people, `facts` for programs (with --json), `tell` for progress."""

    def __init__(self, *, quiet: bool = False, as_json: bool = False) -> None:
        self.quiet, self.as_json = quiet, as_json
        self._line = ""

    def say(self, text: str = "") -> None:
        """A line for people, unless they want quiet or JSON."""
        if not self.quiet and not self.as_json:
            self._clear()
            click.echo(_harmless(text))

    def facts(self, facts: Mapping[str, Any]) -> None:
        """The same facts as JSON on standard output, if asked for."""
        if self.as_json:
            click.echo(json.dumps(facts, ensure_ascii=False, indent=1, default=str))

    def complain(self, text: str) -> None:
        """A line on standard error, whatever was asked for."""
        self._clear()
        click.echo(_harmless(text), err=True)

    def faults(self, faults: Iterable[Fault]) -> None:
        """Faults and warnings, one a line: where | found | expected | hint."""
        for fault in faults:
            self.complain(f"{fault.severity}: {fault}")

    def progress(self, text: str) -> None:
        """A line that the next one replaces; only on a terminal."""
        if not self.quiet and sys.stderr.isatty():
            self._clear()
            self._line = text
            click.echo(text, err=True, nl=False)

    def _clear(self) -> None:
        if self._line:
            click.echo("\r\x1b[2K", err=True, nl=False)
            self._line = ""


def _harmless(text: str) -> str:
    """`text` without what would steer the terminal: names may hold anything."""
    kept = (char if char in "\n\t" or unicodedata.category(char) != "Cc" else "?" for char in straight(text))
    return text if text.isascii() and text.isprintable() else "".join(kept)


def with_console(command: Callable[..., int]) -> Callable[..., None]:
    """Gives a command --quiet and --json and a `Console`, turns faults into messages, its number into the exit code."""

    @click.option("--quiet", is_flag=True, help="Say nothing but faults.")
    @click.option("--json", "as_json", is_flag=True, help="The same facts as JSON.")
    @functools.wraps(command)
    def wrapped(*, quiet: bool, as_json: bool, **given: Any) -> None:
        console = Console(quiet=quiet, as_json=as_json)
        try:
            code = command(console, **given)
        except Faulty as faulty:
            console.faults(faulty.faults)
            console.facts({"faults": [plain(fault) for fault in faulty.faults]})
            code = FAULTY
        except Refused as refused:
            console.complain(f"refused: {refused}")
            console.facts({"refused": str(refused)})
            code = WRONG_USE
        except BrokenPipeError:
            _hang_up()
            code = GOOD
        sys.exit(code)

    return wrapped


def _hang_up() -> None:
    """Nobody listens any more: what is still to be said goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def plain(fault: Fault) -> dict[str, str]:
    """A fault or warning as JSON has it."""
    names = ("severity", "code", "where", "found", "expected", "hint")
    return {name: value for name in names if (value := getattr(fault, name))}


def run(cli: click.Group) -> None:
    """Run the command line; a closed pipe is no fault, an unwritable place is one of the user's."""
    try:
        sys.exit(_code(cli))
    except BrokenPipeError:
        _hang_up()
        sys.exit(GOOD)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(STOPPED)
    except OSError as problem:
        place = problem.filename or ""
        click.echo(f"fault: {place} | {problem.strerror} | a place that can be read and written", err=True)
        sys.exit(FAULTY)


def _code(cli: click.Group) -> int:
    """The exit code of the command, once all that it said is through the pipe."""
    try:
        code = cli.main(standalone_mode=False)
    except SystemExit as ended:
        code = ended.code
    sys.stdout.flush()
    return code if isinstance(code, int) else GOOD
