# What the stand-in's programs share. The cluster is real PostgreSQL; the folder above this one holds its nodes, 1, 2, ...
top=$(dirname "$here")
pg=$top/bin
log() { printf '[%s][%s][][gs_ctl]: %s\n' "$(date '+%F %T.%3N')" $$ "$*"; }

# use FOLDER: sets name, host, port, cascade, id of that node
use() { folder=$1; . "$folder/node.env"; }

# value FOLDER KEY
value() { sed -n "s/^$2=//p" "$1/node.env" | tail -n 1; }

# set_cascade FOLDER 0|1
set_cascade() { echo "cascade=$2" >>"$1/node.env"; }

# q FOLDER SQL
q() { PGCONNECT_TIMEOUT=3 "$pg/psql" -X -q -A -t -F '|' -h "$1/s" -p "$(value "$1" port)" -U postgres -d postgres -v ON_ERROR_STOP=1 -c "$2"; }

postmaster() { head -n 1 "$1/data/postmaster.pid" 2>/dev/null; }

alive() {
  _p=$(postmaster "$1")
  [ -n "$_p" ] && [ "$(readlink "/proc/$_p/cwd")" = "$1/data" ] && ! grep -q '^State:[[:space:]]*[ZX]' "/proc/$_p/status"
}

nodes() { ls -d "$top"/[0-9]*; }

# The writable node on the highest timeline; nothing where there is none.
primary() {
  for _f in $(nodes); do
    alive "$_f" || continue
    _t=$(q "$_f" "SELECT ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int WHERE NOT pg_is_in_recovery()" 2>/dev/null)
    [ -n "$_t" ] && echo "$_t $_f"
  done | sort -n | tail -n 1 | cut -d' ' -f2-
}

# A standby that streams from the primary and is not FOLDER.
standby() {
  for _f in $(nodes); do
    [ "$_f" != "$1" ] && [ "$(value "$_f" cascade)" = 0 ] && alive "$_f" && [ "$(q "$_f" 'SELECT pg_is_in_recovery()' 2>/dev/null)" = t ] && { echo "$_f"; return; }
  done
}

conninfo() { echo "host=$(value "$2" host) port=$(value "$2" port) user=$(value "$2" replication_user) password=$(value "$2" replication_password) application_name=$(value "$1" name) connect_timeout=2"; }

# follow FOLDER SOURCE: streams from there from now on
follow() {
  if alive "$1"; then
    q "$1" "ALTER SYSTEM SET primary_conninfo = '$(conninfo "$1" "$2")'" && q "$1" 'SELECT pg_reload_conf()' >/dev/null
  else
    # Appended, so that the file keeps its owner; the last one counts.
    echo "primary_conninfo = '$(conninfo "$1" "$2")'" >>"$1/data/postgresql.auto.conf"
  fi
}

# Every standby of openGauss knows all nodes and finds the primary by itself, a cascade standby a standby.
rehome() {
  _new=$(primary)
  [ -n "$_new" ] || return 0
  for _n in $(nodes); do
    [ "$_n" != "$_new" ] && alive "$_n" && [ "$(q "$_n" 'SELECT pg_is_in_recovery()' 2>/dev/null)" = t ] || continue
    if [ "$(value "$_n" cascade)" = 0 ]; then
      follow "$_n" "$_new"
    else
      _up=$(standby "$_n")
      [ -z "$_up" ] || follow "$_n" "$_up"
    fi
  done
}
