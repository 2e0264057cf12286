#!/usr/bin/env bash
# Builds the function app on the real Azure Functions packages. Exit 3: a package is not in the configured NuGet feeds.
# Arguments go on to dotnet build, for instance --configfile to name other feeds.
set -uo pipefail
cd "$(dirname "$0")"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! dotnet restore "$@" >"$log" 2>&1; then
  missing=$(grep -oE "(NU1101|NU1102|NU1103): Unable to find (package|a stable package) [A-Za-z0-9.]+" "$log" | awk '{print $NF}' | sort -u | paste -sd' ')
  if [ -n "$missing" ]; then
    echo "functions/azure was not built: the configured NuGet feeds lack $missing"
    exit 3
  fi
  cat "$log"
  exit 1
fi
exec dotnet build --no-restore -c Release -v q
