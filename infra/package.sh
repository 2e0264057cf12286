#!/usr/bin/env bash
# Builds the package that runs on Azure, for Durable Task Scheduler: infra/package.sh <file.zip>
# Exit 2: wrong usage. Exit 3: a tool is missing. Otherwise what dotnet says.
set -euo pipefail
[ $# -eq 1 ] && [[ $1 == *.zip ]] || { echo "usage: infra/package.sh <file.zip>" >&2; exit 2; }
for tool in dotnet zip; do
  command -v "$tool" >/dev/null || { echo "infra/package.sh needs '$tool', which is not in PATH" >&2; exit 3; }
done
package=$(realpath -m "$1")
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
functions/web/build.sh
dotnet publish functions/azure -c Release -p:DurableTaskScheduler=true -o "$folder" -v quiet --disable-build-servers
mkdir -p "$(dirname "$package")"
rm -f "$package"
# The dot takes the hidden folder of the extensions with it.
(cd "$folder" && zip -qr "$package" .)
echo "$package"
