# shellcheck shell=bash
# Where the local stack keeps its state, and the ports it was given.
#   nats/ timescale/ mosquitto/   data of the servers     logs/      one file a process
#   run/                          pid files, the ports    secrets/   keys and tokens (0700)

# One folder for each clone: name and a short hash of the path. TELLTALE_HOME, when set, is used as it is.
state_home() {
  local base
  if [ -n "${TELLTALE_HOME:-}" ]; then
    printf '%s' "$TELLTALE_HOME"
    return
  fi
  if [ "$(id -u)" = 0 ]; then base=/var/lib/telltale; else base=${XDG_STATE_HOME:-$HOME/.local/state}/telltale; fi
  # shellcheck disable=SC2154 # root is set by ./telltale
  printf '%s/%s-%s' "$base" "$(basename "$root")" "$(printf '%s' "$root" | sha256sum | cut -c 1-8)"
}

home=$(state_home)

# root's servers run as another user, so all may pass through; what is secret is in secrets/.
make_home() {
  mkdir -p "$home"/{logs,run,secrets} 2>/dev/null || fail 73 "the folder $home cannot be written (choose another: TELLTALE_HOME)"
  home=$(cd "$home" && pwd -P)
  chmod 755 "$home"
  chmod 700 "$home/secrets"
}

port_names=(MQTT CONSOLE INGEST REGISTRY TELEMETRY ALERTING NATS DB BROKER BROKER_GATEWAY)
declare -A default_ports=([MQTT]=1883 [CONSOLE]=8080 [INGEST]=8081 [REGISTRY]=8082 [TELEMETRY]=8083
  [ALERTING]=8084 [NATS]=4222 [DB]=5432 [BROKER]=1884 [BROKER_GATEWAY]=8085)

# The settings a running stack was started with go before the environment: status, env and down must agree with it.
load_settings() {
  local name key
  if [ -e "$home/run/settings" ]; then
    # shellcheck source=/dev/null
    source "$home/run/settings"
  fi
  for name in "${port_names[@]}"; do
    key=TELLTALE_${name}_PORT
    printf -v "$key" '%s' "${!key:-${default_ports[$name]}}"
    if [[ ! ${!key} =~ ^[1-9][0-9]{0,4}$ ]] || [ "${!key}" -gt 65535 ]; then fail 64 "$key is not a port: ${!key}"; fi
  done
  TELLTALE_FRONT_DOOR=${TELLTALE_FRONT_DOOR:-listener}
  case $TELLTALE_FRONT_DOOR in
    listener | broker) ;;
    both) [[ " ${services[*]} " == *' broker-gateway '* ]] || services+=(broker-gateway) ;;
    *) fail 64 "TELLTALE_FRONT_DOOR is listener, broker or both, not $TELLTALE_FRONT_DOOR" ;;
  esac
}

# What was chosen, and the servers of the user's own, if any; there may be passwords among it.
save_settings() {
  local key
  (
    umask 077
    for key in "${port_names[@]/%/_PORT}" FRONT_DOOR NATS_SERVER NATS_SYS_SERVER DB_HOST BROKER_HOST; do
      key=TELLTALE_$key
      [ -z "${!key:-}" ] || printf '%s=%q\n' "$key" "${!key}"
    done
    [ -z "${TELLTALE_DB_HOST:-}" ] ||
      for key in {TELEMETRY,REGISTRY,ALERTING}_DB_PASSWORD; do printf '%s=%q\n' "$key" "${!key:-}"; done
  ) >"$home/run/settings"
}

port_of() {
  local key=TELLTALE_$1_PORT
  printf '%s' "${!key}"
}

# One up, down or fetch of this clone's stack at a time.
lock_home() {
  exec 7>"$home/run/lock"
  flock -n 7 || { say "waiting for another ./telltale of this clone" && flock -w 180 7; } ||
    fail 75 "another ./telltale is at work on $home"
}

unlock_home() { exec 7>&-; }
