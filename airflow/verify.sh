#!/usr/bin/env bash
# Checks the style of all SQL and runs the module's tests, in a virtual environment of its own (target/.venv), made when it is missing or its pins changed.
set -euo pipefail
cd "$(dirname "$0")"

python=$(command -v python3.11 || true)
if [ -z "$python" ] || ! "$python" --version > /dev/null 2>&1; then
  echo "airflow: skipped, because Python 3.11 is not installed"
  exit 0
fi
if ! "$python" -c "import ensurepip, venv" 2> /dev/null; then
  echo "airflow: skipped, because Python 3.11 cannot make a virtual environment (Debian: apt-get install python3.11-venv)"
  exit 0
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
(cd .. && "airflow/$venv/bin/sqlfluff" lint --processes 2 jobs/src/main/resources)
PYTHONDONTWRITEBYTECODE=1 exec $venv/bin/python -m pytest --durations=12 -p no:cacheprovider --quiet -rs tests
