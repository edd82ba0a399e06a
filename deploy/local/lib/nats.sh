# shellcheck shell=bash
# nats-server with JetStream. sync_interval always: an acknowledged publish is on the disk, not in its cache.
# Alone, or one node of a cluster when TELLTALE_NATS_ROUTES names the nodes' routes; DIR/cluster keeps what its
# first start said, so that a restart needs to say nothing.

nats_prepare() {
  local dir=$1 port=$2 password system
  nats_shared_passwords "$dir"
  nats_remember_cluster "$dir"
  password=$(nats_password "$dir" NATS_URL)
  system=$(nats_password "$dir" NATS_SYS_URL)
  {
    printf 'NATS_URL=nats://telltale:%s@127.0.0.1:%s\n' "$password" "$port"
    printf 'NATS_SYS_URL=nats://sys:%s@127.0.0.1:%s\n' "$system" "$port"
    [ ! -e "$dir/cluster" ] || printf 'NATS_ROUTE_URL=nats://route:%s@127.0.0.1:%s\n' \
      "$(nats_password "$dir" NATS_ROUTE_URL)" "$(nats_cluster "$dir" ROUTE_PORT)"
  } | write_credentials "$dir"
  (umask 077 && nats_configuration "$dir" "$port" "$password" "$system" >"$dir/nats.conf")
}

# The nodes of a cluster share their passwords: a new one takes them from the credentials of one that exists.
nats_shared_passwords() {
  if [ -z "${TELLTALE_NATS_PASSWORDS_OF:-}" ] || [ -e "$1/credentials" ]; then return 0; fi
  write_credentials "$1" <"$TELLTALE_NATS_PASSWORDS_OF/credentials"
}

nats_remember_cluster() {
  if [ -z "${TELLTALE_NATS_ROUTES:-}" ] || [ -e "$1/cluster" ]; then return 0; fi
  printf 'NODE=%s\nROUTE_PORT=%s\nROUTES=%s\n' "${TELLTALE_NATS_NODE:?the name of this node}" \
    "${TELLTALE_NATS_ROUTE_PORT:?the port of this node for the others}" "$TELLTALE_NATS_ROUTES" >"$1/cluster"
}

nats_cluster() { sed -n "s/^$2=//p" "$1/cluster"; }

# The password inside an address written earlier, else a new one.
nats_password() {
  local url
  url=$(credential "$1" "$2")
  url=${url#*://*:}
  if [ -n "$url" ]; then printf '%s' "${url%@*}"; else random_password; fi
}

nats_configuration() {
  local node=telltale
  [ ! -e "$1/cluster" ] || node=$(nats_cluster "$1" NODE)
  cat <<CONF
listen: "127.0.0.1:$2"
server_name: "$node"
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
  [ ! -e "$1/cluster" ] || nats_cluster_configuration "$1"
}

nats_cluster_configuration() {
  local password route routes=()
  password=$(nats_password "$1" NATS_ROUTE_URL)
  IFS=, read -ra routes <<<"$(nats_cluster "$1" ROUTES)"
  cat <<CONF
cluster {
  name: "telltale"
  listen: "127.0.0.1:$(nats_cluster "$1" ROUTE_PORT)"
  authorization { user: "route", password: "$password" }
  routes: [
CONF
  for route in "${routes[@]}"; do printf '    "nats://route:%s@%s"\n' "$password" "$route"; done
  printf '  ]\n}\n'
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
