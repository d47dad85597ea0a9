#!/usr/bin/env bash
# Every KPI over every window and segment, from a help desk's tickets: what the scorecard of a night costs.
#   bench/scorecard.sh [tickets] [folder] [changed]        default: 1000000 /tmp/cxw-scorecard-bench 2000
# A longer history has the same tickets a day (bench/support.py): 250,000 are one year, 750,000 three. Printed are the seconds of
# the tables of which the scorecard is made, by night; CXW_MEMORY is the heap of driver and executor together (4g).
set -euo pipefail
tickets=${1:-1000000}
folder=${2:-/tmp/cxw-scorecard-bench}/$tickets
changed=${3:-2000}
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export CXW_MEMORY=${CXW_MEMORY:-4g} CXW_PII_KEY=${CXW_PII_KEY:-a key for measuring, not a secret}

if [ ! -d "$folder/landing" ]; then
  python3 "$home/bench/support.py" "$folder/landing" "$tickets" "$changed" $((tickets / 4))
fi
rm -rf "$folder/warehouse"

# measured WHAT SETTINGS DATE
measured() {
  printf 'include "%s"\nspark.eventLog.enabled = false\nlanding.root = "%s"\nwarehouse.root = "%s"\n' \
    "$home/bench/$2" "$folder/landing" "$folder/warehouse" >"$folder/bench.conf"
  echo "== $1"
  /usr/bin/time -f '%e s wall, %U s + %S s of CPU, %M kB' "$home/bin/cxw" run --conf "$folder/bench.conf" --date "$3" --only +gold.kpi_scorecard
}
measured "the history" support.conf 2026-03-30
measured "the night" support-night.conf 2026-03-31

CXW_MEMORY=2g "$home/bin/cxw" sql --conf "$folder/bench.conf" "
  SELECT right(run_id, 1) AS run, \`table\`, mode, rows_inserted, rows_updated, round(seconds, 1) AS seconds
  FROM ops.step_run
  WHERE \`table\` IN ('gold.kpi_parts_daily', 'gold.kpi_window', 'gold.kpi_window_part', 'gold.kpi_scorecard')
  ORDER BY run_id, \`table\`"
CXW_MEMORY=2g "$home/bin/cxw" sql --conf "$folder/bench.conf" "
  SELECT count(*) AS cells, count(DISTINCT kpi) AS kpis, count(DISTINCT window_name) AS windows,
    count(DISTINCT segment_name, segment_value) AS segment_values, count(value) AS \`values\`,
    (SELECT count(*) FROM gold.fct_interaction) AS interactions
  FROM gold.kpi_scorecard WHERE as_of_date = DATE'2026-03-31'"
