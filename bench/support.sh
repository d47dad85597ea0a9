#!/usr/bin/env bash
# Tickets of a help desk from bronze to gold.fct_ticket and gold.fct_ticket_sla, then a night of changed ones on top.
#   bench/support.sh [tickets] [folder] [changed]        default: 1000000 /tmp/cxw-support-bench 2000
# CXW_MEMORY is the heap of driver and executor together (4g); bench/support.conf holds Spark's settings, of the nights
# bench/support-night.conf. Spark's event logs are left in <folder>/<tickets>/events.
set -euo pipefail
tickets=${1:-1000000}
folder=${2:-/tmp/cxw-support-bench}/$tickets
changed=${3:-2000}
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export CXW_MEMORY=${CXW_MEMORY:-4g} CXW_PII_KEY=${CXW_PII_KEY:-a key for measuring, not a secret}

if [ ! -d "$folder/landing" ]; then
  python3 "$home/bench/support.py" "$folder/landing" "$tickets" "$changed"
fi
rm -rf "$folder/warehouse" "$folder/events"
mkdir -p "$folder/events"

# measured WHAT SETTINGS DATE TABLES…
measured() {
  printf 'include "%s"\nlanding.root = "%s"\nwarehouse.root = "%s"\nspark.eventLog.dir = "%s"\n' \
    "$home/bench/$2" "$folder/landing" "$folder/warehouse" "$folder/events" >"$folder/bench.conf"
  echo "== $1"
  /usr/bin/time -f '%e s wall, %U s + %S s of CPU, %M kB' "$home/bin/cxw" run --conf "$folder/bench.conf" --date "$3" "${@:4}"
}
facts=(--only +gold.fct_ticket --only +gold.fct_ticket_sla)
measured "intake of the history" support.conf 2026-03-30 --only gold.dim_channel
measured "all tickets" support.conf 2026-03-30 "${facts[@]}"
measured "intake of the night" support-night.conf 2026-03-31 --only gold.dim_channel
measured "the night" support-night.conf 2026-03-31 "${facts[@]}"
