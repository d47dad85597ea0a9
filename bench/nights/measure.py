"""What a command costs: its processes' time and memory from the kernel, queries and rows from Spark's event log."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """A command that did not end well."""


def children(pid: int) -> tuple[bool, float, int]:
    """Whether it is Java by now, and CPU seconds and page faults of its children that ended."""
    text = Path(f"/proc/{pid}/stat").read_text()
    name, fields = text[text.index("(") + 1 : text.rindex(")")], text[text.rindex(")") + 2 :].split()
    return name == "java", (int(fields[13]) + int(fields[14])) / TICKS, int(fields[8])


def watch(pid: int, found: list, java: list[str], stop: threading.Event) -> None:
    """The launcher's own children ended before it became Java: what comes on top is Java's. Its command line is kept."""
    while not stop.wait(0.2):
        try:
            is_java, cpu, faults = children(pid)
            if is_java and not java:
                java[:] = Path(f"/proc/{pid}/cmdline").read_text().split("\0")[:-1]
        except OSError:
            return
        if is_java:
            found[:] = [found[0] or (cpu, faults), (cpu, faults)]


def run(command: list[str], log: Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> dict:
    """Runs a command to its end; output goes to log.out and log.err, the command line of Java, if it became that, to log.java."""
    load = os.getloadavg()[0]
    began = time.perf_counter()
    with open(f"{log}.out", "w") as out, open(f"{log}.err", "w") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL, cwd=cwd, env=env)
    found: list = [None, None]
    java: list[str] = []
    stop = threading.Event()
    watcher = threading.Thread(target=watch, args=(process.pid, found, java, stop), daemon=True)
    watcher.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    finally:
        stop.set()
    process.returncode = os.waitstatus_to_exitcode(status)
    Path(f"{log}.java").write_text(json.dumps(java))
    first, last = found
    return {
        "exit_code": process.returncode,
        "wall": time.perf_counter() - began,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
        "load_before": load,
        # No page fault in a child that ended: Java started none.
        "children": "none" if first is None or last[1] == first[1] else "some",
        "children_cpu": 0.0 if first is None else last[0] - first[0],
    }


def tail(log: Path, lines: int = 15) -> str:
    text = Path(f"{log}.err").read_text(errors="replace") + Path(f"{log}.out").read_text(errors="replace")
    return "\n".join(line[:300] for line in text.splitlines()[-lines:])


def inodes(folder: Path) -> dict[str, tuple[int, int]]:
    """Path of every file with its inode and bytes: a file that was replaced has another inode."""
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            status = os.lstat(os.path.join(root, name))
            found[os.path.join(root, name)] = (status.st_ino, status.st_size)
    return found


def written(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> dict[str, int]:
    new = [size for path, (inode, size) in after.items() if before.get(path, (None,))[0] != inode]
    return {"files_written": len(new), "bytes_written": sum(new)}


QUERY, JOB, TASK = '"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart"', '"SparkListenerJobStart"', '"SparkListenerTaskEnd"'


def spark(events: Path) -> dict:
    """Sums of a folder of Spark's event logs."""
    sums = dict.fromkeys(("queries", "jobs", "tasks", "task_cpu", "rows_read", "bytes_read", "rows_out", "bytes_shuffled"), 0)
    for log in (file for file in events.rglob("*") if file.is_file()):
        with log.open(encoding="utf-8") as lines:
            for line in lines:
                kind = line[:120]  # of lines of a thousand characters most need not be parsed
                if QUERY in kind:
                    sums["queries"] += 1
                elif JOB in kind:
                    sums["jobs"] += 1
                elif TASK in kind:
                    add(sums, json.loads(line).get("Task Metrics") or {})
    return sums


def add(sums: dict, task: dict) -> None:
    sums["tasks"] += 1
    sums["task_cpu"] += task.get("Executor CPU Time", 0) / 1e9
    sums["rows_read"] += task.get("Input Metrics", {}).get("Records Read", 0)
    sums["bytes_read"] += task.get("Input Metrics", {}).get("Bytes Read", 0)
    sums["rows_out"] += task.get("Output Metrics", {}).get("Records Written", 0)
    sums["bytes_shuffled"] += task.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
