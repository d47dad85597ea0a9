"""Makes the deliveries of a scale, and lets 1 % of the rows of facts come 1 to 90 days late."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

from nights.scales import LATE, LATE_SHARE, START

# Rows of these are facts: what happened, not who there is.
FACTS = (
    "billing/orders", "billing/subscriptions", "salesforce/case", "salesforce/case_comment", "salesforce/case_history",
    "salesforce/opportunity", "surveymonkey/recipients", "surveymonkey/responses", "zendesk/satisfaction_ratings",
    "zendesk/ticket_audits", "zendesk/tickets",
)  # fmt: skip
EVERY = round(1 / LATE_SHARE)


def read(file: Path) -> list[str]:
    opened = gzip.open(file, "rt", encoding="utf-8", newline="") if file.suffix == ".gz" else file.open(encoding="utf-8", newline="")
    with opened as text:
        return text.read().splitlines(keepends=True)


def write(file: Path, lines: list[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    opened = gzip.open(file, "wt", encoding="utf-8", newline="") if file.suffix == ".gz" else file.open("w", encoding="utf-8", newline="")
    with opened as text:
        text.writelines(lines)


def take(file: Path) -> tuple[str, list[str], str]:
    """Takes each hundredth row out of a file: head, rows taken, tail. Which ones follows from the rows alone."""
    lines = read(file)
    is_page = ".json" in file.suffixes  # {"tickets":[ , then a record a line, then ],…}
    first = 0 if ".jsonl" in file.suffixes else 1
    last = next((i for i in range(len(lines) - 1, 0, -1) if lines[i].startswith("]")), len(lines)) if is_page else len(lines)
    rows = [line.rstrip("\r\n").removesuffix(",") if is_page else line for line in lines[first:last]]
    taken = [row for row in rows if zlib.crc32(row.strip().encode()) % EVERY == 0]
    head, tail = "".join(lines[:first]), "".join(lines[last:])
    if taken:
        kept = [row for row in rows if zlib.crc32(row.strip().encode()) % EVERY != 0]
        write(file, [head, body(kept, is_page), tail])
    return head, taken, tail


def body(rows: list[str], is_page: bool) -> str:
    return ",\n".join(rows) + "\n" if is_page and rows else "".join(rows)


def hold_back(landing: Path) -> int:
    """Moves late rows into the last delivery; the first one, which is history, is left whole."""
    moved = 0
    for entity in FACTS:
        late: dict[str, tuple[str, list[str], str]] = {}
        for folder in sorted((landing / entity).glob("????-??-??")):
            if not START.isoformat() < folder.name < LATE.isoformat():
                continue
            for file in sorted(folder.iterdir()):
                head, rows, tail = take(file)
                # Files of one form together: a table's columns, or a page's name, are in the head.
                suffix = "".join(s for s in file.suffixes if s != ".gz")
                late.setdefault(suffix, (head, [], tail))[1].extend(rows)
        for suffix, (head, rows, tail) in late.items():
            name = f"{entity.split('/')[1]}_{LATE}_9999{suffix}"
            rows = list(dict.fromkeys(rows))  # a file that came twice held them twice
            if rows:
                write(landing / entity / LATE.isoformat() / name, [head, body(rows, suffix == ".json"), tail])
                moved += len(rows)
    return moved


def counts(landing: Path) -> dict[str, int]:
    """Delivered files, rows and rows of facts, as the generator says."""
    truth = json.loads((landing / "_truth.json").read_text(encoding="utf-8"))
    entities = truth["entities"]
    return {
        "files": sum(found["files"] for found in entities.values()),
        "rows": sum(found["rows"] for found in entities.values()),
        "facts": sum(found["rows"] for name, found in entities.items() if name in FACTS),
    }


def size(landing: Path) -> int:
    return sum(file.stat().st_size for file in landing.rglob("*") if file.is_file())
