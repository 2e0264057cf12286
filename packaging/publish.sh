#!/usr/bin/env bash
# Builds Ham4Db for machines of one's own: one file that needs no .NET, and what is installed beside it. packaging/publish.sh <folder> [runtime identifier]
# Exit 2: wrong usage. Exit 3: a tool is missing.
set -euo pipefail
usage='usage: packaging/publish.sh <folder> [linux-x64 | linux-arm64]'
[ $# -ge 1 ] && [ $# -le 2 ] && [ -n "$1" ] || { echo "$usage" >&2; exit 2; }
runtime=${2:-linux-x64}
[[ $runtime == linux-x64 || $runtime == linux-arm64 ]] || { echo "'$runtime' is not one of linux-x64, linux-arm64"$'\n'"$usage" >&2; exit 2; }
command -v dotnet >/dev/null || { echo "packaging/publish.sh needs the .NET 10 SDK, and there is no 'dotnet' in PATH" >&2; exit 3; }
folder=$(realpath -m "$1")
cd "$(dirname "$0")/.."
if command -v npm >/dev/null; then
  functions/web/build.sh >&2
else
  echo "There is no npm in PATH: built without the web page." >&2
fi
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# The database library is native code; it is unpacked from the file at the first start.
# Built in a folder of its own: other builds of this clone may run at the same time.
dotnet publish functions/cli -c Release -r "$runtime" --self-contained -o "$folder" -v quiet --disable-build-servers --artifacts-path "$build" \
  -p:RunAnalyzers=false -p:PublishSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true -p:DebugType=none -p:PublishDocumentationFiles=false >&2
cp packaging/ham4db.service packaging/backup.sh ham4db.conf.sample.json LICENSE "$folder"
echo "$folder/ham4db"
