#!/usr/bin/env bash
# Unpacks the archive as a new user would, with a JDK and neither Maven nor the checkout, and runs one table on the samples.
set -euo pipefail
cd "$(dirname "$0")"

version=$1
archive=$PWD/target/cx-warehouse-$version.tar
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { printf 'release: %s\n' "$*" >&2; exit 1; }

tar -xf "$archive" -C "$work"
home=$work/cx-warehouse-$version
for part in bin/cxw cluster/cx-warehouse.jar cluster/Containerfile conf/env/cluster.conf docs/operations.md airflow/dags/cx_warehouse_nightly.py \
  LICENSE NOTICE THIRD-PARTY.txt CHANGELOG.md; do
  [ -s "$home/$part" ] || fail "$part is not in the archive"
done

# It brings what bin/cxw has in a checkout, in the same versions; and what only Maven's run-time scope names.
names() { sed 's#.*/##' | sort; }
tr ':' '\n' <../jobs/target/classpath.txt | names >"$work/tested"
find "$home/lib" -name '*.jar' ! -name 'cx-warehouse-jobs-*' | names >"$work/shipped"
missing=$(comm -23 "$work/tested" "$work/shipped")
[ -z "$missing" ] || fail "these jars are missing, or are there in another version: $missing"

java=$(dirname "$(dirname "$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")")")")

# Tables know by their classes whether they are computed by the same definition: on this machine and on a cluster.
for jar in "$home"/lib/cx-warehouse-jobs-*.jar "$home/cluster/cx-warehouse.jar"; do
  mkdir -p "$work/classes/${jar##*/}"
  (cd "$work/classes/${jar##*/}" && "$java/bin/jar" -xf "$jar" io/cxwarehouse/functions io/cxwarehouse/silver io/cxwarehouse/gold)
done
[ -d "$work/classes/cx-warehouse.jar/io/cxwarehouse/functions" ] || fail "cluster/cx-warehouse.jar has no functions"
diff -rq "$work"/classes/* || fail "classes that tables are computed with differ between lib/ and cluster/"

mkdir "$work/bin" "$work/elsewhere"
for tool in bash env sed grep readlink dirname cksum cut cat tr stty mktemp rm mv; do
  ln -s "$(command -v $tool)" "$work/bin/$tool"
done
cxw() { (cd "$work/elsewhere" && env -i PATH="$work/bin" JAVA_HOME="$java" JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1 CXW_PREPARE=no CXW_PII_KEY=x "$home/bin/cxw" "$@"); }

[ "$(cxw --version | sed -n 1p)" = "cxw $version" ] || fail "cxw --version does not say $version: $(cxw --version)"
mkdir -p "$work/landing/billing/orders"
cp -r "$(find "$home/data-samples/landing/billing/orders" -name '2*' | sort | tail -1)" "$work/landing/billing/orders/"
options=(--set "landing.root=$work/landing" --set "warehouse.root=$work/warehouse")
cxw run --date 2026-03-31 --only silver.orders "${options[@]}" || fail "a run of one table did not end well"
[ -d "$work/warehouse/silver/orders/_delta_log" ] || fail "a run of one table wrote none"
echo "release: $archive runs"
