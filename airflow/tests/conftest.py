"""A whole Airflow for one test run: its own home with a SQLite database, and the DAG folder of this module."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

MODULE = Path(__file__).resolve().parents[1]
PROJECT = MODULE.parent
BIN = Path(sys.executable).parent


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
