"""The command line of bench/run."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from nights import report
from nights.bench import HOME, Bench, say
from nights.measure import Failed
from nights.scales import SCALES


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench/run",
        description="Full load, the next night, a night with 1 % late rows and the same command again; beside them the same tables by "
        "DuckDB, which must be equal, and what Spark alone takes for the tables' queries. Writes bench/RESULTS.md and bench/results/.",
        epilog="Exit code 0: done and equal; 1: a table differs, or a command failed; 2: wrong usage. What it means: docs/performance.md.",
    )
    shown = [name for name in SCALES if name != "XS"]
    parser.add_argument("scale", choices=list(SCALES), metavar="SCALE", help="; ".join(f"{n}: {SCALES[n].facts} rows of facts" for n in shown))
    parser.add_argument("--folder", type=Path, default=HOME / "work" / "bench", help="where deliveries, warehouse and logs go (default: work/bench)")
    parser.add_argument("--note", default="", help="said beside the figures, such as: shared machine")
    parser.add_argument("--continue", dest="is_continued", action="store_true", help="go on with a session that was interrupted")
    parser.add_argument("--compare", action="store_true", help="only compare again what the last session left")
    parser.add_argument("--report", action="store_true", help="only write RESULTS.md and the plot again from bench/results/")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    if options.report:
        report.write()
        return 0
    bench = Bench(SCALES[options.scale], (options.folder / options.scale).resolve())
    if options.compare:
        if not bench.database.exists():
            raise Failed(f"There is no {bench.database}: run bench/run {options.scale} first.")
        compared = bench.compare("compare")
        return int(any(found["differing"] for found in compared.values()))
    result = bench.session(options.note, options.is_continued)
    (bench.folder / "result.json").write_text(json.dumps(result, indent=1))
    if options.scale != "XS":  # which only tries the bench itself
        report.keep(result)
        report.write()
        say(f"written: {report.RESULTS}")
    say("\n" + "\n".join(report.tables(result)))
    return int(any(found["differing"] for peer in result["peer"].values() for found in peer["compared"].values()))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failed:
        print(f"bench/run: {failed}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
