"""What the DAG promises, without running the job."""

from __future__ import annotations

import importlib
import json
import stat
import threading
import time
import zipfile
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType, SimpleNamespace

import psutil
import pytest


@pytest.fixture
def nightly(airflow_env, monkeypatch, tmp_path):
    """The DAG's module, imported with a landing zone and two required deliveries."""
    monkeypatch.syspath_prepend(airflow_env["AIRFLOW__CORE__DAGS_FOLDER"])
    monkeypatch.setenv("CXW_LANDING", str(tmp_path / "landing"))
    monkeypatch.setenv("CXW_TIMEZONE", "Europe/Berlin")
    monkeypatch.setenv("CXW_REQUIRED_DELIVERIES", "billing/orders zendesk/tickets")
    return load()


def load() -> ModuleType:
    return importlib.reload(importlib.import_module("cx_warehouse_nightly"))


def test_the_job_follows_the_deliveries(nightly):
    waits = ["wait_for.billing.orders", "wait_for.zendesk.tickets"]
    assert nightly.dag.task_ids == [*waits, "run"]
    assert nightly.run.upstream_task_ids == set(waits)
    assert (nightly.run.retries, nightly.dag.get_task(waits[0]).retries) == (3, 0)
    assert nightly.dag.max_active_runs == 1
    assert nightly.dag.catchup is False
    assert (nightly.run.pool, nightly.dag.deadline) == ("default_pool", None)


def test_what_teams_need_is_set_from_outside(nightly, monkeypatch, tmp_path):
    from airflow.serialization.serialized_objects import SerializedDAG

    with zipfile.ZipFile(tmp_path / "job.jar", "w") as jar:
        for table in ("silver/ticket", "silver/orders", "gold/fct_ticket", "gold/kpi_scorecard"):
            jar.writestr(f"warehouse/{table}/table.sql", "")
    settings = {
        "CXW_JAR": str(tmp_path / "job.jar"),
        "CXW_CATCHUP": "true",
        "CXW_POOL": "cx_warehouse",
        "CXW_TASK_PER_LAYER": "true",
        "CXW_REPORTS": "/srv/reports",
        "CXW_ALERT_EMAIL": "cx@example.com",
        "CXW_DEADLINE_MINUTES": "90",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    module = load()
    assert module.dag.catchup is True
    assert {task.pool for task in module.dag.tasks if isinstance(task, module.NightlyRunOperator)} == {"cx_warehouse"}
    assert [asset.name for asset in module.run.outlets] == ["cx-warehouse.gold.fct_ticket", "cx-warehouse.gold.kpi_scorecard"]
    silver = module.dag.get_task("silver")
    assert silver.application_args[-4:-2] == ["--only", "silver.orders,silver.ticket"]
    assert (module.run.upstream_task_ids, module.run.downstream_task_ids) == ({"silver"}, {"report"})
    assert silver.upstream_task_ids == {"wait_for.billing.orders", "wait_for.zendesk.tickets"}
    [late] = module.dag.deadline
    assert (late.interval, late.callback.kwargs["to"]) == (timedelta(minutes=90), "cx@example.com")
    assert late.callback.path.endswith("SmtpNotifier")
    SerializedDAG.to_dict(module.dag)


def test_no_secret_is_rendered(nightly, monkeypatch):
    for name in ("CXW_PII_KEY", "CXW_PII_KEY_OLD", "CXW_POSTGRES_URL", "CXW_POSTGRES_PASSWORD", "CXW_ALERT_WEBHOOK"):
        monkeypatch.setenv(name, "s3cret")
    module = load()
    dag_run = SimpleNamespace(logical_date=datetime(2026, 4, 1, 2, tzinfo=timezone.utc), run_after=None)
    context = {"params": {"run_date": None}, "dag_run": dag_run, "run_date": module.run_date}
    for task in module.dag.tasks:
        task.render_template_fields(context)
        fields = {field: getattr(task, field) for field in task.template_fields}
        assert "s3cret" not in repr(fields)
        assert "2026-03-31" in repr(fields)


def test_a_failure_is_told_with_the_jobs_words_and_where_to_look(nightly, monkeypatch, tmp_path):
    from airflow.exceptions import AirflowFailException

    told: list[dict[str, str]] = []

    class Webhook(BaseHTTPRequestHandler):
        def do_POST(self):
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Webhook) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        monkeypatch.setenv("CXW_ALERT_WEBHOOK", f"http://127.0.0.1:{server.server_port}/")
        monkeypatch.setenv("CXW_REPORTS_URL", "https://reports.example")
        module = load()
        submit(monkeypatch, tmp_path, 'echo "26/03/31 04:00:01 WARN noise"; echo "cxw: a check failed"; exit 3')
        with pytest.raises(AirflowFailException) as error:
            module.NightlyRunOperator(task_id="run", application="job.jar").execute({})
        task = SimpleNamespace(task_id="run", log_url="https://airflow.example/log")
        context = {"task_instance": task, "params": {"run_date": "2026-03-31"}, "exception": error.value}
        module.tell_failure(context | {"dag_run": None})
        text = told[0]["text"]
        assert text.startswith("cx-warehouse: run of 2026-03-31 failed\nnot tried again: ")
        assert "cxw: a check failed" in text and "noise" not in text
        assert "https://airflow.example/log" in text and "https://reports.example/cx-report-2026-03-31.html" in text

        # Nobody listens there any more: it fails as it would without.
        server.server_close()
        module.tell_failure(context | {"dag_run": None})


