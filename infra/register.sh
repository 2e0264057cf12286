#!/usr/bin/env bash
# Makes the app registration that people and scripts get their tokens from, with the roles viewer, operator and admin: infra/register.sh <display name>
# Prints its client id. Running it again finds the same one. Exit 2: wrong usage. Exit 3: a tool is missing.
set -euo pipefail
[ $# -eq 1 ] && [ -n "$1" ] || { echo "usage: infra/register.sh <display name>" >&2; exit 2; }
for tool in az jq; do
  command -v "$tool" >/dev/null || { echo "infra/register.sh needs '$tool', which is not in PATH" >&2; exit 3; }
done

role() { # role ID VALUE WHAT: the ids are fixed, so that a second run changes nothing
  jq -n --arg id "$1" --arg value "$2" --arg what "$3" \
    '{id: $id, value: $value, displayName: $value, description: $what, isEnabled: true, allowedMemberTypes: ["User", "Application"]}'
}

roles=$({
  role 3f0b4f5e-6d0a-4b6e-9c55-0d7a1e6a1001 viewer 'May read everything'
  role 3f0b4f5e-6d0a-4b6e-9c55-0d7a1e6a1002 operator 'May also change instances and clusters'
  role 3f0b4f5e-6d0a-4b6e-9c55-0d7a1e6a1003 admin 'May do everything'
} | jq -s .)
found=$(az ad app list --filter "displayName eq '${1//\'/\'\'}'" --query '[].appId' --output tsv)
case $(grep -c . <<<"$found" || true) in
  0) id=$(az ad app create --display-name "$1" --sign-in-audience AzureADMyOrg --query appId --output tsv) ;;
  1) id=$found ;;
  *) echo "There are several app registrations named '$1': $(paste -sd' ' <<<"$found"). Take another name." >&2; exit 1 ;;
esac
az ad app update --id "$id" --identifier-uris "api://$id" --app-roles "$roles" --set api.requestedAccessTokenVersion=2
# Nobody gets a token who was not given a role.
az ad sp show --id "$id" >/dev/null 2>&1 || az ad sp create --id "$id" >/dev/null
az ad sp update --id "$id" --set appRoleAssignmentRequired=true
echo "$id"
