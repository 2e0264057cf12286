#!/usr/bin/env bash
# Deploys Ham4Db to Azure: infrastructure, then the package, then waits until it is ready.
set -euo pipefail
usage='usage: infra/deploy.sh --group <resource group> --size <small|standard|highlyavailable|file.bicepparam>
         [--location <region>]   make the resource group there, if it is not there yet
         [--package <file.zip>]  deploy this package; without it one is built
         [--what-if]             show what would change, and change nothing
         [--infrastructure-only] leave the package as it is
         [--package-only]        leave the infrastructure as it is
         [--dry-run]             print the commands that would run, and run none
Environment: see docs/azure.md. Exit 2: wrong usage. Exit 3: a tool is missing. Exit 4: deployed, but not ready.'
group='' size='' location='' package='' preview=no infrastructure=yes code=yes dry=no

fail() { # fail CODE TEXT...
  echo "infra/deploy.sh: ${*:2}" >&2
  exit "$1"
}

while [ $# -gt 0 ]; do
  case $1 in
    --group | --size | --location | --package)
      [ $# -gt 1 ] && [ -n "$2" ] || fail 2 "$1 needs a value"
      case $1 in
        --group) group=$2 ;;
        --size) size=$2 ;;
        --location) location=$2 ;;
        --package) package=$2 ;;
      esac
      shift
      ;;
    --what-if) preview=yes ;;
    --infrastructure-only) code=no ;;
    --package-only) infrastructure=no ;;
    --dry-run) dry=yes ;;
    --help | -h) echo "$usage"; exit 0 ;;
    *) fail 2 "'$1' is not understood"$'\n'"$usage" ;;
  esac
  shift
done
[ -n "$group" ] || fail 2 "--group is missing"$'\n'"$usage"
[ -n "$size" ] || fail 2 "--size is missing"$'\n'"$usage"
[ "$infrastructure$code" != nono ] || fail 2 "--infrastructure-only and --package-only exclude each other"
[ -z "$package" ] || [ -f "$package" ] || fail 2 "--package '$package' is not a file"
[ -z "$package" ] || package=$(realpath "$package")
[[ $size == *.bicepparam ]] && size=$(realpath -m "$size")
cd "$(dirname "$0")/.."
parameters=$size
[[ $size == *.bicepparam ]] || parameters=infra/parameters/$size.bicepparam
[ -f "$parameters" ] && [ "$size" != common ] ||
  fail 2 "--size '$size' is neither small, standard or highlyavailable, nor a .bicepparam file that exists"

missing=()
for variable in HAM4DB_ENTRA_CLIENT_ID HAM4DB_SEEDS HAM4DB_ALLOWED_HOSTS; do
  [ -n "${!variable:-}" ] || missing+=("$variable")
done
[ ${#missing[@]} -eq 0 ] || [ $infrastructure = no ] ||
  fail 2 "not set in the environment: ${missing[*]}; infra/register.sh makes the client id, docs/azure.md says the rest"

if [ $dry = no ]; then
  for tool in az curl; do
    command -v "$tool" >/dev/null || fail 3 "'$tool' is not in PATH"
  done
  az account show >/dev/null 2>&1 || fail 3 "az is not signed in: run 'az login'"
fi

run() { # run COMMAND...: or only say so
  if [ $dry = yes ]; then printf '%q ' "$@"; echo; else "$@"; fi
}

deployment=ham4db
if [ $infrastructure = yes ]; then
  for provider in Microsoft.App Microsoft.DurableTask Microsoft.Insights Microsoft.KeyVault Microsoft.Network Microsoft.Storage Microsoft.Web; do
    run az provider register --namespace "$provider" --wait
  done
  [ -z "$location" ] || run az group create --name "$group" --location "$location" --output none
  if [ $preview = yes ]; then
    run az deployment group what-if --resource-group "$group" --name "$deployment" --parameters "$parameters"
    exit 0
  fi
  run az deployment group create --resource-group "$group" --name "$deployment" --parameters "$parameters" --output none
fi
[ $preview = no ] || exit 0
[ $code = yes ] || exit 0

if [ -z "$package" ]; then
  package=$PWD/artifacts/ham4db.zip
  run infra/package.sh "$package"
fi
output() { # output NAME: what the deployment says
  if [ $dry = yes ]; then echo "<$1>"; else az deployment group show --resource-group "$group" --name "$deployment" --query "properties.outputs.$1.value" --output tsv; fi
}
app=$(output appName)
address=$(output address)
run az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$package" --output none

if [ $dry = yes ]; then
  run curl --fail --max-time 10 "${address}health/ready"
  exit 0
fi
echo "Waiting for ${address}health/ready" >&2
for _ in $(seq 60); do
  if curl --silent --fail --max-time 10 --output /dev/null "${address}health/ready"; then
    echo "$address"
    exit 0
  fi
  sleep 5
done
fail 4 "it was deployed, and ${address}health/ready did not answer within five minutes: the log of $app says why. Without 'public' it answers inside the network only."
