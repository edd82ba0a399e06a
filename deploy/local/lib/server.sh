# shellcheck shell=bash
# Start, stop and status of any server. What differs is in nats.sh, timescale.sh, mosquitto.sh and alertmanager.sh, each with
#   KIND_prepare DIR PORT   data folder, configuration, credentials
#   KIND_spawn DIR          starts the process
#   KIND_answers DIR PORT   true once it really serves
# DIR belongs to one server: DIR/pid, DIR/port, DIR/log, DIR/credentials (0600), DIR/data.

start_server() {
  local kind=$1 port=$3 dir running
  known_kind "$kind"
  dir=$(server_folder "$2")
  lock_server "$dir"
  if alive "$dir/pid"; then
    running=$(<"$dir/port")
    [ "$running" = "$port" ] || fail 73 "$kind of $dir already runs on port $running, not on $port: stop it first"
    await_server "$kind" "$dir" "$port"
    return
  fi
  fetch_servers "$kind"
  note_start "$kind" "$dir"
  ! port_taken "$port" || fail 75 "port $port for $kind is taken by $(port_holder "$port")"
  printf '%s\n' "$port" >"$dir/port"
  "${kind}_prepare" "$dir" "$port"
  "${kind}_spawn" "$dir"
  await_server "$kind" "$dir" "$port"
}

# Whoever wants to be sure that nothing is left (./telltale test) names a file in TELLTALE_SERVERS_STARTED.
note_start() {
  [ -z "${TELLTALE_SERVERS_STARTED:-}" ] || printf '%s %s\n' "$1" "$2" >>"$TELLTALE_SERVERS_STARTED"
}

known_kind() {
  case $1 in
    nats | timescale | mosquitto | alertmanager) ;;
    *) fail 64 "no such server: $1 (nats, timescale, mosquitto, alertmanager)" ;;
  esac
}

# The absolute path of DIR, made when it is missing. A server that root runs as another user must pass through.
server_folder() {
  mkdir -p "$1" || fail 73 "the folder $1 cannot be made"
  [ "$(id -u)" != 0 ] || chmod 711 "$1"
  (cd "$1" && pwd -P)
}

lock_server() {
  exec 8>"$1/lock"
  flock -w 120 8 || fail 75 "another start or stop holds $1/lock"
}

# Bounded wait; a server that ends while we wait is reported at once. What did not start is not left behind.
await_server() {
  local kind=$1 dir=$2 port=$3 until
  until=$((SECONDS + ${TELLTALE_SERVER_TIMEOUT:-60}))
  until answers "$kind" "$dir" "$port"; do
    if ! alive "$dir/pid"; then
      rm -f "$dir/pid" "$dir/pid.started"
      say "the last lines of $dir/log:" && show_tail "$dir/log"
      fail 70 "$kind ended while starting on port $port"
    fi
    if [ "$SECONDS" -ge "$until" ]; then
      say "the last lines of $dir/log:" && show_tail "$dir/log"
      stop_process "$kind" "$dir"
      fail 70 "$kind did not answer on port $port within ${TELLTALE_SERVER_TIMEOUT:-60} s"
    fi
    sleep 0.05
  done
}

# In a subshell: a connection that breaks while we write to it must not end us.
answers() { ("${1}_answers" "$2" "$3") 2>/dev/null; }

stop_server() {
  known_kind "$1"
  [ -d "$2" ] || return 0
  lock_server "$2"
  stop_process "$1" "$2"
}

# PostgreSQL's fast shutdown is SIGINT; the others end in good order on SIGTERM.
stop_process() {
  case $1 in
    timescale)
      timescale_thaw "$2"
      terminate "$2/pid" INT 60
      ;;
    *) terminate "$2/pid" TERM 20 ;;
  esac
}

server_status() {
  local kind=$1 dir=$2 pid
  known_kind "$kind"
  if ! pid=$(pid_of "$dir/pid"); then
    printf '%s stopped\n' "$kind"
    return 3
  fi
  if ! answers "$kind" "$dir" "$(<"$dir/port")"; then
    printf '%s starting pid=%s port=%s\n' "$kind" "$pid" "$(<"$dir/port")"
    return 3
  fi
  printf '%s running pid=%s port=%s\n' "$kind" "$pid" "$(<"$dir/port")"
}

# The user who runs what refuses to run as root; empty when we are not root.
server_user() {
  [ "$(id -u)" = 0 ] || return 0
  if getent passwd postgres >/dev/null; then printf postgres; else printf nobody; fi
}

# The words that put a command under that user; an exec, so that a pid stays the pid.
server_user_words() {
  local user
  user=$(server_user)
  [ -z "$user" ] || printf 'setpriv --reuid %s --regid %s --clear-groups' "$user" "$(id -g "$user")"
}

# In the root folder: the caller's may be closed to that user.
as_server_user() {
  # shellcheck disable=SC2046 # words, or none
  (cd / && exec $(server_user_words) "$@")
}

spawn_as_server_user() {
  local dir=$1
  shift
  # shellcheck disable=SC2046 # words, or none
  (cd / && spawn "$dir/pid" "$dir/log" $(server_user_words) "$@")
}

# DIR/data, owned by the user who writes it.
data_folder() {
  local dir=$1 user
  mkdir -p "$dir/data"
  user=$(server_user)
  [ -n "$user" ] || return 0
  chown "$user:$(id -g "$user")" "$dir/data"
  as_server_user test -w "$dir/data" ||
    fail 73 "user $user, who runs the server for root, cannot enter $dir: choose a folder open to all"
}

random_password() { od -An -N 24 -tx1 /dev/urandom | tr -d ' \n'; }

# credential DIR KEY: the value in DIR/credentials, empty when it is not there.
credential() {
  [ ! -e "$1/credentials" ] || sed -n "s/^$2=//p" "$1/credentials"
}

# Replaces DIR/credentials by what is on stdin, readable by nobody else, whole or not at all.
write_credentials() {
  (umask 077 && cat >"$1/credentials.new")
  mv -f "$1/credentials.new" "$1/credentials"
}
