"""What the DAG promises, without running the job."""

from __future__ import annotations

import importlib
import stat
from datetime import datetime, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest


@pytest.fixture
def nightly(airflow_env, monkeypatch, tmp_path):
    """The DAG's module, imported with a landing zone and two required deliveries."""
    monkeypatch.syspath_prepend(airflow_env["AIRFLOW__CORE__DAGS_FOLDER"])
    monkeypatch.setenv("CXW_LANDING", str(tmp_path / "landing"))
    monkeypatch.setenv("CXW_TIMEZONE", "Europe/Berlin")
    monkeypatch.setenv("CXW_REQUIRED_DELIVERIES", "billing/orders zendesk/tickets")
    module = importlib.import_module("cx_warehouse_nightly")
    return importlib.reload(module)


def test_the_job_follows_the_deliveries(nightly):
    assert nightly.dag.task_ids == ["wait_for_required_deliveries", "run"]
    assert nightly.run.upstream_task_ids == {"wait_for_required_deliveries"}
    assert nightly.run.retries == 3
    assert nightly.dag.max_active_runs == 1
    assert nightly.dag.catchup is False


@pytest.mark.parametrize(
    ("logical_date", "expected"),
    [
        # 04:00 in Berlin, the schedule: yesterday is complete.
        (datetime(2026, 4, 1, 2, 0, tzinfo=timezone.utc), "2026-03-31"),
        # Still the last evening in UTC, but already 1 April in Berlin.
        (datetime(2026, 3, 31, 22, 30, tzinfo=timezone.utc), "2026-03-31"),
        # The night of the change to summer time.
        (datetime(2026, 3, 29, 2, 0, tzinfo=timezone.utc), "2026-03-28"),
    ],
)
def test_without_a_parameter_yesterday_is_run(nightly, logical_date, expected):
    dag_run = SimpleNamespace(logical_date=logical_date, run_after=None)
    assert nightly.run_date({"run_date": None}, dag_run) == expected


def test_a_run_without_logical_date_counts_from_when_it_was_due(nightly):
    dag_run = SimpleNamespace(logical_date=None, run_after=datetime(2026, 4, 1, 12, tzinfo=timezone.utc))
    assert nightly.run_date({"run_date": None}, dag_run) == "2026-03-31"


def test_the_parameter_decides(nightly):
    assert nightly.run_date({"run_date": "2026-02-28"}, SimpleNamespace()) == "2026-02-28"


def test_only_data_files_of_the_date_are_a_delivery(nightly):
    landing = Path(nightly.LANDING)
    (landing / "billing/orders/2026-03-31").mkdir(parents=True)
    (landing / "billing/orders/2026-03-31/orders.csv").touch()
    (landing / "zendesk/tickets/2026-03-31").mkdir(parents=True)
    (landing / "zendesk/tickets/2026-03-31/_SUCCESS").touch()
    (landing / "zendesk/tickets/2026-03-30").mkdir()
    (landing / "zendesk/tickets/2026-03-30/tickets.json").touch()
    assert nightly.missing_deliveries("2026-03-31") == ["zendesk/tickets/2026-03-31"]
    assert not nightly.deliveries_are_there("2026-03-31")
    (landing / "zendesk/tickets/2026-03-31/tickets.json").touch()
    assert nightly.deliveries_are_there("2026-03-31")


def test_with_markers_a_delivery_counts_once_marked(nightly, monkeypatch):
    monkeypatch.setattr(nightly, "MARKER", True)
    monkeypatch.setattr(nightly, "REQUIRED", ["billing/orders"])
    folder = Path(nightly.LANDING) / "billing/orders/2026-03-31"
    folder.mkdir(parents=True)
    (folder / "orders.csv").touch()
    assert nightly.missing_deliveries("2026-03-31") == ["billing/orders/2026-03-31"]
    (folder / "_SUCCESS").touch()
    assert nightly.missing_deliveries("2026-03-31") == []


@pytest.mark.parametrize(("exit_code", "is_final"), [(1, False), (2, True), (3, True), (4, False), (5, False)])
def test_only_what_another_try_can_heal_is_tried_again(nightly, monkeypatch, tmp_path, exit_code, is_final):
    from airflow.exceptions import AirflowException, AirflowFailException

    submit = tmp_path / "spark-submit"
    submit.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    submit.chmod(submit.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("AIRFLOW_CONN_SPARK_DEFAULT", "spark://127.0.0.1:7077")
    operator = nightly.NightlyRunOperator(task_id="try", application="job.jar")
    with pytest.raises(AirflowException, match=f"Error code is: {exit_code}") as error:
        operator.execute({})
    assert isinstance(error.value, AirflowFailException) == is_final
