"""What analysts' tools get: a real Thrift server asked by a real JDBC driver (Hive's, which Spark's distribution holds),
and a real metastore read by a Spark that knows nothing of this project."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest
from conftest import BIN, JAR, MODULE, PROJECT, SUBMIT, configuration, free_port, run
from deltalake import DeltaTable, write_deltalake

pytestmark = pytest.mark.skipif(not JAR.exists(), reason=f"needs {JAR}: mvn package builds it")

REFUSED = (PROJECT / "jobs/src/test/resources/sql/refused.txt").read_text().splitlines()
# What `cxw sql` refuses and tools look around with.
INFORMATION = {"show tables", "use gold"}
WHY = (
    "A query only reads tables of the warehouse.",
    "The query cannot be read.",
    "The table gold.kpi_enps_monthly is not served.",
    "A connection cannot change settings of the SQL server.",
    "A connection cannot set properties of the SQL server",
)
SECRET = "a secret of the server's environment"
COUNT = "SELECT count(*) FROM gold.kpi_scorecard"


@dataclass
class Server:
    port: int
    client: subprocess.Popen

    def __call__(self, text: str) -> dict:
        self.client.stdin.write(text.replace("URL", f"jdbc:hive2://127.0.0.1:{self.port}") + "\n")
        self.client.stdin.flush()
        return json.loads(self.client.stdout.readline())


@pytest.fixture(scope="module")
def warehouse(local_night: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of a warehouse, since it is written to here."""
    conf = configuration(tmp_path_factory.mktemp("served") / "cxw", local_night.parent / "landing")
    shutil.copytree(local_night.parent / "warehouse", conf.parent / "warehouse")
    return conf


