#!/usr/bin/env bash
# Measures: ./bench.sh <name> [options]; without a name it says which there are.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
[ "${1:-}" != web ] || functions/web/build.sh >&2
dotnet build tests/bench -c Release -v quiet --disable-build-servers >&2
exec dotnet tests/bench/bin/Release/net10.0/Ham4Db.Bench.dll "$@"
