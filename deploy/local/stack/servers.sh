# shellcheck shell=bash
# The servers of the stack: our own, brought by deploy/local/servers, unless the user names running ones:
#   TELLTALE_NATS_SERVER (and TELLTALE_NATS_SYS_SERVER)   nats://user:password@host:port
#   TELLTALE_DB_HOST (and TELLTALE_DB_PORT, TELEMETRY_DB_PASSWORD, REGISTRY_DB_PASSWORD, ALERTING_DB_PASSWORD)
#   TELLTALE_BROKER_HOST (and TELLTALE_BROKER_PORT), for TELLTALE_FRONT_DOOR=broker or both

declare -A server_ports=([nats]=NATS [timescale]=DB [mosquitto]=BROKER)

servers() { "$root/deploy/local/servers" "$@"; }

# The kinds that this stack runs itself.
own_servers() {
  [ -n "${TELLTALE_NATS_SERVER:-}" ] || printf 'nats\n'
  [ -n "${TELLTALE_DB_HOST:-}" ] || printf 'timescale\n'
  [ "$TELLTALE_FRONT_DOOR" = listener ] || [ -n "${TELLTALE_BROKER_HOST:-}" ] || printf 'mosquitto\n'
}

fetch_own_servers() {
  local kind
  for kind in $(own_servers); do servers fetch "$kind" 7>&-; done
}

start_own_server() {
  local kind=$1
  servers start "$kind" "$home/$kind" "$(port_of "${server_ports[$kind]}")" 7>&-
  [ "$kind" != timescale ] || servers databases "$home/timescale" 7>&-
  done_step "$kind answers on port $(port_of "${server_ports[$kind]}")"
}

# nats_address NATS_URL|NATS_SYS_URL
nats_address() {
  if [ -n "${TELLTALE_NATS_SERVER:-}" ]; then
    if [ "$1" = NATS_URL ]; then printf '%s' "$TELLTALE_NATS_SERVER"; else printf '%s' "${TELLTALE_NATS_SYS_SERVER:-$TELLTALE_NATS_SERVER}"; fi
  else
    server_credential nats "$1"
  fi
}

# database_password TELEMETRY|REGISTRY|ALERTING
database_password() {
  local key=${1}_DB_PASSWORD
  if [ -n "${TELLTALE_DB_HOST:-}" ]; then printf '%s' "${!key:-}"; else server_credential timescale "$key"; fi
}

server_credential() {
  [ ! -e "$home/$1/credentials" ] || sed -n "s/^$2=//p" "$home/$1/credentials"
}
