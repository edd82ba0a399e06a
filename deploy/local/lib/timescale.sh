# shellcheck shell=bash
# PostgreSQL with TimescaleDB, with every safeguard of durability on. Refuses to run as root, so root lends it a user.

timescale_prepare() {
  local dir=$1 port=$2
  data_folder "$dir"
  if [ -z "$(credential "$dir" DB_SUPERUSER_PASSWORD)" ] && [ -e "$dir/data/cluster" ]; then
    fail 78 "$dir has a database but no password for it in $dir/credentials"
  fi
  timescale_credentials "$dir" "$port"
  [ -e "$dir/data/cluster" ] || make_cluster "$dir"
  timescale_configuration "$port" >"$dir/postgresql.conf"
  printf 'host all all 127.0.0.1/32 scram-sha-256\n' >"$dir/pg_hba.conf"
}

# Keeps what is there already: the services' passwords stand in the same file.
timescale_credentials() {
  local dir=$1 port=$2 password
  password=$(credential "$dir" DB_SUPERUSER_PASSWORD)
  {
    printf 'DB_HOST=127.0.0.1\nDB_PORT=%s\nDB_SUPERUSER=telltale\n' "$port"
    printf 'DB_SUPERUSER_PASSWORD=%s\n' "${password:-$(random_password)}"
    [ ! -e "$dir/credentials" ] || grep '_DB_PASSWORD=' "$dir/credentials" || true
  } | write_credentials "$dir"
}

# initdb into a folder that gets its name only when it is whole: an interrupted one is begun anew.
make_cluster() {
  local dir=$1 secret=$1/data/superuser
  rm -rf "$dir/data/cluster.new"
  (umask 077 && credential "$dir" DB_SUPERUSER_PASSWORD >"$secret")
  [ -z "$(server_user)" ] || chown "$(server_user)" "$secret"
  as_server_user "$(locate initdb)" --pgdata "$dir/data/cluster.new" --username telltale \
    --pwfile "$secret" --auth scram-sha-256 --encoding UTF8 --no-locale >>"$dir/log" 2>&1 || {
    show_tail "$dir/log"
    fail 70 "the database of $dir could not be made"
  }
  rm -f "$secret"
  mv "$dir/data/cluster.new" "$dir/data/cluster"
}

# wal_init_zero: a new segment of the log is not filled with zeros first, for which every commit would wait 70 ms; a young
# cluster needs one every few seconds. shared_buffers and backend_flush_after: what the newest readings and their index touch stays,
# and what has to leave goes to the disk at once, not all of it every 30 s, for which every sync of NATS would wait.
timescale_configuration() {
  local buffers
  buffers=$(awk '/^MemTotal:/ { mb = int($2 / 8192); print (mb < 128 ? 128 : mb > 1024 ? 1024 : mb) "MB" }' /proc/meminfo)
  [ "${TELLTALE_SMALL:-0}" != 1 ] || buffers=64MB
  cat <<CONF
listen_addresses = '127.0.0.1'
port = $1
unix_socket_directories = ''
max_connections = 100
shared_buffers = $buffers
backend_flush_after = 256kB
max_wal_size = 4GB
min_wal_size = 256MB
checkpoint_timeout = 10min
wal_init_zero = off
fsync = on
synchronous_commit = on
jit = off
shared_preload_libraries = 'timescaledb'
timescaledb.telemetry_level = off
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
CONF
}

timescale_spawn() {
  local dir=$1
  end_orphans "$dir"
  spawn_as_server_user "$dir" "$(locate postgres)" -D "$dir/data/cluster" \
    -c "config_file=$dir/postgresql.conf" -c "hba_file=$dir/pg_hba.conf"
}

# Every process of the cluster works in its folder, with the server above it or without.
timescale_processes() {
  find /proc/[0-9]*/cwd -maxdepth 0 -lname "$1/data/cluster" 2>/dev/null | sed 's|^/proc/||; s|/cwd$||' || true
}

# Its children would not hear of its end while they are frozen.
timescale_thaw() {
  local pids
  pids=$(timescale_processes "$1")
  # shellcheck disable=SC2086 # words
  [ -z "$pids" ] || kill -CONT $pids 2>/dev/null || true
}

# A server that was killed leaves its processes for a moment: they end when they notice, and until then hold the shared
# memory, without which no other may start. One that does not notice within 5 s is killed as well. Its lock file goes when
# all are gone: the pid in it may still be that of a zombie, or already that of a stranger.
end_orphans() {
  local until=$((SECONDS + 5)) left
  while left=$(timescale_processes "$1") && [ -n "$left" ]; do
    # shellcheck disable=SC2086 # words
    [ "$SECONDS" -lt "$until" ] || kill -KILL $left 2>/dev/null || true
    [ "$SECONDS" -lt $((until + 10)) ] || fail 70 "processes of an earlier server hold $1/data/cluster: $left"
    sleep 0.05
  done
  rm -f "$1/data/cluster/postmaster.pid"
}

timescale_answers() { "$(locate pg_isready)" -q -h 127.0.0.1 -p "$2" -U telltale -d postgres -t 2; }
