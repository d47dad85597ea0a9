"""The nightly run of cx-warehouse: wait for the required deliveries, then run the job on Spark.

Settings are environment variables of the Airflow components (README.md lists them). Secrets, such as CXW_PII_KEY,
stay in the environment of the processes that need them: arguments and Spark properties are printed in task logs.
"""

from __future__ import annotations

import os
import re
from datetime import timedelta
from typing import Any

import pendulum
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG, ObjectStoragePath, Param

HOME = os.environ.get("CXW_HOME", "/opt/cx-warehouse")
JAR = os.environ.get("CXW_JAR", f"{HOME}/jobs/target/cx-warehouse-jobs-0.1.0-SNAPSHOT-spark.jar")
CONF = os.environ.get("CXW_CONF", f"{HOME}/conf/env/cluster.conf")
LANDING = os.environ.get("CXW_LANDING", "/data/landing")
TIMEZONE = os.environ.get("CXW_TIMEZONE", "Europe/Berlin")
SCHEDULE = os.environ.get("CXW_SCHEDULE", "0 4 * * *")
REQUIRED = os.environ.get("CXW_REQUIRED_DELIVERIES", "").split()
SENSOR_INTERVAL = int(os.environ.get("CXW_SENSOR_INTERVAL_SECONDS", "300"))
SENSOR_TIMEOUT = int(os.environ.get("CXW_SENSOR_TIMEOUT_SECONDS", "21600"))
MARKER = os.environ.get("CXW_REQUIRE_MARKER", "false").lower() == "true"

# Exit codes of the job that the same input gives again: wrong usage or configuration, a failed check or a refused file.
FINAL_EXIT_CODES = {2, 3}


def run_date(params: Any, dag_run: Any) -> str:
    """The business date to run: parameter run_date, else the day before the run's own date in TIMEZONE."""
    if params["run_date"]:
        return params["run_date"]
    moment = dag_run.logical_date or dag_run.run_after
    return pendulum.instance(moment).in_timezone(TIMEZONE).subtract(days=1).to_date_string()


def missing_deliveries(date: str) -> list[str]:
    """Required deliveries (source/entity) of the date that are not there, or not complete yet."""
    missing = []
    for delivery in REQUIRED:
        folder = ObjectStoragePath(LANDING) / delivery / date
        names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
        has_data = any(not name.startswith(("_", ".")) for name in names)
        if not has_data or (MARKER and "_SUCCESS" not in names):
            missing.append(f"{delivery}/{date}")
    return missing


def deliveries_are_there(date: str) -> bool:
    missing = missing_deliveries(date)
    if missing:
        print(f"waiting below {LANDING} for: {', '.join(missing)}")
    return not missing


class NightlyRunOperator(SparkSubmitOperator):
    """spark-submit that does not try again what cannot succeed without a person."""

    def execute(self, context: Any) -> None:
        try:
            super().execute(context)
        except AirflowException as error:
            exit_code = re.search(r"Error code is: (\d+)", str(error))
            if exit_code and int(exit_code[1]) in FINAL_EXIT_CODES:
                raise AirflowFailException(f"not tried again: {error}") from error
            raise


with DAG(
    dag_id="cx_warehouse_nightly",
    description="Takes in the day's deliveries and brings all tables to the end of the day",
    schedule=SCHEDULE,
    start_date=pendulum.datetime(2026, 1, 1, tz=TIMEZONE),
    catchup=False,
    # The warehouse has one writer; a second run would only wait for its lock.
    max_active_runs=1,
    params={
        "run_date": Param(
            None,
            type=["null", "string"],
            format="date",
            description="Business date to run; default: the day before the run's own date",
        )
    },
    user_defined_macros={"run_date": run_date},
    default_args={"owner": "cx-warehouse", "retries": 3, "retry_delay": timedelta(minutes=10)},
    tags=["cx-warehouse"],
    doc_md=__doc__,
) as dag:
    date = "{{ run_date(params, dag_run) }}"

    wait = PythonSensor(
        task_id="wait_for_required_deliveries",
        python_callable=deliveries_are_there,
        op_args=[date],
        mode="reschedule",
        poke_interval=SENSOR_INTERVAL,
        timeout=SENSOR_TIMEOUT,
        # It has waited long enough when it gives up.
        retries=0,
    )

    run = NightlyRunOperator(
        task_id="run",
        conn_id=os.environ.get("CXW_SPARK_CONN_ID", "spark_default"),
        # Client mode passes the job's exit code on; in cluster mode of Spark's own master it is lost.
        deploy_mode="client",
        application=JAR,
        java_class="io.cxwarehouse.cli.Main",
        name="cx-warehouse {{ run_date(params, dag_run) }}",
        application_args=["run", "--date", date, "--conf", CONF],
        execution_timeout=timedelta(hours=8),
    )

    wait >> run
