"""The DAG once for real: Airflow on SQLite, spark-submit in client mode, a standalone Spark master and worker on
loopback, a small company's deliveries, and an executor that is killed in the middle of the run. The tables must be
those of a local run without Airflow and cluster, of which nothing was killed."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from conftest import BIN, PROJECT
from deltalake import DeltaTable
from readers import READERS, profile

JAR = PROJECT / "jobs/target/cx-warehouse-jobs-0.1.0-SNAPSHOT-spark.jar"
RUN_DATE = "2026-03-31"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def configuration(folder: Path, landing: Path) -> Path:
    """A deployment's own file: where it reads and where it writes. Small tables: no generated code to compile."""
    folder.mkdir(parents=True)
    conf = folder / "cxw.conf"
    conf.write_text(
        f'landing.root = "{landing}"\n'
        f'warehouse {{ root = "{folder / "warehouse"}", timezone = "Europe/Berlin" }}\n'
        "spark { sql { shuffle.partitions = 2, adaptive.enabled = false\n"
        "  codegen { wholeStage = false, factoryMode = NO_CODEGEN } } }\n"
    )
    return conf


@pytest.fixture(scope="module")
def job_env(airflow_env: dict[str, str]) -> dict[str, str]:
    return airflow_env | {"CXW_PII_KEY": "a key for tests only, 32 bytes or more", "SPARK_LOCAL_IP": "127.0.0.1"}


@pytest.fixture(scope="module")
def landing(job_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Deliveries of every source, late, repeated and malformed rows among them."""
    folder = tmp_path_factory.mktemp("deliveries") / "landing"
    size = ["--customers", "60", "--start", "2026-03-30", "--days", "2", "--history-days", "90"]
    run([PROJECT / "bin/cxw", "generate", "--out", folder, *size], job_env, folder.parent / "generate.log")
    return folder


@dataclass
class Cluster:
    url: str
    worker: int
    log: Path


@pytest.fixture(scope="module")
def cluster(job_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A standalone master with one worker, both on loopback, stopped at the end."""
    work = tmp_path_factory.mktemp("spark")
    port = free_port()
    url = f"spark://127.0.0.1:{port}"
    deploy = "org.apache.spark.deploy"
    common = ["--host", "127.0.0.1", "--webui-port", "0"]
    commands = {
        "master": [f"{deploy}.master.Master", *common, "--port", str(port)],
        "worker": [f"{deploy}.worker.Worker", *common, "--cores", "2", "--memory", "2g", "--work-dir", str(work), url],
    }
    processes = []
    logs = {name: work / f"{name}.log" for name in commands}
    try:
        for name, command in commands.items():
            with logs[name].open("wb") as log:
                processes.append(subprocess.Popen([BIN / "spark-class", *command], env=job_env, stdout=log, stderr=log))
        deadline = time.monotonic() + 120
        while "registered with master" not in logs["worker"].read_text():
            assert time.monotonic() < deadline, "\n".join(log.read_text() for log in logs.values())
            time.sleep(1)
        yield Cluster(url, processes[1].pid, logs["master"])
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=60)


def kill_an_executor(worker: int, warehouse: Path, killed: list[int]) -> None:
    """As the kernel does when memory runs out: once tables of silver are there, so in the middle of the night."""
    deadline = time.monotonic() + 1800
    while time.monotonic() < deadline:
        executors = psutil.Process(worker).children()
        if executors and any(warehouse.glob("silver/*/_delta_log/*.json")):
            executors[0].kill()
            killed.append(executors[0].pid)
            return
        time.sleep(0.1)


def run(command: list[object], env: dict[str, str], log: Path) -> str:
    with log.open("wb") as output:
        done = subprocess.run([str(part) for part in command], env=env, stdout=output, stderr=subprocess.STDOUT)
    text = log.read_text(errors="replace")
    assert done.returncode == 0, text[-8000:]
    return text


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
def test_a_night_that_loses_an_executor_gives_the_tables_of_a_local_run(job_env, landing, cluster, tmp_path):
    on_cluster = configuration(tmp_path / "cluster", landing)
    locally = configuration(tmp_path / "local", landing)
    env = job_env | {
        "CXW_JAR": str(JAR),
        "CXW_CONF": str(on_cluster),
        "CXW_LANDING": str(landing),
        "CXW_REQUIRED_DELIVERIES": "billing/orders",
        "AIRFLOW_CONN_SPARK_DEFAULT": cluster.url,
    }
    # The logical date is another day on purpose: the parameter decides which date is run.
    night = ["dags", "test", "cx_warehouse_nightly", "2030-01-01", "--conf", f'{{"run_date": "{RUN_DATE}"}}']
    killed: list[int] = []
    killer = (cluster.worker, on_cluster.parent / "warehouse", killed)
    threading.Thread(target=kill_an_executor, args=killer, daemon=True).start()
    log = run([BIN / "airflow", *night], env, tmp_path / "airflow.log")
    assert "state=success" in log
    assert killed
    assert re.search(r"Launching executor app-\S+/1 on worker", cluster.log.read_text())  # in the place of the first
    assert job_env["CXW_PII_KEY"] not in log

    job = ["--class", "io.cxwarehouse.cli.Main", JAR, "run", "--date", RUN_DATE, "--conf", locally]
    run([BIN / "spark-submit", "--master", "local[2]", *job], job_env, tmp_path / "local.log")

    cluster_root, local_root = on_cluster.parent / "warehouse", locally.parent / "warehouse"
    tables = table_paths(cluster_root)
    assert tables == table_paths(local_root)
    assert {"silver/ticket", "gold/fct_ticket", "gold/kpi_scorecard"} <= tables
    assert [table for table in sorted(tables) if rows(cluster_root / table) != rows(local_root / table)] == []
    assert rows(local_root / "gold/kpi_scorecard")
    assert_readers_agree(local_root, tables, locally, job_env, tmp_path / "sql.log")


def assert_readers_agree(root: Path, tables: set[str], conf: Path, env: dict[str, str], log: Path) -> None:
    """Other programs read the same values as Spark, of every table of gold."""
    for table in sorted(table for table in tables if table.startswith("gold/")):
        profiles = {name: profile(read(root / table)) for name, read in READERS.items()}
        assert all(other == profiles["delta-rs, table"] for other in profiles.values()), (table, profiles)
    query = "select count(value), sum(value), count(ci_low), sum(ci_low), sum(n) from gold.kpi_scorecard"
    job = ["--class", "io.cxwarehouse.cli.Main", JAR, "sql", "--output", "csv", "--conf", conf, query]
    spark = run([BIN / "spark-submit", "--master", "local[2]", *job], env, log)
    line = [line for line in spark.splitlines() if re.fullmatch(r"[-+.,E\d]+", line)][-1]
    values = [float(value) for value in line.split(",")]
    seen = profile(READERS["duckdb"](root / "gold/kpi_scorecard"))
    expected = [*seen["value"], *seen["ci_low"], seen["n"][1]]
    assert values == pytest.approx([float(value) for value in expected])


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
