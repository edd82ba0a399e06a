# shellcheck shell=bash
# Prometheus Alertmanager, for tests of what we push to it and of what it sends: alone, without a cluster.

# Older ones take no UTF-8 in names of labels.
installed_alertmanager() {
  local path version
  path=$(type -P prometheus-alertmanager) || return 1
  version=$("$path" --version 2>&1 | sed -n 's/^alertmanager, version \([0-9.]*\).*/\1/p')
  at_least 0.28 "${version:-0}" && printf '%s\n' "$path"
}

alertmanager_prepare() {
  local dir=$1 port=$2
  data_folder "$dir"
  [ -z "${TELLTALE_ALERTMANAGER_CONFIG:-}" ] || cp "$TELLTALE_ALERTMANAGER_CONFIG" "$dir/alertmanager.yml"
  [ -e "$dir/alertmanager.yml" ] || printf 'route: {receiver: nobody}\nreceivers: [{name: nobody}]\n' >"$dir/alertmanager.yml"
  chmod 644 "$dir/alertmanager.yml"
  [ -e "$dir/url" ] || printf '%s\n' "${TELLTALE_ALERTMANAGER_URL:-http://127.0.0.1:$port}" >"$dir/url"
  write_credentials "$dir" <<TEXT
ALERTMANAGER_URL=http://127.0.0.1:$port
TEXT
}

# Below the path of its own URL; --web.route-prefix brings its pages back to the root.
alertmanager_spawn() {
  spawn_as_server_user "$1" "$(locate prometheus-alertmanager)" --config.file="$1/alertmanager.yml" \
    --storage.path="$1/data" --web.listen-address="127.0.0.1:$(<"$1/port")" --web.external-url="$(<"$1/url")" \
    --web.route-prefix=/ --cluster.listen-address= --log.level=warn
}

alertmanager_answers() {
  local first
  exec 3<>"/dev/tcp/127.0.0.1/$2" || return 1
  printf 'GET /-/ready HTTP/1.0\r\n\r\n' >&3
  IFS= read -r -t 2 first <&3 || first=
  exec 3>&-
  [[ $first == *' 200 '* ]]
}
