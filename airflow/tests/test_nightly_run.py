"""The DAG for real: Airflow on SQLite, spark-submit in client mode, a standalone Spark master and two workers on
loopback, a small company's deliveries, and three nights. In the second a worker is killed, in the third the job itself,
which Airflow tries again. The tables must be those of local runs without Airflow and cluster, of which nothing was
killed."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from conftest import BIN, JAR, NIGHTS, SUBMIT, configuration, free_port, run
from deltalake import DeltaTable
from readers import READERS, profile

# A ticket, its customer and all that they are made of: what is killed does not depend on how many tables there are.
ONLY = "+gold.fct_ticket"


@dataclass
class Cluster:
    url: str
    workers: list[int]
    log: Path

    def executors(self) -> list[psutil.Process]:
        alive = (psutil.Process(worker) for worker in self.workers if psutil.pid_exists(worker))
        return [executor for worker in alive for executor in worker.children()]

    def applications(self) -> set[str]:
        return set(re.findall(r"Registered app cx-warehouse .* with ID (app-[\d-]+)", self.log.read_text()))


@pytest.fixture(scope="module")
def cluster(job_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A standalone master with two workers, all on loopback, stopped at the end."""
    work = tmp_path_factory.mktemp("spark")
    port = free_port()
    url = f"spark://127.0.0.1:{port}"
    deploy = "org.apache.spark.deploy"
    common = ["--host", "127.0.0.1", "--webui-port", "0"]
    worker = [f"{deploy}.worker.Worker", *common, "--cores", "1", "--memory", "2g", "--work-dir", str(work), url]
    commands = {
        "master": [f"{deploy}.master.Master", *common, "--port", str(port)],
        "first worker": worker,
        "second worker": worker,
    }
    processes = []
    logs = {name: work / f"{name}.log" for name in commands}
    try:
        for name, command in commands.items():
            with logs[name].open("wb") as log:
                processes.append(subprocess.Popen([BIN / "spark-class", *command], env=job_env, stdout=log, stderr=log))
        deadline = time.monotonic() + 120
        while not all("registered with master" in logs[name].read_text() for name in list(logs)[1:]):
            assert time.monotonic() < deadline, "\n".join(log.read_text() for log in logs.values())
            time.sleep(1)
        yield Cluster(url, [process.pid for process in processes[1:]], logs["master"])
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=60)


class Killer:
    """Kills once this night's tables of silver are being written, so in the middle of the night."""

    def __init__(self, warehouse: Path, kill: Callable[[], bool]) -> None:
        self.commits = lambda: sum(1 for _ in warehouse.glob("silver/*/_delta_log/*.json"))
        self.before = self.commits()
        self.kill = kill
        self.has_killed = False
        threading.Thread(target=self.watch, daemon=True).start()

    def watch(self) -> None:
        deadline = time.monotonic() + 1800
        while not self.has_killed and time.monotonic() < deadline:
            self.has_killed = self.commits() > self.before + 5 and self.kill()
            time.sleep(0.1)


def kill_a_worker(cluster: Cluster) -> bool:
    """With its executor, as when a host is lost."""
    worker = psutil.Process(cluster.workers[0])
    executors = worker.children()
    if not executors:
        return False
    for process in [worker, *executors]:
        process.kill()
    return True


def kill_the_job(conf: Path) -> bool:
    """The driver, as the kernel does when memory runs out."""
    for process in psutil.process_iter(["name", "cmdline"]):
        if process.info["name"] == "java" and str(conf) in (process.info["cmdline"] or []):
            process.kill()
            return True
    return False


def table_paths(root: Path) -> set[str]:
    """Tables whose rows do not tell of the run itself: all but ops."""
    logs = root.glob("*/*/_delta_log")
    return {str(log.parent.relative_to(root)) for log in logs if log.parent.parent.name != "ops"}


def rows(table: Path) -> list[str]:
    """A table's rows as delta-rs reads them, in an order of their own; which run took a row in is left out."""
    content = DeltaTable(table).to_pyarrow_table()
    names = sorted(set(content.column_names) - {"_ingested_run"})
    columns = [content.column(name).to_pylist() for name in names]
    return sorted(
        repr([f"{value:.9g}" if isinstance(value, float) else value for value in row]) for row in zip(*columns)
    )


