"""The same tables by DuckDB, and a comparison of both.

    peer.py compute LANDING AS_OF DATABASE     all tables from the delivered files, into a new database
    peer.py compare WAREHOUSE DATABASE         against those of the warehouse; 3 if any differs

Both write one JSON object to standard output. A table of DuckDB has most columns of the warehouse's table; all that it has
are compared. Another exit code than 0 and 3 is a failure: 1 is Python's own.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
TIMEZONE = "Europe/Berlin"
ENTITIES = (
    "billing/customers billing/fx_rates billing/orders billing/subscriptions salesforce/account salesforce/case salesforce/case_comment "
    "salesforce/case_history salesforce/contact salesforce/opportunity salesforce/user surveymonkey/recipients "
    "surveymonkey/responses surveymonkey/survey_details zendesk/satisfaction_ratings zendesk/schedules zendesk/ticket_audits zendesk/tickets zendesk/users"
).split()
SHOWN = 5
DIFFERS = 3

SEGMENTS = ("country", "region", "industry", "plan", "acquisition_channel")
# Keys of each table; in PARTS every other column is an additive part.
KEYS = {
    "fct_order": ["order_id"],
    "fct_subscription": ["subscription_id", "start_date"],
    "fct_purchase_day": ["customer_id", "purchase_date"],
    "fct_mrr_movement": ["customer_id", "month"],
    "kpi_churn_monthly": ["month", "basis", "segment_name", "segment_value"],
    "kpi_cohort_retention": ["grain", "cohort_start", "period", "basis", "segment_name", "segment_value"],
    "fct_ticket": ["ticket_id"],
    "kpi_support_daily": ["metric_date", "source", "channel", "priority", "group_id", *SEGMENTS],
    "kpi_backlog_daily": ["metric_date", "status", "age_band", "source"],
    "fct_survey_response": ["response_id", "question_id"],
    "kpi_survey_daily": ["metric_date", "metric", "kind", "survey_id", "question_id", "touchpoint", "channel", *SEGMENTS],
    "fct_survey_invitation": ["invitation_id"],
    "kpi_invitation_daily": ["sent_date", "survey_id", "touchpoint", "channel", *SEGMENTS],
}
PARTS = {"kpi_support_daily", "kpi_survey_daily", "kpi_invitation_daily"}


def delivered(landing: Path, entity: str, as_of: date) -> list[str]:
    """Files of an entity in date folders up to a date."""
    folders = sorted(p for p in (landing / entity).glob("????-??-??") if p.name <= as_of.isoformat())
    return [str(file) for folder in folders for file in sorted(folder.iterdir())]


def compute(landing: Path, as_of: date, database: Path) -> int:
    database.unlink(missing_ok=True)
    parts = {}
    with duckdb.connect(str(database)) as db:
        db.execute("SET VARIABLE as_of = CAST(? AS DATE)", [as_of.isoformat()])
        db.execute(f"SET VARIABLE timezone = '{TIMEZONE}'")
        files = 0
        for entity in ENTITIES:
            paths = delivered(landing, entity, as_of)
            files += len(paths)
            listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
            db.execute(f"SET VARIABLE {entity.replace('/', '_')} = [{listed}]")
        for script in sorted(HERE.glob("*.sql")):
            wall, cpu = time.perf_counter(), time.process_time()
            try:
                db.execute(script.read_text(encoding="utf-8"))
            except duckdb.Error as e:
                raise SystemExit(f"{script}: {e}") from e
            parts[script.stem] = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        rows = {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in KEYS}
    json.dump({"files": files, "parts": parts, "rows": rows}, sys.stdout)
    return 0


def connect(database: Path) -> duckdb.DuckDBPyConnection:
    db = duckdb.connect(str(database), read_only=True, config={"autoinstall_known_extensions": False})
    import duckdb_extension_delta

    extension = next(Path(duckdb_extension_delta.__file__).parent.rglob("delta.duckdb_extension"))
    db.execute(f"LOAD '{extension}'")
    db.execute("SET TimeZone = 'UTC'")
    return db


def compare(warehouse: Path, database: Path) -> int:
    result = {}
    with connect(database) as db:
        for table, keys in KEYS.items():
            result[table] = differences(db, warehouse / "gold" / table, table, keys)
    json.dump(result, sys.stdout, default=str)
    return DIFFERS if any(found["differing"] for found in result.values()) else 0


def differences(db: duckdb.DuckDBPyConnection, ours: Path, table: str, keys: list[str]) -> dict:
    columns = [(name, kind) for name, kind, *_ in db.execute(f"DESCRIBE {table}").fetchall()]
    # A row that is there twice differs from itself in nothing but how many there are of its key.
    others = [*((name, kind) for name, kind in columns if name not in keys), ("rows_of_key", "BIGINT")]
    counted = f"count(*) OVER (PARTITION BY {', '.join(keys)}) AS rows_of_key"
    # A null part says that nobody can tell; DuckDB's counts are 0 then.
    selected = [f"coalesce({name}, 0) AS {name}" if table in PARTS and name not in keys else name for name, _ in columns]
    source = f"SELECT {', '.join(selected)} FROM delta_scan('{ours}')"
    unequal = [f"(a.{name} IS DISTINCT FROM b.{name} AND NOT coalesce(abs(a.{name} - b.{name}) <= 1e-9 * greatest(1, abs(a.{name}), abs(b.{name})), false))"
               if kind.startswith(("DOUBLE", "DECIMAL", "HUGEINT", "BIGINT", "INTEGER")) else f"a.{name} IS DISTINCT FROM b.{name}"
               for name, kind in others]  # fmt: skip
    join = " AND ".join(f"a.{key} IS NOT DISTINCT FROM b.{key}" for key in keys)
    which = ", ".join(f"CASE WHEN {test} THEN [{{'column': '{name}', 'duckdb': CAST(a.{name} AS VARCHAR), 'warehouse': CAST(b.{name} AS VARCHAR)}}] ELSE [] END"
                      for test, (name, _) in zip(unequal, others))  # fmt: skip
    key_text = ", ".join(f"CAST(coalesce(a.{key}, b.{key}) AS VARCHAR)" for key in keys)
    db.execute(f"""CREATE OR REPLACE TEMP TABLE differing AS
        WITH a AS (SELECT *, true AS here, {counted} FROM {table}), b AS (SELECT *, true AS here, {counted} FROM ({source}))
        SELECT [{key_text}] AS key, CASE WHEN a.here IS NULL THEN 'only in the warehouse' WHEN b.here IS NULL THEN 'only in DuckDB' ELSE 'differs' END AS how,
          CASE WHEN a.here AND b.here THEN flatten([{which}]) ELSE [] END AS columns
        FROM a FULL JOIN b ON {join}
        WHERE a.here IS NULL OR b.here IS NULL OR {' OR '.join(unequal)}""")
    count = db.execute("SELECT count(*) FROM differing").fetchone()[0]
    rows = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    shown = [{"key": key, "how": how, "columns": differing}
             for key, how, differing in db.execute(f"SELECT * FROM differing ORDER BY key LIMIT {SHOWN}").fetchall()]  # fmt: skip
    by_column = dict(db.execute("SELECT c.column, count(*) FROM (SELECT unnest(columns) AS c FROM differing) GROUP BY ALL ORDER BY 2 DESC").fetchall())
    return {"rows": rows, "columns": len(columns), "differing": count, "by_column": by_column, "examples": shown}


def main(arguments: list[str]) -> int:
    if len(arguments) == 4 and arguments[0] == "compute":
        return compute(Path(arguments[1]), date.fromisoformat(arguments[2]), Path(arguments[3]))
    if len(arguments) == 3 and arguments[0] == "compare":
        return compare(Path(arguments[1]), Path(arguments[2]))
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
