# shellcheck shell=bash
# One database and one login role for each service that stores something; each sees only its own.

service_databases=(telemetry registry alerting)

create_databases() {
  local dir=$1 name
  alive "$dir/pid" || fail 69 "no timescale runs in $dir (servers start timescale $dir PORT)"
  lock_server "$dir"
  dir=$(cd "$dir" && pwd -P)
  for name in "${service_databases[@]}"; do ensure_password "$dir" "$(password_key "$name")"; done
  databases_sql "$dir" | superuser_psql "$dir"
}

password_key() { printf '%s_DB_PASSWORD' "${1^^}"; }

ensure_password() {
  local dir=$1 key=$2
  [ -z "$(credential "$dir" "$key")" ] || return 0
  { cat "$dir/credentials" && printf '%s=%s\n' "$key" "$(random_password)"; } | write_credentials "$dir"
}

# The passwords go by stdin, and a failing statement is not copied into the server's log.
databases_sql() {
  local dir=$1 name
  printf 'set client_min_messages = warning;\nset log_min_error_statement = panic;\n'
  for name in "${service_databases[@]}"; do
    printf "select 'create role %s login' where not exists (select from pg_roles where rolname = '%s') \\\\gexec\n" \
      "$name" "$name"
    printf "alter role %s password '%s';\n" "$name" "$(credential "$dir" "$(password_key "$name")")"
    printf "select 'create database %s owner %s' where not exists (select from pg_database where datname = '%s') \\\\gexec\n" \
      "$name" "$name" "$name"
    printf 'revoke connect on database %s from public;\n' "$name"
  done
  for name in "${service_databases[@]}"; do
    printf '\\connect %s\nset client_min_messages = warning;\ncreate extension if not exists timescaledb;\n' "$name"
  done
}

# superuser_psql DIR: runs the SQL on stdin; the password stays off the command line.
superuser_psql() {
  local dir=$1 pass status=0
  pass=$(mktemp "$dir/pgpass.XXXXXX")
  printf '127.0.0.1:*:*:telltale:%s\n' "$(credential "$dir" DB_SUPERUSER_PASSWORD)" >"$pass"
  PGPASSFILE=$pass "$(locate psql)" -X -q -h 127.0.0.1 -p "$(<"$dir/port")" -U telltale -d postgres \
    -v ON_ERROR_STOP=1 >/dev/null || status=$?
  rm -f "$pass"
  [ "$status" = 0 ] || fail 70 "the databases in $dir could not be made"
}
