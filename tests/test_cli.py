"""The command line as users and their scripts meet it: arguments, exit codes, messages, and what it leaves behind."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.cli import main
from planner.console import Console

ROOT = Path(__file__).resolve().parents[1]
DAY = ROOT / "tests" / "invented" / "montevideo-day"
QUICK = ("--seconds", "0.3", "--workers", "1", "--no-documents")
GOOD, FAULTY, WRONG_USE, NO_PLAN, OUT_OF_TIME, VIOLATED, STOPPED = 0, 1, 2, 3, 4, 5, 130


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def planner(*words: object, at: Path = ROOT) -> Said:
    """Run the program here."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, chdir(at), redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["planner", *map(str, words)])
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    return Said(code, out.getvalue(), err.getvalue())


def apart(*words: object, first: str) -> Said:
    """Run the program in a process of its own; `first` is Python that runs before it."""
    done = subprocess.run(command(*words, first=first), capture_output=True, text=True, cwd=ROOT, env=environment())
    assert "Traceback" not in done.stderr, done.stderr
    return Said(done.returncode, done.stdout, done.stderr)


def command(*words: object, first: str = "") -> list[str]:
    script = f"import sys\n{first}\nfrom planner.cli import main\nmain()"
    return [sys.executable, "-c", script, *map(str, words)]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def digest(folder: Path) -> str:
    """All names and bytes in a folder."""
    parts = (f"{p.relative_to(folder)} {p.read_bytes().hex()}" for p in sorted(folder.rglob("*")) if p.is_file())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan folder without documents."""
    out = tmp_path_factory.mktemp("cli") / "plan"
    assert planner("plan", DAY, "--out", out, *QUICK).code == GOOD
    return out


@pytest.fixture
def broken(plan: Path, tmp_path: Path) -> Path:
    """A plan whose first engagement starts at night."""
    content = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    item = next(i for day in content["tracks"][0]["days"] for i in day["items"] if i["kind"] == "engagement")
    item["start"], item["end"] = "02:00", "02:45"
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "plan.json").write_text(json.dumps(content), encoding="utf-8")
    (folder / "scenario").symlink_to(plan / "scenario")
    return folder


COMMANDS = ("check", "show", "convert", "example", "plan", "prepare", "verify", "release", "render")
USES: list[tuple[str, int, str]] = [
    ("--help", GOOD, "Exit codes"),
    ("--version", GOOD, "planner, version"),
    ("nonsense", WRONG_USE, "No such command"),
    ("check", WRONG_USE, "Missing argument"),
    ("check {day}", GOOD, "no faults"),
    ("check {day} --nonsense", WRONG_USE, "No such option"),
    ("check {day} --set nonsense", WRONG_USE, "'nonsense' is not KEY=VALUE"),
    ("check {nowhere}", FAULTY, "no such file"),
    ("check {day} --set programme.first_day=2026-13-01", FAULTY, "programme.first_day"),
    ("check {day} --set nonsense=1", FAULTY, "nonsense"),
    ("show {day}", GOOD, "== tracks.csv"),
    ("show {day} --provenance", GOOD, "scenario.toml"),
    ("example {new} --size Q", WRONG_USE, "Invalid value"),
    ("example {new}", WRONG_USE, "Missing option"),
    ("plan {day} --seconds 0", WRONG_USE, "not in the range"),
    ("plan {day} --workers 0", WRONG_USE, "not in the range"),
    ("plan {nowhere}", FAULTY, "no such file"),
    ("prepare", GOOD, "the search is ready"),
    ("plan {day} --out {strange} --seconds 0.3", WRONG_USE, "holds no plan.json"),
    (
        "plan {day} --out {file}/x --no-documents --seconds 0.3 --workers 1",
        FAULTY,
        "a place that can be read and written",
    ),
    (
        "plan {day} --set rules.capacity_is_not_exceeded.hard=yes"
        " --set tracks.red.max_size=2 --set tracks.blue.max_size=2",
        NO_PLAN,
        "no lawful plan exists",
    ),
    (
        "replan {plan} --dry-run --pin customs-call=out --set rules.mandatory_engagements_are_held.hard=yes"
        " --set rules.pins_are_kept.hard=yes",
        NO_PLAN,
        "Call on the customs (customs-call) is pinned out",
    ),
    ("verify {nowhere}", FAULTY, "nowhere"),
    ("verify {day}", FAULTY, "plan.json"),
    ("verify {plan}", GOOD, "every rule holds"),
    ("verify {broken}", VIOLATED, "violation: "),
    ("release {plan}", WRONG_USE, "Missing option"),
    ("release {broken} --to {new}", VIOLATED, "violation: "),
    ("render {plan} --document programme --language en --format gif", WRONG_USE, "Invalid value"),
    ("render {plan} --document programe --language en --format pdf", WRONG_USE, "did you mean programme?"),
    ("render {plan} --document pocket --language en --format pdf --for nobody", WRONG_USE, "--for | nobody"),
    ("render {plan} --document press --language en --format docx --template {nowhere}.docx", FAULTY, "no such file"),
    ("template new {file}", WRONG_USE, "ends in .docx"),
    ("template new {new}.docx", GOOD, "keep the fields"),
]


@pytest.mark.parametrize(("words", "code", "said"), USES, ids=[use[0] for use in USES])
def test_a_use_ends_with_its_code_and_says_why(
    words: str, code: int, said: str, plan: Path, broken: Path, tmp_path: Path
) -> None:
    strange, file = tmp_path / "strange", tmp_path / "file"
    strange.mkdir()
    (strange / "thesis.txt").write_text("mine", encoding="utf-8")
    file.write_text("mine", encoding="utf-8")
    places = {"day": DAY, "plan": plan, "broken": broken, "strange": strange, "file": file}
    places |= {"nowhere": tmp_path / "nowhere", "new": tmp_path / "new"}
    done = planner(*(word.format(**places) for word in words.split()), at=tmp_path)
    assert done.code == code, done
    assert said in done.out + done.err
    assert (strange / "thesis.txt").read_text(encoding="utf-8") == "mine"
    if code:
        assert not done.out
        assert not (tmp_path / "new").exists()


def uses(plan: Path, folder: Path) -> dict[str, tuple[object, ...]]:
    """A good use of each command."""
    return {
        "check": (DAY,),
        "show": (DAY,),
        "convert": (DAY, folder / "day.xlsx"),
        "example": (folder / "example", "--size", "S"),
        "plan": (DAY, "--out", folder / "plan", *QUICK),
        "prepare": (),
        "verify": (plan,),
        "release": (plan, "--to", folder / "releases"),
        "render": (plan, "--document", "programme", "--language", "en", "--format", "html", "--out", folder),
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_speaks_json_or_keeps_quiet(name: str, plan: Path, tmp_path: Path) -> None:
    loud, quiet = tmp_path / "loud", tmp_path / "quiet"
    loud.mkdir()
    quiet.mkdir()
    said = planner(name, *uses(plan, loud)[name], "--json")
    assert said.code == GOOD
    assert isinstance(json.loads(said.out), dict)
    said = planner(name, *uses(plan, quiet)[name], "--quiet")
    assert (said.code, said.out) == (GOOD, "")


def test_a_name_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    console, name = Console(), "Old \x1b[2J\u202etown\r เมืองเก่า 👩\u200d👩"
    console.say(name)
    console.complain(name)
    assert capsys.readouterr() == ("Old ?[2Jtown? เมืองเก่า 👩\u200d👩\n",) * 2


def test_faults_are_json_too(tmp_path: Path) -> None:
    said = planner("check", tmp_path / "nowhere", "--json")
    (fault,) = json.loads(said.out)["faults"]
    assert said.code == FAULTY
    assert {"where", "found", "expected"} <= set(fault)


def test_no_time_is_not_called_infeasible(tmp_path: Path) -> None:
    never = "import planner.solving.budget as b\nb.Budget.over = lambda self: True"
    said = apart("plan", DAY, "--out", tmp_path / "plan", *QUICK, first=never)
    assert said.code == OUT_OF_TIME
    assert "none ruled out" in said.err
    assert not (tmp_path / "plan").exists()


def test_a_closed_pipe_is_no_fault() -> None:
    with subprocess.Popen(
        command("show", DAY), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == GOOD


FAILING = """
import os, planner.workflow.planning as p
written = p.write_plan
def fail(*given, **more):
    written(*given, **more)
    {how}
