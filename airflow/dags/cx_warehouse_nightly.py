"""The nightly run of cx-warehouse: wait for the required deliveries, then run the job on Spark.

Settings are environment variables of the Airflow components (README.md lists them), so that this file stays as it is.
Secrets, such as CXW_PII_KEY, stay in the environment of the processes that need them: arguments and Spark properties
are printed in task logs.
"""

from __future__ import annotations

import json
import os
import re
import urllib.request
import zipfile
from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pendulum
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.providers.apache.spark.hooks.spark_submit import SparkSubmitHook
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.providers.smtp.notifications.smtp import SmtpNotifier
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG, Asset, ObjectStoragePath, Param
from airflow.sdk.definitions.deadline import AsyncCallback, DeadlineAlert, DeadlineReference


def flag(name: str) -> bool:
    return os.environ.get(name, "false").lower() == "true"


HOME = os.environ.get("CXW_HOME", "/opt/cx-warehouse")
JAR = os.environ.get("CXW_JAR", f"{HOME}/cluster/cx-warehouse.jar")
CONF = os.environ.get("CXW_CONF", f"{HOME}/conf/env/cluster.conf")
LANDING = os.environ.get("CXW_LANDING", "/data/landing")
TIMEZONE = os.environ.get("CXW_TIMEZONE", "Europe/Berlin")
SCHEDULE = os.environ.get("CXW_SCHEDULE", "0 4 * * *")
REQUIRED = os.environ.get("CXW_REQUIRED_DELIVERIES", "").split()
ONLY = os.environ.get("CXW_ONLY", "")
SENSOR_INTERVAL = int(os.environ.get("CXW_SENSOR_INTERVAL_SECONDS", "300"))
SENSOR_TIMEOUT = int(os.environ.get("CXW_SENSOR_TIMEOUT_SECONDS", "21600"))
MARKER = flag("CXW_REQUIRE_MARKER")
REPORTS = os.environ.get("CXW_REPORTS", "")
REPORTS_URL = os.environ.get("CXW_REPORTS_URL", REPORTS)
ALERT_EMAIL = os.environ.get("CXW_ALERT_EMAIL", "")
ALERT_WEBHOOK = os.environ.get("CXW_ALERT_WEBHOOK", "")
RETRY_DELAY = timedelta(seconds=int(os.environ.get("CXW_RETRY_DELAY_SECONDS", "600")))
DEADLINE_MINUTES = int(os.environ.get("CXW_DEADLINE_MINUTES", "0"))

# Exit codes of the job that the same input gives again: wrong usage or configuration, a failed check or a refused file.
FINAL_EXIT_CODES = {2, 3}

# Of what the job prints, so much goes into a notice of its failure.
LINES_KEPT = 30


def run_date(params: Any, dag_run: Any) -> str:
    """The business date to run: parameter run_date, else the day before the run's own date in TIMEZONE."""
    if params["run_date"]:
        return params["run_date"]
    moment = dag_run.logical_date or dag_run.run_after
    return pendulum.instance(moment).in_timezone(TIMEZONE).subtract(days=1).to_date_string()


def is_delivered(delivery: str, date: str) -> bool:
    """Whether a required delivery (source/entity) of the date is there, and complete."""
    folder = ObjectStoragePath(LANDING) / delivery / date
    names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
    has_data = any(not name.startswith(("_", ".")) for name in names)
    is_there = has_data and (not MARKER or "_SUCCESS" in names)
    if not is_there:
        print(f"waiting below {LANDING} for: {delivery}/{date}")
    return is_there


def tables(layer: str) -> list[str]:
    """Tables of a layer, as the jar defines them; none where the jar is not on this machine."""
    try:
        with zipfile.ZipFile(JAR) as jar:
            names = jar.namelist()
    except (OSError, zipfile.BadZipFile):
        return []
    found = (re.fullmatch(rf"warehouse/{layer}/(\w+)/table\.sql", name) for name in names)
    return sorted(f"{layer}.{match[1]}" for match in found if match)


def report_link(date: str) -> str:
    return f"{REPORTS_URL.rstrip('/')}/cx-report-{date}.html" if REPORTS_URL else ""


