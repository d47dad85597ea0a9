#!/usr/bin/env bash
# Nights over many files that are known: one new file, and nothing new.
#   bench/files.sh [files] [folder]        default: 1000000 /tmp/cxw-files
# The landing folder and what the warehouse knows of it are made by bench/files.py.
# PYTHON names a Python with deltalake and pyarrow.
set -euo pipefail
files=${1:-1000000}
work=${2:-/tmp/cxw-files}/$files
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
orders=$work/landing/billing/orders/2025-12-26
export CXW_PII_KEY=${CXW_PII_KEY:-bench}

order() {
  printf 'order_id,customer_id,ordered_at,quantity,amount,currency,type\n%s,C-1,2025-12-20T10:00:00Z,1,10.00,EUR,sale\n' "$1"
}
cxw() {
  /usr/bin/time -f '%e s, %U s of CPU, %M KB' "$home/bin/cxw" run --date 2025-12-31 --only silver.fx_rate \
    --conf "$home/conf/env/local.conf" --set landing.root="$work/landing" --set warehouse.root="$work/warehouse" "$@"
}

if [ ! -d "$work" ]; then
  mkdir -p "$orders"
  order O-0 >"$orders/orders-0.csv"
  cxw
  "${PYTHON:-python3}" "$home/bench/files.py" "$work/landing" "$files" "$work/warehouse"
  # The shortcut of the first run would be behind: the next run makes it from what is known.
  rm -r "$work/warehouse/ops/landing_folder"
  cxw
fi
name=O-$(find "$orders" -type f | wc -l)
order "$name" >"$orders/$name.csv"
cxw
cxw
name=O-$(find "$orders" -type f | wc -l)
order "$name" >"$orders/$name.csv"
cxw --set landing.list-days=30
