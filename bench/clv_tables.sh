#!/usr/bin/env bash
# Lifetime value tables from a billing system's orders, by the pipeline itself.
#   bench/clv_tables.sh [customers] [folder]        default: 1000000 /tmp/cxw-clv-tables
# A first run takes the orders in and makes every table that these are made of, with 4 GB; timed is the second one: from
# purchase days to fits, their parameters and every customer's score. CXW_MEMORY is the heap of driver and executor (2g).
set -euo pipefail
customers=${1:-1000000}
folder=${2:-/tmp/cxw-clv-tables}
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export CXW_MEMORY=${CXW_MEMORY:-2g}
work=$folder/$customers
conf=$work/bench.conf

cxw() { "$home/bin/cxw" "$@" --conf "$conf"; }

if [ ! -d "$work/warehouse" ]; then
  mkdir -p "$work"
  printf 'include "%s/bench/clv_tables.conf"\nlanding.root = "%s/landing"\nwarehouse.root = "%s/warehouse"\n' \
    "$home" "$work" "$work" >"$conf"
  [ -d "$work/landing" ] || python3 "$home/bench/clv_orders.py" "$work/landing" "$customers"
  time CXW_MEMORY=4g cxw run --date 2026-03-31 --only +gold.fct_purchase_part,+gold.fct_customer_tenure,+gold.fct_mrr_movement
fi
time cxw run --date 2026-03-31 --only gold.kpi_clv_model,gold.kpi_clv_parameter,gold.kpi_customer_clv
cxw sql "SELECT model, fit_status, customers, is_published FROM gold.kpi_clv_model ORDER BY model"
