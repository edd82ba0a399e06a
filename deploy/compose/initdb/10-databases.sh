#!/bin/sh
# Runs once, when the data folder is empty: a database and a login role for each service that owns one.
set -eu
for name in telemetry registry alerting; do
  upper=$(printf '%s' "$name" | tr '[:lower:]' '[:upper:]')
  eval "password=\$${upper}_DB_PASSWORD"
  # shellcheck disable=SC2154 # assigned by the eval above
  psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --quiet <<SQL
create role $name login password '$password';
create database $name owner $name;
SQL
  psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$name" --quiet -c 'create extension if not exists timescaledb'
done
