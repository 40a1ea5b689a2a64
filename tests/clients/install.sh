#!/usr/bin/env bash
# Installs the calendar programs that tests/clients runs: npm packages beside this file, the rest by apt (Debian, Ubuntu).
set -euo pipefail
cd "$(dirname "$0")"
npm install --no-package-lock --no-audit --no-fund --silent
run_as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
run_as_root apt-get update -qq
library=libical3
apt-cache show libical3t64 > /dev/null 2>&1 && library=libical3t64
run_as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
  "$library" ruby ruby-icalendar khal vdirsyncer calcurse > /dev/null