@pytest.fixture(scope="module")
def ask(job_env: dict[str, str], warehouse: Path) -> Iterator[Server]:
    """A connection to a server: a text goes in, rows or an error come out."""
    port = free_port()
    url = f"jdbc:hive2://127.0.0.1:{port}/gold"
    serve = [*SUBMIT, "serve", "--conf", warehouse, "--port", port]
    asking = ["java", "-XX:TieredStopAtLevel=1", "-cp", f"{job_env['SPARK_HOME']}/jars/*", MODULE / "tests/Ask.java", url]
    log = warehouse.parent / "serve.log"
    server = client = None
    try:
        with log.open("wb") as errors:
            server = subprocess.Popen(
                [str(part) for part in serve],
                env=job_env | {"CXW_TEST_SECRET": SECRET},
                cwd=warehouse.parent,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
            assert server.stdout.readline().startswith(f"{url} shows publication 2026-03-31"), log.read_text()
            client = subprocess.Popen(
                [str(part) for part in asking],
                env=job_env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

        yield Server(port, client)
    finally:
        for process in (client, server):
            if process:
                process.terminate()
                process.wait(timeout=60)
        assert SECRET not in log.read_text()


def rows(ask: Server, text: str) -> list[list[str]]:
    answer = ask(text)
    assert "rows" in answer, (text, answer)
    return answer["rows"]


def test_tools_find_the_tables_of_gold_with_their_comments(ask):
    listed = {(schema, name): (kind, comment) for schema, name, kind, comment in rows(ask, "tables")}
    assert {schema for schema, _ in listed} == {"gold", "cxw"}
    kind, comment = listed["gold", "kpi_scorecard"]
    assert kind == "VIEW" and "KPI" in comment
    assert ("gold", "kpi_enps_monthly") not in listed
    columns = {name: (kind, comment) for name, kind, comment in rows(ask, "columns of kpi_scorecard")}
    assert columns["value"][0] == "DOUBLE" and columns["value"][1]
    assert ["gold", "kpi_scorecard", "false"] in rows(ask, "SHOW TABLES IN gold LIKE 'kpi_score*'")
    assert rows(ask, "DESCRIBE gold.kpi_scorecard")[0][0] == "as_of_date"


def test_every_statement_reads_the_current_publication(ask, warehouse):
    root = warehouse.parent / "warehouse"
    scorecard = DeltaTable(root / "gold/kpi_scorecard")
    before = scorecard.to_pyarrow_table()
    rest = before.filter(pa.compute.invert(pa.compute.is_in(before["kpi"], pa.array(["enps", "staff_turnover"]))))
    assert rows(ask, COUNT) == [[str(rest.num_rows)]]
    assert rest.num_rows < before.num_rows
    assert rows(ask, "SELECT count(*) FROM gold.kpi_scorecard a JOIN gold.dim_kpi k ON a.kpi = k.kpi WHERE a.kpi = 'nps'") != [["0"]]

    write_deltalake(scorecard, rest.slice(0, 1), mode="append")  # as a night does that is not published, or not yet
    assert rows(ask, COUNT) == [[str(rest.num_rows)]]

    publications = DeltaTable(root / "ops/publication")
    current = publications.to_pyarrow_table()
    last = current.filter(pa.compute.equal(current["run_number"], pa.compute.max(current["run_number"]))).to_pylist()
    for row in last:
        row |= {"run_id": "2026-04-01_9", "run_number": row["run_number"] + 1}
        if row["table"] == "gold.kpi_scorecard":
            row["delta_version"] += 1
    write_deltalake(publications, pa.Table.from_pylist(last, current.schema), mode="append")
    assert rows(ask, COUNT) == [[str(rest.num_rows + 1)]]
    assert rows(ask, "SELECT publication FROM cxw.publication") == [["2026-04-01_9"]]


def test_nothing_else_is_let_in(ask):
    also = [
        "select * from silver.ticket",
        "select * from bronze.zendesk_tickets",
        "select * from ops.run",
        "select * from gold.kpi_enps_monthly",
        "select pseudonym('ann@example.com')",
        "describe delta.`/etc`",
        "show tables in silver",
        "show create table gold.kpi_scorecard",
        "kill query 'x'",
        "connect URL/silver",
        "connect URL/gold?spark.sql.runSQLOnFiles=true",
        "connect URL/gold?spark.sql.variable.substitute=true",
        "connect URL/gold#spark.sql.variable.substitute=true",
        f"raw {ask.port} set:system:user.home /tmp",
        f"raw {ask.port} set:hiveconf:spark.sql.runSQLOnFiles true",
    ]
    answers = {text: ask(text).get("error", "") for text in [*REFUSED, *also] if text not in INFORMATION}
    assert {text: error for text, error in answers.items() if not any(why in error for why in WHY)} == {}
    # The environment stays inside, and a refused text has done nothing.
    assert rows(ask, "SELECT '${env:CXW_TEST_SECRET}', '${system:user.dir}'") == [["${env:CXW_TEST_SECRET}", "${system:user.dir}"]]
    assert ["gold", "kpi_scorecard", "false"] in rows(ask, "SHOW TABLES IN gold")
    assert rows(ask, COUNT)


def test_another_spark_reads_the_publication_from_a_metastore(job_env, warehouse, tmp_path):
    meta, root = tmp_path / "metastore", warehouse.parent / "warehouse"
    what = ["--conf", warehouse, "--metastore", meta, "--tables", "gold.dim_kpi,gold.dim_channel"]
    log = run([*SUBMIT, "catalog", "register", *what], job_env, tmp_path / "register.log")
    assert "4 made or changed, 0 as they were, 0 dropped" in log

    table = DeltaTable(root / "gold/dim_kpi")
    published = table.to_pyarrow_table().num_rows
    write_deltalake(table, table.to_pyarrow_table().slice(0, 1), mode="append")
    settings = {
        "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
        "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={meta}/metastore_db",
        "spark.sql.runSQLOnFiles": "false",
        # Small tables: few tasks, and no code that is compiled for them.
        "spark.sql.shuffle.partitions": "1",
        "spark.databricks.delta.snapshotPartitions": "1",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.ui.enabled": "false",
    }
    flags = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    asked = "SELECT count(*) FROM gold.dim_kpi; SELECT count(*) FROM gold_delta.dim_kpi; DESCRIBE gold.dim_kpi"
    command = [BIN / "spark-sql", "--master", "local[1]", "--driver-class-path", JAR, *flags, "-e", asked]
    seen = subprocess.run([str(part) for part in command], env=job_env, cwd=tmp_path, capture_output=True, text=True)
    assert seen.stdout.splitlines()[:2] == [str(published), str(published + 1)], seen.stderr[-4000:]
    assert re.search(r"kpi\s+string\s+\w+", seen.stdout)
