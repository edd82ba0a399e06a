# shellcheck shell=bash
# nats-server with JetStream. sync_interval always: an acknowledged publish is on the disk, not in its cache.

nats_prepare() {
  local dir=$1 port=$2 password system
  password=$(nats_password "$dir" NATS_URL)
  system=$(nats_password "$dir" NATS_SYS_URL)
  write_credentials "$dir" <<TEXT
NATS_URL=nats://telltale:$password@127.0.0.1:$port
NATS_SYS_URL=nats://sys:$system@127.0.0.1:$port
TEXT
  (umask 077 && nats_configuration "$dir" "$port" "$password" "$system" >"$dir/nats.conf")
}

# The password inside an address written earlier, else a new one.
nats_password() {
  local url
  url=$(credential "$1" "$2")
  url=${url#*://*:}
  if [ -n "$url" ]; then printf '%s' "${url%@*}"; else random_password; fi
}

nats_configuration() {
  cat <<CONF
listen: "127.0.0.1:$2"
server_name: "telltale"
max_payload: 4MB
jetstream {
  store_dir: "$1/data"
  sync_interval: always
  max_file_store: ${TELLTALE_NATS_MAX_STORE:-10GB}
}
system_account: SYS
accounts {
  SYS { users: [{ user: "sys", password: "$4" }] }
  TELLTALE { jetstream: enabled, users: [{ user: "telltale", password: "$3" }] }
}
CONF
}

nats_spawn() { spawn "$1/pid" "$1/log" "$(locate nats-server)" -c "$1/nats.conf"; }

# It greets every connection; JetStream has recovered by then, because it listens last.
nats_answers() {
  local greeting
  exec 3<>"/dev/tcp/127.0.0.1/$2" || return 1
  IFS= read -r -t 2 greeting <&3 || greeting=
  exec 3>&-
  [[ $greeting == INFO*'"jetstream":true'* ]]
}
