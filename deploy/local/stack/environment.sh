# shellcheck shell=bash
# `env`: what a client needs, as KEY=value lines for `eval "$(./telltale env)"`; also what the simulator is given.

command_env() {
  load_settings
  if [ ! -s "$home/run/settings" ] || [ ! -s "$home/secrets/operator.token" ]; then
    fail 69 "nothing is up here: ./telltale up"
  fi
  environment | while IFS='=' read -r key value; do printf '%s=%q\n' "$key" "$value"; done
}

environment() {
  local host=${TELLTALE_MQTT_HOST:-127.0.0.1} port=$TELLTALE_MQTT_PORT
  case $host in 0.0.0.0 | ::) host=127.0.0.1 ;; esac
  if [ "$TELLTALE_FRONT_DOOR" = broker ]; then host=${TELLTALE_BROKER_HOST:-127.0.0.1} port=$TELLTALE_BROKER_PORT; fi
  cat <<ENV
TELLTALE_MQTT_HOST=$host
TELLTALE_MQTT_PORT=$port
TELLTALE_BROKER_PORT=$TELLTALE_BROKER_PORT
TELLTALE_DEVICE_USERNAME=$demo_device
TELLTALE_DEVICE_TOKEN=$(secret device.token)
TELLTALE_NATS_URL=$(nats_address NATS_URL)
TELLTALE_DB_URL=postgresql://telemetry:$(database_password TELEMETRY)@${TELLTALE_DB_HOST:-127.0.0.1}:$TELLTALE_DB_PORT/telemetry
TELLTALE_API_URL=http://127.0.0.1:$TELLTALE_CONSOLE_PORT/api
TELLTALE_OPERATOR_TOKEN=$(secret operator.token)
ENV
}

secret() { [ ! -e "$home/secrets/$1" ] || cat "$home/secrets/$1"; }

# Exports the same for a command of ours.
export_environment() {
  local key value
  load_settings
  [ -s "$home/run/settings" ] || fail 69 "nothing is up here: ./telltale up"
  while IFS='=' read -r key value; do export "$key=$value"; done < <(environment)
}
