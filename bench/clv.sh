#!/usr/bin/env bash
# Lifetime value models on simulated customers: ours, then the Python package lifetimes on the same file.
#   bench/clv.sh [customers] [folder]        default: 1000000 /tmp/cxw-clv-bench
# CXW_BENCH_PYTHON=no leaves Python out; CXW_MEMORY is the heap of driver and executor together (2g).
set -euo pipefail
customers=${1:-1000000}
folder=${2:-/tmp/cxw-clv-bench}
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "$folder"
file=$folder/customers-$customers.csv

opens=(-XX:+IgnoreUnrecognizedVMOptions)
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
done

(cd "$home" && mvn -B -q -ntp -pl jobs test-compile dependency:build-classpath \
  -Dmdep.includeScope=test -Dmdep.outputFile="$folder/classpath.txt")
java "${opens[@]}" -Xmx"${CXW_MEMORY:-2g}" -XX:+UseParallelGC -Djava.awt.headless=true \
  -cp "$home/jobs/target/test-classes:$home/jobs/target/classes:$(cat "$folder/classpath.txt")" \
  io.cxwarehouse.gold.clv.ClvBench "$customers" "$file" 2>"$folder/log.txt"

if [ "${CXW_BENCH_PYTHON:-yes}" = yes ]; then
  if [ ! -x "$folder/venv/bin/python" ]; then
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/pip" install -q lifetimes==0.11.3 'numpy<2' 'pandas<2.2' 'scipy<1.12'
  fi
  "$folder/venv/bin/python" "$home/bench/clv_lifetimes.py" "$file"
fi
