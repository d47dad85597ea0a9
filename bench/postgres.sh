#!/usr/bin/env bash
# How fast a wide fact (bench/postgres: 600,000 rows, 30 columns, six indexes and a key) comes to PostgreSQL.
# Needs CXW_POSTGRES_URL of a database for this alone, and log_min_duration_statement = 0 there to see COPY apart from the indexes.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/landing"
url=${CXW_POSTGRES_URL:?}
conf=(--set landing.root="$work/landing" --set warehouse.root="$work/warehouse" --set "warehouse.extra=[\"$PWD/bench/postgres\"]")
export CXW_PII_KEY=bench
env -u CXW_POSTGRES_URL bin/cxw run "${conf[@]}" --date 2026-03-31 --only gold.wide_fact
time CXW_POSTGRES_URL=$url bin/cxw publish "${conf[@]}" --target postgres