@pytest.mark.skipif(not JAR.exists(), reason=f"needs {JAR}: mvn package builds it")
def test_nights_that_lose_a_worker_and_the_job_give_the_tables_of_local_runs(
    job_env, landing, cluster, tmp_path
):
    on_cluster = configuration(tmp_path / "cluster", landing)
    locally = configuration(tmp_path / "local", landing)
    cluster_root, local_root = on_cluster.parent / "warehouse", locally.parent / "warehouse"
    env = job_env | {
        "CXW_JAR": str(JAR),
        "CXW_CONF": str(on_cluster),
        "CXW_LANDING": str(landing),
        "CXW_REQUIRED_DELIVERIES": "billing/fx_rates",
        "CXW_ONLY": ONLY,
        "CXW_RETRY_DELAY_SECONDS": "1",
        "AIRFLOW_CONN_SPARK_DEFAULT": cluster.url,
    }

    def night(number: int) -> str:
        # The logical date is another day on purpose: the parameter decides which date is run.
        conf = f'{{"run_date": "{NIGHTS[number]}"}}'
        command = [BIN / "airflow", "dags", "test", "cx_warehouse_nightly", f"2030-01-0{number + 1}", "--conf", conf]
        log = run(command, env, tmp_path / f"airflow-{number}.log")
        assert "state=success" in log, log[-8000:]
        assert job_env["CXW_PII_KEY"] not in log
        return log

    night(0)
    assert len(cluster.applications()) == 1

    killer = Killer(cluster_root, lambda: kill_a_worker(cluster))
    night(1)
    assert killer.has_killed
    assert "Removing worker" in cluster.log.read_text()
    # Spark went on by itself on the worker that is left: the task has submitted one application.
    assert len(cluster.applications()) == 2

    killer = Killer(cluster_root, lambda: kill_the_job(on_cluster))
    log = night(2)
    assert killer.has_killed
    assert "Error code is: -9" in log
    assert len(cluster.applications()) == 4

    nights = ["--from", NIGHTS[0], "--to", NIGHTS[-1], "--only", ONLY]
    run([*SUBMIT, "run", *nights, "--conf", locally], job_env, tmp_path / "local.log")

    tables = table_paths(cluster_root)
    assert tables == table_paths(local_root)
    assert {"bronze/zendesk_tickets", "silver/ticket", "gold/fct_ticket"} <= tables
    assert [table for table in sorted(tables) if rows(cluster_root / table) != rows(local_root / table)] == []
    assert rows(local_root / "gold/fct_ticket")


@pytest.mark.skipif(not JAR.exists(), reason=f"needs {JAR}: mvn package builds it")
def test_other_programs_read_the_same_values(job_env, local_night, tmp_path):
    root = local_night.parent / "warehouse"
    tables = table_paths(root)
    assert "gold/kpi_scorecard" in tables
    assert_readers_agree(root, tables, local_night, job_env, tmp_path / "sql.log")


def assert_readers_agree(root: Path, tables: set[str], conf: Path, env: dict[str, str], log: Path) -> None:
    """Other programs read the same values as Spark, of every table of gold."""
    for table in sorted(table for table in tables if table.startswith("gold/")):
        profiles = {name: profile(read(root / table)) for name, read in READERS.items()}
        assert all(other == profiles["delta-rs, table"] for other in profiles.values()), (table, profiles)
    query = "select count(value), sum(value), count(ci_low), sum(ci_low), sum(n) from gold.kpi_scorecard"
    spark = run([*SUBMIT, "sql", "--output", "csv", "--conf", conf, query], env, log)
    line = [line for line in spark.splitlines() if re.fullmatch(r"[-+.,E\d]+", line)][-1]
    values = [float(value) for value in line.split(",")]
    seen = profile(READERS["duckdb"](root / "gold/kpi_scorecard"))
    expected = [*seen["value"], *seen["ci_low"], seen["n"][1]]
    assert values == pytest.approx([float(value) for value in expected])


@pytest.mark.skipif(not JAR.exists(), reason=f"needs {JAR}: mvn package builds it")
def test_killing_the_task_ends_the_application(job_env, landing, cluster, tmp_path, monkeypatch):
    """A task that is cleared, marked as failed or out of time: Airflow calls its on_kill."""
    conf = configuration(tmp_path / "killed", landing)
    settings = {"CXW_JAR": str(JAR), "CXW_CONF": str(conf), "AIRFLOW_CONN_SPARK_DEFAULT": cluster.url}
    for name, value in (job_env | settings).items():
        monkeypatch.setenv(name, value)
    monkeypatch.syspath_prepend(job_env["AIRFLOW__CORE__DAGS_FOLDER"])
    task = importlib.reload(importlib.import_module("cx_warehouse_nightly")).job("killed", "run", "--date", NIGHTS[-1])
    ended: list[BaseException] = []

    def execute() -> None:
        try:
            task.execute({})
        except BaseException as error:
            ended.append(error)

    # Of an application before, whose executor may still be there, this test says nothing.
    applications, executors = cluster.applications(), set(cluster.executors())
    removed = cluster.log.read_text().count("Removing app")
    running = threading.Thread(target=execute)
    running.start()
    until(lambda: (cluster.applications() - applications and set(cluster.executors()) - executors) or ended)
    assert not ended
    task.on_kill()
    running.join(timeout=60)
    assert "Error code is: -9" in str(ended[0])
    until(lambda: cluster.log.read_text().count("Removing app") > removed and not set(cluster.executors()) - executors)


def until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_missing_required_delivery_keeps_the_job_from_starting(job_env, tmp_path):
    env = job_env | {
        "CXW_LANDING": str(tmp_path),
        "CXW_REQUIRED_DELIVERIES": "billing/orders",
        "CXW_SENSOR_TIMEOUT_SECONDS": "1",
        "CXW_SENSOR_INTERVAL_SECONDS": "1",
    }
    done = subprocess.run(
        [BIN / "airflow", "dags", "test", "cx_warehouse_nightly", "--conf", '{"run_date": "2026-03-31"}'],
        env=env,
        capture_output=True,
        text=True,
    )
    log = done.stdout + done.stderr
    assert f"waiting below {tmp_path} for: billing/orders/2026-03-31" in log, log[-4000:]
    assert "state=failed" in log
    assert os.listdir(tmp_path) == []