def test_killing_the_task_kills_what_it_started(nightly, monkeypatch, tmp_path):
    submit(monkeypatch, tmp_path, f"echo $$ >{tmp_path}/pid; exec sleep 600")
    operator = nightly.NightlyRunOperator(task_id="run", application="job.jar")
    failed: list[BaseException] = []

    def execute():
        try:
            operator.execute({})
        except BaseException as error:
            failed.append(error)

    running = threading.Thread(target=execute)
    running.start()
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text().strip():
        time.sleep(0.05)
    pid = int((tmp_path / "pid").read_text())
    operator.on_kill()
    running.join(timeout=30)
    assert failed and not psutil.pid_exists(pid)


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
    assert nightly.is_delivered("billing/orders", "2026-03-31")
    assert not nightly.is_delivered("zendesk/tickets", "2026-03-31")
    (landing / "zendesk/tickets/2026-03-31/tickets.json").touch()
    assert nightly.is_delivered("zendesk/tickets", "2026-03-31")


def test_with_markers_a_delivery_counts_once_marked(nightly, monkeypatch):
    monkeypatch.setattr(nightly, "MARKER", True)
    folder = Path(nightly.LANDING) / "billing/orders/2026-03-31"
    folder.mkdir(parents=True)
    (folder / "orders.csv").touch()
    assert not nightly.is_delivered("billing/orders", "2026-03-31")
    (folder / "_SUCCESS").touch()
    assert nightly.is_delivered("billing/orders", "2026-03-31")


def submit(monkeypatch, folder: Path, script: str) -> None:
    """A spark-submit that does something else."""
    program = folder / "spark-submit"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    monkeypatch.setenv("AIRFLOW_CONN_SPARK_DEFAULT", "spark://127.0.0.1:7077")


@pytest.mark.parametrize(("exit_code", "is_final"), [(1, False), (2, True), (3, True), (4, False), (5, False)])
def test_only_what_another_try_can_heal_is_tried_again(nightly, monkeypatch, tmp_path, exit_code, is_final):
    from airflow.exceptions import AirflowException, AirflowFailException

    submit(monkeypatch, tmp_path, f"exit {exit_code}")
    operator = nightly.NightlyRunOperator(task_id="try", application="job.jar")
    with pytest.raises(AirflowException, match=f"Error code is: {exit_code}") as error:
        operator.execute({})
    assert isinstance(error.value, AirflowFailException) == is_final
