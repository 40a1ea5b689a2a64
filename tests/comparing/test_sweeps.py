"""Sweeps: every combination once, results kept as they come, the same here as on a cluster."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from planner.cli import cli
from planner.comparing.spreading import locally, on_cluster
from planner.comparing.sweeps import Case, Lost, Result, Store, combinations
from planner.domain.faults import Faulty, Refused
from planner.reading import write_folder
from planner.workflow import sweeping
from tests.handmade import tiny_scenario

SCENARIO = tiny_scenario()


def case(seed: int) -> Case:
    return Case(f"case {seed}", SCENARIO, "0" * 64, 1.0, seed, {"solve.seed": str(seed)})


def square(one: Case) -> Result:
    """A quick piece of work for other processes."""
    return Result({"status": "feasible", "objective": one.seed**2})


def fall(one: Case) -> Result:
    """A piece of work that fails for one seed, and whose process is killed for another."""
    if one.seed == 2:
        raise ValueError("two is too many")
    if one.seed == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return square(one)


def test_values_of_several_keys_are_crossed_the_last_one_fastest() -> None:
    assert combinations(["a.b=1,2", "c=x, y"]) == [
        {"a.b": "1", "c": "x"},
        {"a.b": "1", "c": "y"},
        {"a.b": "2", "c": "x"},
        {"a.b": "2", "c": "y"},
    ]
    assert combinations([]) == [{}]
    assert combinations(["a=1", "a=1,2"]) == [{"a": "1"}, {"a": "2"}]


@pytest.mark.parametrize("text", ["a", "a=", "=1", "a=,"])
def test_a_key_without_values_is_a_fault(text: str) -> None:
    with pytest.raises(Faulty, match="KEY=V1,V2"):
        combinations([text])


def test_a_case_is_known_by_what_it_solves_not_by_its_name() -> None:
    one = case(1)
    renamed = Case("other", SCENARIO, one.digest, one.seconds, one.seed)
    assert one.key == renamed.key
    assert one.key != Case("other", SCENARIO, one.digest, 2.0, one.seed).key


def test_results_are_kept_as_they_come(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep(case(2), {"status": "feasible", "objective": 4})
    assert case(2) in store
    assert case(1) not in store
    again = Store(tmp_path)
    assert again.row(case(2)) == {"status": "feasible", "objective": 4}
    again.keep(case(1), {"status": "infeasible"})
    frame = again.collect([case(1), case(2)])
    assert list(frame["name"]) == ["case 1", "case 2"]
    assert list(frame["status"]) == ["infeasible", "feasible"]
    assert (tmp_path / "results.csv").read_text().startswith("name,solve.seed,status")


def test_what_is_lost_is_a_row_with_its_problem(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep(case(1), {"status": "feasible", "objective": 1})
    frame = store.collect([Lost("bad", {"solve.seed": "x"}, "faulty", "=x | a whole number"), case(1), case(2)])
    assert list(frame["status"]) == ["faulty", "feasible"], "what has not come yet is no row"
    assert frame["problem"][0] == "=x | a whole number"
    assert "'=x | a whole number" in (tmp_path / "results.csv").read_text(), "a spreadsheet would run it"


def test_processes_here_give_every_result_once() -> None:
    found = {one.seed: result for one, result in locally(square, [case(n) for n in (1, 2, 4)], 2, threading.Event())}
    assert {seed: result.row["objective"] for seed, result in found.items() if isinstance(result, Result)} == {
        1: 1,
        2: 4,
        4: 16,
    }


def test_a_case_that_fails_does_not_stop_the_others() -> None:
    found = {one.seed: result for one, result in locally(fall, [case(n) for n in (1, 2, 4)], 1, threading.Event())}
    assert isinstance(found[2], ValueError)
    assert isinstance(found[1], Result)
    assert isinstance(found[4], Result)


def test_a_killed_process_is_told_and_what_is_done_stays_done() -> None:
    arrivals = locally(fall, [case(n) for n in (1, 3, 4)], 1, threading.Event())
    assert next(arrivals)[0].seed == 1
    with pytest.raises(Refused, match="run the same command again"):
        list(arrivals)


def test_a_stopped_sweep_ends_early() -> None:
    stop = threading.Event()
    stop.set()
    assert list(locally(square, [case(1)], 1, stop)) == []


def test_a_cluster_that_does_not_answer_is_refused() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(Refused, match="no Dask scheduler answers"):
        list(on_cluster(square, [case(1)], "tcp://127.0.0.1:9", threading.Event(), "0.3s"))


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep of the tiny visit: with and without its van, and with a length of the laboratory that is faulty."""
    folder = tmp_path_factory.mktemp("sweep")
    write_folder(SCENARIO, folder / "tiny")
    _sweep(folder, "--vary", "engagements.lab-visit.minutes=60,ninety", "--vary", "vehicles.van-1.enabled=yes,no")
    return folder


def _sweep(folder: Path, *options: str) -> dict[str, object]:
    command = ["sweep", str(folder / "tiny"), "--out", str(folder / "out"), "--seconds", "0.2", "--json", *options]
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0, done.output
    facts: dict[str, object] = json.loads(done.stdout)
    return facts


def test_every_variant_is_a_row_whatever_came_of_it(swept: Path) -> None:
    """Without the van nobody drives the second track, which is not lawful."""
    table = pd.read_csv(swept / "out" / "results.csv")
    assert list(table["status"]) == ["feasible", "infeasible", "faulty", "faulty"]
    assert table["engagements.lab-visit.minutes"].tolist() == ["60", "60", "ninety", "ninety"]
    assert table["problem"].str.contains("ninety | a whole number", regex=False).tolist() == [False, False, True, True]


def test_a_sweep_of_no_scenario_is_a_fault(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["sweep", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "no such file" in done.output
    assert not (tmp_path / "out").exists()


def test_results_are_in_the_table_as_soon_as_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each next result comes only once the one before it stands in the table."""
    write_folder(SCENARIO, tmp_path / "tiny")
    table, seen = tmp_path / "out" / "results.csv", list[int]()

    def one_by_one(work: object, cases: list[Case], *_: object) -> Iterator[tuple[Case, Result]]:
        for one in cases:
            seen.append(len(table.read_text().splitlines()) - 1 if table.exists() else 0)
            yield one, square(one)

    monkeypatch.setattr(sweeping, "locally", one_by_one)
    command = ["sweep", str(tmp_path / "tiny"), "--out", str(tmp_path / "out"), "--vary", "solve.seed=1,2,3"]
    assert CliRunner().invoke(cli, command).exit_code == 0
    assert seen == [0, 1, 2]


def test_a_sweep_goes_on_where_it_was(swept: Path) -> None:
    """What lies there is not solved again: a row that was changed by hand stays changed."""
    row = next((swept / "out" / "rows").glob("*.json"))
    row.write_text(json.dumps({"status": "by hand"}))
    facts = _sweep(swept, "--vary", "engagements.lab-visit.minutes=60", "--vary", "vehicles.van-1.enabled=yes,no")
    assert "by hand" in str(facts["rows"])


def test_plans_of_a_sweep_stand_alone(swept: Path) -> None:
    (plan,) = (swept / "out" / "plans").iterdir()
    done = CliRunner().invoke(cli, ["verify", str(plan)])
    assert done.exit_code == 0, done.output


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    write_folder(SCENARIO, tmp_path / "tiny")
    done = CliRunner().invoke(cli, ["sweep", str(tmp_path / "tiny"), "--out", str(tmp_path / "tiny")])
    assert done.exit_code == 2
    assert "sweep.json" in done.output
