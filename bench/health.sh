#!/usr/bin/env bash
# Who leaves and why: models, scores and drivers of a month end, for many customers with a subscription each.
#   bench/health.sh [customers] [folder] [tickets]        default: 1000000 /tmp/cxw-health-bench 250000
# A first run makes what they are made of; timed is the second one, on the month's last day. CXW_MEMORY is the heap of driver and
# executor together (4g).
set -euo pipefail
customers=${1:-1000000}
folder=${2:-/tmp/cxw-health-bench}/$customers
tickets=${3:-250000}
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export CXW_MEMORY=${CXW_MEMORY:-4g} CXW_PII_KEY=${CXW_PII_KEY:-a key for measuring, not a secret}

if [ ! -d "$folder/landing" ]; then
  python3 "$home/bench/support.py" "$folder/landing" "$tickets" 2000 "$customers"
fi
rm -rf "$folder/warehouse"
printf 'include "%s"\nspark.eventLog.enabled = false\nlanding.root = "%s"\nwarehouse.root = "%s"\n' \
  "$home/bench/support.conf" "$folder/landing" "$folder/warehouse" >"$folder/bench.conf"

# measured WHAT TABLES
measured() {
  echo "== $1"
  /usr/bin/time -f '%e s wall, %U s + %S s of CPU, %M kB' "$home/bin/cxw" run --conf "$folder/bench.conf" --date 2026-03-31 --only "$2"
}
measured "what they are made of" +gold.fct_subscription,+gold.fct_purchase_part,+gold.fct_ticket,+gold.fct_ticket_sla,+gold.fct_interaction,+gold.fct_survey_response,+gold.dim_customer,+gold.fct_mrr_movement
measured "health and drivers" +gold.kpi_customer_health,+gold.kpi_health_drift,+gold.kpi_cx_driver

CXW_MEMORY=2g "$home/bin/cxw" sql --conf "$folder/bench.conf" "
  SELECT \`table\`, mode, rows_inserted, round(seconds, 1) AS seconds FROM ops.step_run
  WHERE run_id = (SELECT max_by(run_id, run_number) FROM ops.run) ORDER BY seconds DESC"
CXW_MEMORY=2g "$home/bin/cxw" sql --conf "$folder/bench.conf" "SELECT model, fit_status, is_published FROM gold.kpi_health_model"