def tell_failure(context: Any) -> None:
    """Says what failed, what the job said last, and where to look: by mail, to a webhook, or both."""
    task = context["task_instance"]
    date = run_date(context["params"], context["dag_run"])
    lines = [f"cx-warehouse: {task.task_id} of {date} failed", str(context.get("exception") or "")]
    lines.append(f"log: {getattr(task, 'log_url', '')}")
    if report_link(date):
        lines.append(f"report: {report_link(date)} (if it is not there yet, readers have the one before)")
    text = "\n".join(lines)
    if ALERT_WEBHOOK:
        body = json.dumps({"text": text}).encode()
        request = urllib.request.Request(ALERT_WEBHOOK, body, {"Content-Type": "application/json"})
        try:
            urllib.request.urlopen(request, timeout=10).close()
        except OSError as error:
            print(f"the webhook was not reached: {type(error).__name__}")
    if ALERT_EMAIL:
        page = f"<pre>{text.replace('&', '&amp;').replace('<', '&lt;')}</pre>"
        SmtpNotifier(to=ALERT_EMAIL, subject=lines[0], html_content=page).notify(context)


class NightlyRunOperator(SparkSubmitOperator):
    """spark-submit that does not try again what cannot succeed without a person, and says what the job said."""

    def _get_hook(self) -> SparkSubmitHook:
        hook = super()._get_hook()
        self._said: deque[str] = deque(maxlen=LINES_KEPT)
        read = hook._process_spark_submit_log
        hook._process_spark_submit_log = lambda lines: read(self._kept(lines))
        return hook

    def _kept(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            # The job's own lines; those of Spark's log begin with date and time.
            if line.strip() and not re.match(r"\d\d/\d\d/\d\d \d\d:", line):
                self._said.append(line.rstrip())
            yield line

    def execute(self, context: Any) -> None:
        try:
            super().execute(context)
        except AirflowException as error:
            text = "\n".join([str(error), *self._said])
            exit_code = re.search(r"Error code is: (\d+)", str(error))
            if exit_code and int(exit_code[1]) in FINAL_EXIT_CODES:
                raise AirflowFailException(f"not tried again: {text}") from error
            raise AirflowException(text) from error


def job(task_id: str, *arguments: str, **options: Any) -> NightlyRunOperator:
    return NightlyRunOperator(
        task_id=task_id,
        conn_id=os.environ.get("CXW_SPARK_CONN_ID", "spark_default"),
        # Client mode passes the job's exit code on; in cluster mode of Spark's own master it is lost.
        deploy_mode="client",
        application=JAR,
        java_class="io.cxwarehouse.cli.Main",
        name="cx-warehouse {{ run_date(params, dag_run) }}",
        application_args=[*arguments, "--conf", CONF],
        execution_timeout=timedelta(hours=8),
        pool=os.environ.get("CXW_POOL", "default_pool"),
        **options,
    )


def deadline() -> DeadlineAlert | None:
    """A mail when the night has not ended so long after it was due. Airflow sends it, whatever the tasks do."""
    if not DEADLINE_MINUTES or not ALERT_EMAIL:
        return None
    late = f"cx-warehouse: the night has not ended {DEADLINE_MINUTES} minutes after it began"
    mail = {"to": ALERT_EMAIL, "subject": late, "html_content": late}
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=timedelta(minutes=DEADLINE_MINUTES),
        callback=AsyncCallback(SmtpNotifier, kwargs=mail),
    )


with DAG(
    dag_id="cx_warehouse_nightly",
    description="Takes in the day's deliveries and brings all tables to the end of the day",
    schedule=SCHEDULE,
    start_date=pendulum.datetime(2026, 1, 1, tz=TIMEZONE),
    catchup=flag("CXW_CATCHUP"),
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
    default_args={
        "owner": "cx-warehouse",
        "retries": 3,
        "retry_delay": RETRY_DELAY,
        "on_failure_callback": tell_failure,
    },
    deadline=deadline(),
    tags=["cx-warehouse"],
    doc_md=__doc__,
) as dag:
    date = "{{ run_date(params, dag_run) }}"

    waits = [
        PythonSensor(
            task_id="wait_for." + delivery.replace("/", "."),
            python_callable=is_delivered,
            op_args=[delivery, date],
            mode="reschedule",
            poke_interval=SENSOR_INTERVAL,
            timeout=SENSOR_TIMEOUT,
            # It has waited long enough when it gives up.
            retries=0,
        )
        for delivery in REQUIRED
    ]

    outlets = [Asset(name=f"cx-warehouse.{table}", uri=f"x-cx-warehouse://{table}") for table in tables("gold")]
    chosen = ["--only", ONLY] if ONLY else []
    run = job("run", "run", "--date", date, *chosen, outlets=outlets)

    if flag("CXW_TASK_PER_LAYER") and tables("silver"):
        silver = job("silver", "run", "--date", date, "--only", ",".join(tables("silver")))
        silver << waits
        run << silver
    else:
        run << waits

    if REPORTS:
        run >> job("report", "report", "--date", date, "--out", f"{REPORTS}/cx-report-{date}.html")
