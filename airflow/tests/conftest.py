"""A whole Airflow for one test run: its own home with a SQLite database, and the DAG folder of this module."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

MODULE = Path(__file__).resolve().parents[1]
PROJECT = MODULE.parent
BIN = Path(sys.executable).parent
JAR = PROJECT / "jobs/target/cx-warehouse-jobs-0.1.0-spark.jar"
# A command of the job on this machine; arguments follow.
SUBMIT = [BIN / "spark-submit", "--master", "local[2]", "--class", "io.cxwarehouse.cli.Main", JAR]
NIGHTS = ["2026-03-29", "2026-03-30", "2026-03-31"]


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


def run(command: list[object], env: dict[str, str], log: Path) -> str:
    with log.open("wb") as output:
        done = subprocess.run([str(part) for part in command], env=env, stdout=output, stderr=subprocess.STDOUT)
    text = log.read_text(errors="replace")
    assert done.returncode == 0, text[-8000:]
    return text


@pytest.fixture(scope="session")
def airflow_env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Environment of an Airflow that knows only our DAGs; also set for this process, before Airflow is imported."""
    home = tmp_path_factory.mktemp("airflow")
    settings = {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(MODULE / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
        # Spark's own launcher scripts and Airflow's command are those of this virtual environment.
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "SPARK_HOME": str(Path(importlib.util.find_spec("pyspark").origin).parent),
        "PYTHONWARNINGS": "ignore",
    }
    os.environ.update(settings)
    env = dict(os.environ)
    subprocess.run([BIN / "airflow", "db", "migrate"], env=env, check=True, capture_output=True)
    return env


@pytest.fixture(scope="session")
def job_env(airflow_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What jobs need; with the quick compiler alone, since no process here lives for long. What it has by default for its
    code, 48 MB, is less than a night's: then Java fails."""
    spark = tmp_path_factory.mktemp("spark-conf")
    quick = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m"
    options = "".join(f"spark.{part}.extraJavaOptions {quick}\n" for part in ("driver", "executor"))
    (spark / "spark-defaults.conf").write_text(options)
    return airflow_env | {
        "CXW_PII_KEY": "a key for tests only, 32 bytes or more",
        "SPARK_CONF_DIR": str(spark),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }


@pytest.fixture(scope="session")
def landing(job_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Deliveries of every source, late, repeated and malformed rows among them."""
    folder = tmp_path_factory.mktemp("deliveries") / "landing"
    size = ["--customers", "60", "--start", NIGHTS[0], "--days", "3", "--history-days", "90"]
    run([PROJECT / "bin/cxw", "generate", "--out", folder, *size], job_env, folder.parent / "generate.log")
    return folder


@pytest.fixture(scope="session")
def local_night(job_env: dict[str, str], landing: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The configuration of a warehouse that one night on one machine made. It is read only."""
    folder = tmp_path_factory.mktemp("local")
    conf = configuration(folder / "cxw", landing)
    run([*SUBMIT, "run", "--date", NIGHTS[-1], "--conf", conf], job_env, folder / "run.log")
    return conf