p.write_plan = fail
"""


@pytest.mark.parametrize(
    ("how", "code"),
    [("os.kill(os.getpid(), 9)", -9), ("raise OSError(28, 'No space left on device', 'the disk')", FAULTY)],
    ids=["killed", "disk full"],
)
def test_what_stood_there_stands_when_writing_ends_early(how: str, code: int, plan: Path) -> None:
    before, beside = digest(plan), set(plan.parent.iterdir())
    said = apart("plan", DAY, "--out", plan, *QUICK, "--seed", 7, first=FAILING.format(how=how))
    assert said.code == code
    assert digest(plan) == before
    if code == FAULTY:
        assert "No space left" in said.err
        assert set(plan.parent.iterdir()) == beside


SPEAKING = """
from planner.console import Console
Console.progress = lambda self, text: print("STEP", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_who_stops_it_gets_the_best_plan_so_far(number: signal.Signals, workers: str, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    words = ("plan", ROOT / "tests/invented/bosphorus-six", "--out", out, "--no-documents", "--seconds", "300")
    with running(*words, "--workers", workers, "--quiet", first=SPEAKING) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"STEP\n"
        process.send_signal(number)
        assert process.wait(timeout=30) == STOPPED
    assert planner("verify", out).code == GOOD


def running(*words: object, first: str = "") -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command(*words, first=first), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(), cwd=ROOT
    )


def test_stopped_before_there_is_a_plan_it_writes_none(tmp_path: Path) -> None:
    """The signal is heard before solving begins: the visit is so small that a plan could be there first."""
    asked = "import os, signal, planner.workflow.planning as p\nsolve = p.solve\n"
    asked += "stopped = lambda settings: (os.kill(os.getpid(), signal.SIGINT), settings.stop.wait(30))\n"
    asked += "p.solve = lambda *given: (stopped(given[2]), solve(*given))[1]"
    said = apart("plan", DAY, "--out", tmp_path / "plan", *QUICK, first=asked)
    assert said.code == STOPPED
    assert not (tmp_path / "plan").exists()


def test_a_plan_made_from_a_plan_keeps_the_name_of_its_scenario(plan: Path, tmp_path: Path) -> None:
    assert planner("replan", plan, "--out", tmp_path / "again", *QUICK).code == GOOD
    again = json.loads((tmp_path / "again/plan.json").read_text(encoding="utf-8"))
    assert again["scenario"]["name"] == "montevideo-day"
