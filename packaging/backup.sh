#!/usr/bin/env bash
# Copies the state of Ham4Db while it runs, or restores it: backup.sh save <data folder> <new folder> | backup.sh restore <backup> <empty data folder>
# Each file is copied as of one moment by SQLite itself; a plain copy of a file that is being written is no backup.
# Exit 2: wrong usage, or what is given cannot be used. Exit 3: a tool is missing. Exit 4: something has been running for a minute; try again.
set -euo pipefail
umask 077
usage='usage: backup.sh save <data folder> <new folder> | backup.sh restore <backup> <empty data folder>'
fail() { # fail CODE TEXT
  echo "backup.sh: $2" >&2
  exit "$1"
}

[ $# -eq 3 ] && [[ $1 == save || $1 == restore ]] || { echo "$usage" >&2; exit 2; }
command -v sqlite3 >/dev/null || fail 3 "'sqlite3' is not in PATH; it is in the package of that name"
action=$1 from=$2 to=$3
[ -d "$from" ] || fail 2 "'$from' is not a folder"
# The decisions first, then the orchestrations that rest on them: one that runs then finds decisions no younger than itself.
files=(fleet.db runtime.db)
found=()
for file in "${files[@]}"; do
  [ ! -f "$from/$file" ] || found+=("$file")
done
[[ " ${found[*]} " == *" runtime.db "* ]] || fail 2 "'$from' holds no runtime.db: it is no data folder and no backup of Ham4Db"
if [ "$action" = restore ]; then
  [ ! -e "$to" ] || [ -z "$(ls -A "$to")" ] || fail 2 "'$to' is not empty: stop Ham4Db and move what is there away"
else
  [ ! -e "$to" ] || fail 2 "'$to' is there already"
fi

# The dot command reads its argument with quotes of its own: a path with one in it would end it.
[[ $to$from != *\'* ]] || fail 2 "paths with ' in them are not supported"

copy() {
  rm -rf "$to.new"
  mkdir -p "$to.new"
  local file
  for file in "${found[@]}"; do
    sqlite3 -bail -readonly "$from/$file" ".timeout 30000" ".backup '$to.new/$file'"
    [ "$(sqlite3 "$to.new/$file" 'PRAGMA integrity_check')" = ok ] || fail 1 "the copy of $file is damaged"
  done
}

# Running, pending and suspended: what would go on where the copy is started, perhaps days later and on servers that have changed since.
unfinished() {
  sqlite3 "$to.new/runtime.db" "SELECT group_concat(instance_id, ', ') FROM instances WHERE status IN (0, 6, 7)"
}

trap 'rm -rf "$to.new"' EXIT
copy
if [ "$action" = save ]; then
  for _ in $(seq 60); do
    [ -n "$(unfinished)" ] || break
    sleep 1
    copy
  done
  running=$(unfinished)
  [ -z "$running" ] || fail 4 "for a minute something has been running, which a backup may not hold: $running. Try again when it has ended."
fi
if [ "$action" = restore ] && [ -d "$to" ]; then
  mv "$to.new"/* "$to"/
else
  mv "$to.new" "$to"
fi
echo "$to: ${found[*]}"
