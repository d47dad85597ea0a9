"""One measured session: deliveries, nights, DuckDB beside each of them, and Spark alone at the end."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from nights import deliveries, measure
from nights.measure import Failed
from nights.scales import DAYS, FULL, HISTORY_DAYS, LATE, NIGHT, SOURCES, START, TIMEZONE, Scale

HOME = Path(__file__).resolve().parents[2]
PEER = HOME / "bench" / "duckdb" / "peer.py"
NIGHTS = (("full", FULL), ("night", NIGHT), ("late", LATE), ("again", LATE))
FLOOR_PASSES = 2


def say(text: str) -> None:
    print(text, flush=True)


class Bench:
    def __init__(self, scale: Scale, folder: Path) -> None:
        self.scale, self.folder = scale, folder
        self.landing, self.warehouse, self.logs = folder / "landing", folder / "warehouse", folder / "logs"
        self.database = folder / "peer.duckdb"
        # What is measured so far, and the night that has begun and not ended.
        self.so_far, self.begun = folder / "so-far.json", folder / "begun"
        keep = {name: value for name, value in os.environ.items() if not name.startswith("CXW_") and name != "JAVA_TOOL_OPTIONS"}
        self.env = keep | {"CXW_MEMORY": os.environ.get("CXW_MEMORY", scale.memory), "CXW_PII_KEY": "a key for measuring, not a secret"}

    def session(self, note: str, is_continued: bool) -> dict:
        """All steps; what a session that was interrupted has measured already is kept where it is continued."""
        self.logs.mkdir(parents=True, exist_ok=True)
        result = {"scale": self.scale.name, "commit": commit(), "date": date.today().isoformat(), "machine": machine(), "note": note,
                  "memory": self.env["CXW_MEMORY"], "steps": {}, "peer": {}}  # fmt: skip
        if is_continued and self.so_far.exists():
            result |= self.kept(result)
        else:
            for old in (self.warehouse, self.folder / "events"):
                shutil.rmtree(old, ignore_errors=True)
            for old in (self.so_far, self.begun):
                old.unlink(missing_ok=True)
        self.build()
        result["delivered"] = self.generate()
        for name, as_of in NIGHTS:
            if name not in result["steps"]:
                self.begun.write_text(name)
                result["steps"][name] = self.night(name, as_of)
                self.keep(result)
                self.begun.unlink()
            if name != "again" and name not in result["peer"]:
                result["peer"][name] = self.peer(name, as_of)
                self.keep(result)
        result["floor"] = self.floor()
        return result

    def keep(self, result: dict) -> None:
        """Whole or not at all, whenever the session is interrupted."""
        new = self.so_far.with_suffix(".new")
        new.write_text(json.dumps(result))
        new.replace(self.so_far)

    def kept(self, now: dict) -> dict:
        """Steps that are measured already, if what follows may stand beside them."""
        old = json.loads(self.so_far.read_text())
        anew = f"Begin anew with bench/run {self.scale.name}, without --continue; the deliveries are kept."
        for what in ("commit", "memory"):
            if old[what] != now[what]:
                raise Failed(f"The session cannot be continued: its steps were measured with {what} {old[what]}, and it is {now[what]} now. "
                             f"Steps of two kinds do not make one session. Take {old[what]} again, or: {anew}")  # fmt: skip
        begun = self.begun.read_text() if self.begun.exists() else None
        if begun is not None and begun not in old["steps"]:
            raise Failed(f"The session cannot be continued: its step '{begun}' began and did not end. The warehouse has a part of that night "
                         f"already, so the rest of it would be measured too low. {anew}")  # fmt: skip
        return {part: old[part] for part in ("steps", "peer")}

    def build(self) -> None:
        """Outside of what is measured: the launcher builds by itself where sources changed."""
        self.measured("build", [str(HOME / "bin" / "cxw"), "--help"])

    def measured(self, name: str, command: list[str], accepted: tuple[int, ...] = (0,)) -> dict:
        log = self.logs / name
        cost = measure.run(command, log, cwd=HOME, env=self.env)
        if cost["exit_code"] not in accepted:
            raise Failed(f"{name} ended with exit code {cost['exit_code']}:\n{measure.tail(log)}\n(all of it: {log}.out, {log}.err)")
        return cost

    def generate(self) -> dict:
        made = self.folder / "made.json"
        wanted = {"customers": self.scale.customers, "days": DAYS, "history_days": HISTORY_DAYS, "sources": SOURCES}
        if made.exists() and (old := json.loads(made.read_text()))["wanted"] == wanted:
            say(f"deliveries are there: {old['facts']:,} rows of facts in {old['files']:,} files")
            return old
        made.unlink(missing_ok=True)
        shutil.rmtree(self.landing, ignore_errors=True)
        say(f"making deliveries of {self.scale.customers:,} customers …")
        command = [str(HOME / "bin" / "cxw"), "generate", "--out", str(self.landing), "--customers", str(self.scale.customers), "--start", START.isoformat(),
                   "--days", str(DAYS), "--history-days", str(HISTORY_DAYS), "--sources", SOURCES, "--timezone", TIMEZONE]  # fmt: skip
        cost = self.measured("generate", command)
        found = deliveries.counts(self.landing) | {"late_rows": deliveries.hold_back(self.landing), "bytes": deliveries.size(self.landing)}
        found |= {"wanted": wanted, "wall": cost["wall"], "cpu": cost["cpu"]}
        made.write_text(json.dumps(found))
        say(f"  {found['rows']:,} rows, {found['facts']:,} of them facts, in {found['files']:,} files; {found['late_rows']:,} will come late")
        return found

    def conf(self, name: str) -> Path:
        file, events = self.folder / f"{name}.conf", self.folder / "events" / name
        shutil.rmtree(events, ignore_errors=True)  # an attempt that was cut off is not added to the one that counts
        events.mkdir(parents=True)
        quoted = {key: json.dumps(str(path)) for key, path in (("home", HOME / "conf/env/local.conf"), ("landing", self.landing), ("warehouse", self.warehouse))}
        file.write_text(
            f"include {quoted['home']}\nlanding.root = {quoted['landing']}\nwarehouse.root = {quoted['warehouse']}\nwarehouse.timezone = \"{TIMEZONE}\"\n"
            "topics = []\n"  # DuckDB's side knows no topics, and they decide what is a repeated contact
            f"spark {{ eventLog.enabled = true, eventLog.dir = {json.dumps('file://' + str(events))} }}\n"
        )
        return file

    def night(self, name: str, as_of: date) -> dict:
        say(f"{name}: cxw run --date {as_of} …")
        before = measure.inodes(self.warehouse)
        command = [str(HOME / "bin" / "cxw"), "run", "--date", as_of.isoformat(), "--log-format", "json", "--conf", str(self.conf(name))]
        step = self.measured(name, command)
        step |= measure.written(before, measure.inodes(self.warehouse)) | measure.spark(self.folder / "events" / name)
        step |= told(self.logs / f"{name}.out")
        say(f"  {step['cpu']:.1f} s CPU, {step['wall']:.1f} s wall, {step['queries']} queries, {step['jobs']} jobs, {step['tables_changed']} tables changed")
        return step

    def peer(self, name: str, as_of: date) -> dict:
        say(f"{name}: the same tables by DuckDB …")
        python = [sys.executable, str(PEER)]
        cost = self.measured(f"{name}-peer", [*python, "compute", str(self.landing), as_of.isoformat(), str(self.database)])
        cost |= json.loads((self.logs / f"{name}-peer.out").read_text())
        say(f"  {cost['cpu']:.1f} s CPU, {cost['wall']:.1f} s wall")
        return cost | {"compared": self.compare(f"{name}-compare")}

    def compare(self, name: str) -> dict:
        self.logs.mkdir(parents=True, exist_ok=True)
        self.measured(name, [sys.executable, str(PEER), "compare", str(self.warehouse), str(self.database)], accepted=(0, 3))
        compared = json.loads((self.logs / f"{name}.out").read_text())
        for table, found in compared.items():
            if found["differing"]:
                say(f"  {table} DIFFERS in {found['differing']:,} of {found['rows']:,} rows: {found['by_column']}")
                for example in found["examples"]:
                    say(f"    {example['key']} {example['how']} {example['columns'] or ''}")
        if not any(found["differing"] for found in compared.values()):
            say(f"  equal: {len(compared)} tables, {sum(found['rows'] for found in compared.values()):,} rows")
        return compared

    def floor(self) -> dict:
        say("floor: the tables' queries by Spark alone, cold and warm …")
        target, source = HOME / "jobs/target", HOME / "jobs/src/test/java/io/cxwarehouse/engine/Floor.java"
        compiled = target / "test-classes/io/cxwarehouse/engine/Floor.class"
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            self.measured("floor-build", ["mvn", "-B", "-q", "-ntp", "-pl", "jobs", "test-compile"])
        command = [*alike(json.loads((self.logs / "again.java").read_text()), target / "test-classes"), "io.cxwarehouse.engine.Floor",
                   LATE.isoformat(), str(FLOOR_PASSES), str(self.conf("floor"))]  # fmt: skip
        cost = self.measured("floor", command)
        lines = (self.logs / "floor.out").read_text().splitlines()
        cost["tables"] = [json.loads(line) for line in lines if line.startswith("{")]
        passes = [sum(t["cpu"] for t in cost["tables"] if t["pass"] == n) for n in range(1, FLOOR_PASSES + 1)]
        say("  " + ", ".join(f"pass {n}: {cpu:.1f} s CPU" for n, cpu in enumerate(passes, 1)))
        return cost


def alike(java: list[str], more: Path) -> list[str]:
    """Java with the options of a night as bin/cxw started it: only the class differs, and where it lies comes last."""
    main = java.index("io.cxwarehouse.cli.Main")
    return [*java[: main - 1], f"{java[main - 1]}:{more}"]


def told(out: Path) -> dict:
    """What the run says of itself when it ends."""
    finished = next(json.loads(line) for line in reversed(out.read_text().splitlines()) if line.startswith('{"event":"finished"'))
    changed = [step for step in finished["steps"] if step["inserted"] + step["updated"] + step["deleted"] > 0]
    return {
        "files_in": finished["files"],
        "rows_in": finished["rows_in"],
        "rows_rejected": finished["rejected_rows"],
        "tables_changed": len(changed),
        "rows_changed": sum(step["inserted"] + step["updated"] + step["deleted"] for step in changed),
        "slowest": sorted(((step["table"], step["seconds"]) for step in finished["steps"]), key=lambda t: -t[1])[:5],
    }


def commit() -> str:
    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=HOME, capture_output=True, text=True, check=False).stdout.strip()

    return (git("rev-parse", "--short", "HEAD") or "unknown") + ("+" if git("status", "--porcelain", "--untracked-files=no") else "")


def machine() -> str:
    memory = int(next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal")).split()[1]) / 1024**2
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.release()}"
