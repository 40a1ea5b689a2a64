#!/usr/bin/env bash
# Installs the calendar programs that tests/clients runs, and the Debian packages named as arguments: npm and pip packages
# beside this file, the rest by apt. What cannot be had is named and left out; its tests are skipped and say so.
set -uo pipefail
cd "$(dirname "$0")"

failed=0
try() {
  echo "+ $*"
  timeout 600 "$@" < /dev/null > /dev/null || { echo "NOT INSTALLED: $*" >&2; failed=1; }
}

try npm install --no-package-lock --no-audit --no-fund --silent
try python3 -m venv .venv
try .venv/bin/pip install --quiet --disable-pip-version-check khal vdirsyncer

root=(env DEBIAN_FRONTEND=noninteractive)
[ "$(id -u)" = 0 ] || root=(sudo "${root[@]}")
try "${root[@]}" apt-get update -qq
library=libical3
apt-cache show libical3t64 > /dev/null 2>&1 && library=libical3t64
for package in "$library" ruby ruby-icalendar calcurse "$@"; do
  try "${root[@]}" apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$package"
done
exit "$failed"
