# What the stand-in's programs share. The cluster is real PostgreSQL; the folder above this one holds its nodes, 1, 2, ...
# An agent asks each second: what the shell does by itself is not left to other programs.
here=${0%/*}
top=${here%/*}
pg=$top/bin
now=
log() {
  [ -n "$now" ] || now=$(date '+%F %T.%3N')
  printf '[%s][%s][][gs_ctl]: %s\n' "$now" $$ "$*"
}

# use FOLDER: sets name, host, port, cascade, id of that node
use() { folder=$1; . "$folder/node.env"; }

# value FOLDER KEY
value() {
  _value=
  while IFS='=' read -r _key _word; do [ "$_key" != "$2" ] || _value=$_word; done <"$1/node.env"
  echo "$_value"
}

# set_cascade FOLDER 0|1
set_cascade() { echo "cascade=$2" >>"$1/node.env"; }

# q FOLDER SQL...: each on its own, in one connection
q() {
  _at=$1 _port=$(value "$1" port)
  shift
  for _sql in "$@"; do
    set -- "$@" -c "$_sql"
    shift
  done
  PGCONNECT_TIMEOUT=3 "$pg/psql" -X -q -A -t -F '|' -h "$_at/s" -p "$_port" -U postgres -d postgres -v ON_ERROR_STOP=1 "$@"
}

# alive FOLDER: sets pid. One that is gone, or has ended and was not waited for, works in no folder.
alive() {
  pid=
  { read -r pid <"$1/data/postmaster.pid"; } 2>/dev/null
  [ -n "$pid" ] && [ "/proc/$pid/cwd" -ef "$1/data" ]
}

# receives FOLDER: it is up as a standby
receives() { [ -f "$1/data/standby.signal" ] && alive "$1"; }

# The writable node, of several the one on the highest timeline; nothing where there is none.
primary() {
  _found=
  for _f in "$top"/[0-9]*; do
    [ -f "$_f/data/standby.signal" ] || ! alive "$_f" || _found="$_found $_f"
  done
  case $_found in
    ' '*' '*) ;;
    *) echo "${_found# }"; return ;;
  esac
  for _f in $_found; do
    _t=$(q "$_f" "SELECT ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int WHERE NOT pg_is_in_recovery()" 2>/dev/null)
    [ -n "$_t" ] && echo "$_t $_f"
  done | sort -n | tail -n 1 | cut -d' ' -f2-
}

# A standby that streams from the primary and is not FOLDER.
standby() {
  for _s in "$top"/[0-9]*; do
    [ "$_s" != "$1" ] && [ "$(value "$_s" cascade)" = 0 ] && receives "$_s" && { echo "$_s"; return; }
  done
}

# conninfo FOLDER SOURCE
conninfo() (
  . "$2/node.env"
  _source="host=$host port=$port user=$replication_user password=$replication_password"
  . "$1/node.env"
  echo "$_source application_name=$name connect_timeout=2"
)

# follow FOLDER SOURCE: streams from there from now on
follow() {
  if alive "$1"; then
    q "$1" "ALTER SYSTEM SET primary_conninfo = '$(conninfo "$1" "$2")'" 'SELECT pg_reload_conf()' >/dev/null
  else
    # Appended, so that the file keeps its owner; the last one counts.
    echo "primary_conninfo = '$(conninfo "$1" "$2")'" >>"$1/data/postgresql.auto.conf"
  fi
}

# Every standby of openGauss knows all nodes and finds the primary by itself, a cascade standby a standby.
rehome() {
  _new=$(primary)
  [ -n "$_new" ] || return 0
  for _n in "$top"/[0-9]*; do
    [ "$_n" != "$_new" ] && receives "$_n" || continue
    if [ "$(value "$_n" cascade)" = 0 ]; then
      follow "$_n" "$_new" &
    else
      _up=$(standby "$_n")
      [ -z "$_up" ] || follow "$_n" "$_up" &
    fi
  done
  wait
}
