"""What bench/run relies on: its comparison with DuckDB sees every difference, and it continues only what it may."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from conftest import PROJECT
from deltalake import write_deltalake

sys.path.insert(0, str(PROJECT / "bench"))
from nights import bench as nights  # noqa: E402
from nights import measure  # noqa: E402
from nights.measure import Failed  # noqa: E402
from nights.scales import SCALES  # noqa: E402

spec = importlib.util.spec_from_file_location("peer", PROJECT / "bench/duckdb/peer.py")
peer = importlib.util.module_from_spec(spec)
spec.loader.exec_module(peer)

ROWS = [("a", "2026-03-01", 10.0), ("b", None, 20.0)]


@pytest.mark.parametrize(
    ("ours", "differing", "by_column"),
    [
        (ROWS, 0, {}),
        ([ROWS[1], ("a", "2026-03-01", 10.000000001)], 0, {}),
        ([ROWS[0], ("b", None, 21.0)], 1, {"amount": 1}),
        ([ROWS[0]], 1, {}),
        ([*ROWS, ("c", None, 1.0)], 1, {}),
        ([*ROWS, ROWS[0]], 2, {"rows_of_key": 2}),
        ([*ROWS, ROWS[1]], 2, {"rows_of_key": 2}),
    ],
    ids=["equal", "rounded", "a value", "a row less", "a row more", "a row twice", "a row twice, null in its key"],
)
def test_the_comparison_counts_rows_that_differ(ours, differing, by_column, tmp_path):
    database = tmp_path / "peer.duckdb"
    with duckdb.connect(str(database)) as db:
        db.execute("CREATE TABLE t (id VARCHAR, day VARCHAR, amount DOUBLE)")
        db.executemany("INSERT INTO t VALUES (?, ?, ?)", ROWS)
    columns = [pa.array(values, kind) for values, kind in zip(zip(*ours), (pa.string(), pa.string(), pa.float64()))]
    write_deltalake(tmp_path / "t", pa.table(columns, names=["id", "day", "amount"]))
    with peer.connect(database) as db:
        found = peer.differences(db, tmp_path / "t", "t", ["id", "day"])
    assert (found["rows"], found["differing"], found["by_column"]) == (2, differing, by_column)


@pytest.mark.parametrize(
    ("begun", "commit", "problem"),
    [
        ("night", "abc", "step 'night' began and did not end"),
        (None, "def", "measured with commit abc, and it is def now"),
    ],
)
def test_what_would_be_measured_wrong_is_not_continued(begun, commit, problem, tmp_path, monkeypatch):
    monkeypatch.setattr(nights, "commit", lambda: commit)
    session = nights.Bench(SCALES["XS"], tmp_path)
    old = {"commit": "abc", "memory": session.env["CXW_MEMORY"], "steps": {"full": {}}, "peer": {}}
    session.so_far.write_text(json.dumps(old))
    if begun:
        session.begun.write_text(begun)
    with pytest.raises(Failed, match=problem):
        session.session("", is_continued=True)


def test_a_night_that_ended_before_the_interruption_is_kept(tmp_path):
    session = nights.Bench(SCALES["XS"], tmp_path)
    old = {"commit": "abc", "memory": "1g", "steps": {"full": {"cpu": 1.0}}, "peer": {}}
    session.keep(old)
    session.begun.write_text("full")
    assert session.kept(old) == {"steps": old["steps"], "peer": {}}


def test_event_logs_of_an_attempt_that_was_cut_off_are_not_counted(tmp_path):
    session = nights.Bench(SCALES["XS"], tmp_path)
    session.conf("night")
    log = tmp_path / "events" / "night" / "local-1"
    log.write_text("half a log")
    session.conf("night")
    assert not log.exists()


def test_the_command_line_of_a_launcher_that_becomes_java_is_kept(tmp_path):
    shutil.copy2(shutil.which("sleep"), tmp_path / "java")
    launcher = ["bash", "-c", f"sleep 0.3; exec {tmp_path / 'java'} 1"]
    cost = measure.run(launcher, tmp_path / "log")
    assert (cost["exit_code"], json.loads((tmp_path / "log.java").read_text())) == (0, [f"{tmp_path / 'java'}", "1"])


def test_a_crash_of_the_comparison_is_no_difference(tmp_path):
    session = nights.Bench(SCALES["XS"], tmp_path)
    with pytest.raises(Failed, match="(?s)compare ended with exit code 1:.*Error"):
        session.compare("compare")  # there is no database


def test_spark_alone_is_started_as_a_night_is():
    java = ["/jdk/bin/java", "-Xmx1g", "-XX:SharedArchiveFile=a.jsa", "-cp"]
    night = [*java, "jars:classes", "io.cxwarehouse.cli.Main", "run", "--date", "2026-03-31"]
    assert nights.alike(night, Path("/tests")) == [*java, "jars:classes:/tests"]
