# shellcheck shell=bash
# Where fetched servers are kept, per user, and where each binary is found.

# root's cache is not below /root, because PostgreSQL runs under another user, who cannot enter there.
cache_home() {
  if [ -n "${TELLTALE_CACHE:-}" ]; then
    printf '%s' "$TELLTALE_CACHE"
  elif [ "$(id -u)" = 0 ]; then
    printf '/var/cache/telltale'
  else
    printf '%s/telltale' "${XDG_CACHE_HOME:-$HOME/.cache}"
  fi
}

kind_of_binary() {
  case $1 in
    nats-server) printf nats ;;
    postgres | initdb | psql | pg_isready | pg_dump | pg_restore) printf timescale ;;
    mosquitto | mosquitto_pub | mosquitto_sub) printf mosquitto ;;
    prometheus-alertmanager) printf alertmanager ;;
    chromium) printf chromium ;;
    *) fail 64 "no server of ours has a program $1" ;;
  esac
}

# locate NAME: the path of a program: a suitable one of this machine, else the fetched one.
locate() {
  local kind
  kind=$(kind_of_binary "$1")
  installed "$kind" "$1" || fetched "$1" ||
    fail 69 "$1 is not here yet; fetch it with: deploy/local/servers fetch $kind"
}

fetched() {
  local path
  path=$(cache_home)/bin/$1
  [ -x "$path" ] && printf '%s\n' "$path"
}

# A program of the machine itself, when it is new enough and complete.
installed() {
  case $1 in
    nats) installed_nats ;;
    timescale) installed_postgres "$2" ;;
    mosquitto) installed_mosquitto "$2" ;;
    alertmanager) installed_alertmanager ;;
    chromium) installed_chromium ;;
  esac
}

installed_nats() {
  local path version
  path=$(type -P nats-server) || return 1
  version=$("$path" --version 2>/dev/null) || return 1
  at_least 2.11 "${version##*v}" && printf '%s\n' "$path"
}

# PostgreSQL counts only with the timescaledb extension beside it; its programs must all be of one release.
installed_postgres() {
  local folder version
  for folder in /usr/lib/postgresql/*/bin /usr/local/pgsql/bin; do
    version=$(basename "$(dirname "$folder")")
    if [ -x "$folder/postgres" ] && [ -x "$folder/$1" ] &&
      { [ -e "/usr/share/postgresql/$version/extension/timescaledb.control" ] ||
        [ -e "$folder/../share/extension/timescaledb.control" ]; }; then
      printf '%s\n' "$folder/$1"
      return
    fi
  done
  return 1
}

# Debian keeps mosquitto in /usr/sbin, which is not on an ordinary user's PATH.
installed_mosquitto() { PATH=$PATH:/usr/sbin:/usr/local/sbin type -P "$1"; }

# at_least WANTED FOUND: compares versions.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }
