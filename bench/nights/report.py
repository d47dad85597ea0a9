"""bench/RESULTS.md and its plot from what is kept in bench/results/."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from nights import plot
from nights.bench import HOME
from nights.scales import SCALES

RESULTS, KEPT = HOME / "bench" / "RESULTS.md", HOME / "bench" / "results"
HISTORY = KEPT / "history.csv"
BEGIN, END = "<!-- bench/run: begin -->", "<!-- bench/run: end -->"
STEPS = {"full": "full load", "night": "the next night", "late": "a night with 1 % late rows", "again": "the same command again"}
HISTORY_COLUMNS = ("date", "commit", "scale", "full", "night", "late", "again", "duckdb", "floor_cold", "floor_warm", "equal", "note")


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)] + ["| " + " | ".join(row) + " |" for row in rows]


def seconds(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def megabytes(value: float) -> str:
    return f"{value / 1e6:,.0f} MB" if value >= 1e7 else f"{value / 1e6:.1f} MB"


def differing(peer: dict) -> list[str]:
    return [name for name, found in peer["compared"].items() if found["differing"]]


def ratio(step: dict, peer: dict) -> str:
    """Of CPU; there is none where the results differ."""
    wrong = differing(peer)
    return f"{step['cpu'] / peer['cpu']:.0f}" if not wrong else "none: " + ", ".join(wrong) + " differ"


def floor_sums(floor: dict, wanted: set[str]) -> list[tuple[float, float]]:
    """CPU and wall of each pass over the wanted tables."""
    passes = max(found["pass"] for found in floor["tables"])
    return [
        (sum(t["cpu"] for t in floor["tables"] if t["pass"] == n and t["table"] in wanted),
         sum(t["wall"] for t in floor["tables"] if t["pass"] == n and t["table"] in wanted))
        for n in range(1, passes + 1)
    ]  # fmt: skip


def behind(floor: dict, names: list[str]) -> set[str]:
    """Tables of gold and what they are made of."""
    inputs = {found["table"]: found["inputs"] for found in floor["tables"]}
    found, left = set(), [f"gold.{name}" for name in names]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += inputs.get(name, [])
    return found


def tables(result: dict) -> list[str]:
    """One scale's figures."""
    made, steps, peer, floor = result["delivered"], result["steps"], result["peer"], result.get("floor")
    lines = [
        f"## Nights beside DuckDB: scale {result['scale']}",
        f"`bench/run {result['scale']}` on {result['date']}, commit {result['commit']}: {made['facts']:,} rows of facts among {made['rows']:,} delivered ones in "
        f"{made['files']:,} files ({megabytes(made['bytes'])}), of which {made['late_rows']:,} come late; heap {result['memory']}; {result['machine']}; load before the "
        "steps " + ", ".join(f"{step['load_before']:.1f}" for step in steps.values()) + (f". {result['note']}" if result["note"] else "") + ".",
        "",
    ]
    head = ["step", "CPU s", "wall s", "queries", "jobs", "rows in", "tables, rows changed", "read", "files, bytes written", "peak memory", "child processes", "× DuckDB"]
    rows = []
    for name, what in STEPS.items():
        if (step := steps.get(name)) is None:
            rows.append([what, "not measured", *[""] * (len(head) - 2)])
            continue
        children = "none" if step["children"] == "none" else f"some ({step['children_cpu']:.1f} s of CPU)"
        rows.append([
            what, f"**{seconds(step['cpu'])}**", seconds(step["wall"]), f"{step['queries']:,}", f"{step['jobs']:,}", f"{step['rows_in']:,}",
            f"{step['tables_changed']}, {step['rows_changed']:,}", megabytes(step["bytes_read"]), f"{step['files_written']:,}, {megabytes(step['bytes_written'])}",
            f"{step['peak_mb']:,.0f} MB", children, ratio(step, peer[name]) if name in peer else "",
        ])  # fmt: skip
    lines += table(head, rows) + [""]
    beside, rows = ["beside it", "CPU s", "wall s", "files", "peak memory", "results"], []
    for name in peer:
        found = peer[name]
        equal = "differ: " + ", ".join(differing(found)) if differing(found) else f"equal: {len(found['compared'])} tables, {sum(found['rows'].values()):,} rows"
        rows.append([f"DuckDB: all again after {STEPS[name]}", f"**{seconds(found['cpu'])}**", seconds(found["wall"]), f"{found['files']:,}", f"{found['peak_mb']:,.0f} MB", equal])
    if floor is None:
        return lines + table(beside, [*rows, ["Spark alone", "not measured", *[""] * (len(beside) - 2)]])
    every, compared = {t["table"] for t in floor["tables"]}, behind(floor, list(peer["full"]["compared"]))
    for what, wanted in ((f"{len(every)} tables", every), (f"{len(compared & every)} tables: those compared, and what they are made of", compared)):
        for heat, (cpu, wall) in zip(("cold", "warm"), floor_sums(floor, wanted)):
            rows.append([f"Spark alone, {heat}: {what}", f"**{seconds(cpu)}**", seconds(wall), "", f"{floor['peak_mb']:,.0f} MB", ""])
    return lines + table(beside, rows)


def keep(result: dict) -> None:
    KEPT.mkdir(exist_ok=True)
    (KEPT / f"{result['scale']}.json").write_text(json.dumps(result, indent=1) + "\n")
    cpu = {name: f"{step['cpu']:.1f}" for name, step in result["steps"].items()}
    cpu |= {"duckdb": f"{list(result['peer'].values())[-1]['cpu']:.1f}"}
    if "floor" in result:
        cold, warm = floor_sums(result["floor"], {t["table"] for t in result["floor"]["tables"]})
        cpu |= {"floor_cold": f"{cold[0]:.1f}", "floor_warm": f"{warm[0]:.1f}"}
    is_new = not HISTORY.exists()
    with HISTORY.open("a", newline="") as out:
        writer = csv.DictWriter(out, HISTORY_COLUMNS, restval="", lineterminator="\n")
        if is_new:
            writer.writeheader()
        equal = "no" if any(differing(peer) for peer in result["peer"].values()) else "yes"
        writer.writerow({name: result[name] for name in ("date", "commit", "scale", "note")} | cpu | {"equal": equal})


def write() -> None:
    """Puts the figures between the marks of RESULTS.md; the rest of it is written by hand."""
    results = [json.loads(file.read_text()) for name in SCALES if (file := KEPT / f"{name}.json").exists()]
    lines = [BEGIN, "", "CPU seconds are what counts: wall time depends on what else the machine does. What the figures mean: [performance](../docs/performance.md).", ""]
    lines += ["![CPU seconds by step](results/nights.svg)", ""]
    for result in results:
        lines += [*tables(result), ""]
    lines += ["## History of the nights", "CPU seconds of each session; DuckDB computes everything again. Spark alone is all tables' queries once.", ""]
    with HISTORY.open(newline="") as text:
        kept = list(csv.DictReader(text))
    lines += table([name.replace("_", " ") for name in HISTORY_COLUMNS], [[row[name] for name in HISTORY_COLUMNS] for row in kept]) + ["", END]
    (KEPT / "nights.svg").write_text(plot.svg([bars(result) for result in results]))
    old = RESULTS.read_text()
    first, last = old.index(BEGIN), old.index(END) + len(END)
    RESULTS.write_text(old[:first] + "\n".join(lines) + old[last:])


def bars(result: dict) -> tuple[str, list[tuple[str, float, str]]]:
    """Title, then label, CPU seconds and kind of each bar."""
    shown = [(what, result["steps"][name]["cpu"], "ours") for name, what in STEPS.items() if name in result["steps"]]
    if "floor" in result:
        sums = floor_sums(result["floor"], {t["table"] for t in result["floor"]["tables"]})
        shown += [(f"Spark alone, {heat}", cpu, "spark") for heat, (cpu, _) in zip(("cold", "warm"), sums)]
    shown.append(("DuckDB, all again", list(result["peer"].values())[-1]["cpu"], "duckdb"))
    return f"Scale {result['scale']}: {result['delivered']['facts']:,} rows of facts", shown
