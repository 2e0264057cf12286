#!/usr/bin/env bash
# Builds the page into dist/ where its sources are newer than the last build. Needs Node 20 or newer; installs what the lockfile names.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
mkdir -p ../../.build
stamp=../../.build/web
exec 9>"$stamp.lock"
flock 9
# npm writes its own copy of the lock file last, so an install that was interrupted has none.
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --ignore-scripts --no-audit --no-fund
  touch node_modules/.package-lock.json
fi
if [ ! -f "$stamp" ] || [ ! -f dist/index.html ] ||
  [ -n "$(find . \( -path ./node_modules -o -path ./dist \) -prune -o -type f -newer "$stamp" -print -quit)" ]; then
  touch "$stamp.new"
  npm run --silent build
  mv "$stamp.new" "$stamp"
fi
