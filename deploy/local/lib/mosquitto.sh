# shellcheck shell=bash
# Mosquitto, for the broker path: persistent, and with room for a backlog while the gateway is away. It writes its state
# every 5 s only, so a kill loses what it acknowledged since then and had not passed on.

mosquitto_prepare() {
  local dir=$1 port=$2
  data_folder "$dir"
  mosquitto_configuration "$dir" "$port" >"$dir/mosquitto.conf"
  write_credentials "$dir" <<TEXT
MQTT_BROKER_HOST=127.0.0.1
MQTT_BROKER_PORT=$port
TEXT
}

mosquitto_configuration() {
  cat <<CONF
listener $2 127.0.0.1
allow_anonymous ${TELLTALE_BROKER_ANONYMOUS:-true}
persistence true
persistence_location $1/data/
autosave_interval 5
max_inflight_messages ${TELLTALE_BROKER_INFLIGHT:-1000}
max_queued_messages 1000000
set_tcp_nodelay true
log_dest stderr
CONF
  [ -z "${TELLTALE_BROKER_PASSWORD_FILE:-}" ] || printf 'password_file %s\n' "$TELLTALE_BROKER_PASSWORD_FILE"
}

mosquitto_spawn() { spawn_as_server_user "$1" "$(locate mosquitto)" -c "$1/mosquitto.conf"; }

# A CONNECT of MQTT 3.1.1 is answered by a CONNACK, whatever it says.
mosquitto_answers() {
  local first
  exec 3<>"/dev/tcp/127.0.0.1/$2" || return 1
  printf '\x10\x14\x00\x04MQTT\x04\x02\x00\x0a\x00\x08telltale' >&3
  IFS= read -r -N 1 -t 2 first <&3 || first=
  exec 3>&-
  [ "$first" = ' ' ] # 0x20, CONNACK
}
