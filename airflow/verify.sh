#!/usr/bin/env bash
# Checks the style of all SQL and runs the module's tests, in a virtual environment of its own (target/.venv), made when it is missing or its pins changed.
# Without Python 3.11 it says so and ends: with 0, or where CXW_CI=1 is set, with 1.
set -euo pipefail
cd "$(dirname "$0")"

unchecked() {
  echo "airflow: neither the style of SQL nor the DAG is checked, because $1"
  [ "${CXW_CI:-}" != 1 ] && exit 0
  exit 1
}

python=$(command -v python3.11 || true)
if [ -z "$python" ] || ! "$python" --version > /dev/null 2>&1; then
  unchecked "Python 3.11 is not installed"
fi
if ! "$python" -c "import ensurepip, venv" 2> /dev/null; then
  unchecked "Python 3.11 cannot make a virtual environment (Debian: apt-get install python3.11-venv)"
fi

venv=target/.venv
pins=$(cat requirements.txt constraints.txt | sha256sum)
if [ "$(cat $venv/pins 2> /dev/null)" != "$pins" ]; then
  echo "airflow: installing the pinned packages into $venv"
  rm -rf $venv
  "$python" -m venv $venv
  $venv/bin/python -m pip install --quiet --requirement requirements.txt --constraint constraints.txt
  echo "$pins" > $venv/pins
fi
(cd .. && "airflow/$venv/bin/sqlfluff" lint --processes 2 jobs/src/main/resources bench/duckdb)
PYTHONDONTWRITEBYTECODE=1 exec $venv/bin/python -m pytest --durations=12 -p no:cacheprovider --quiet -rs tests
