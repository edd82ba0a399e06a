# shellcheck shell=bash
# Which packages make up each server, and how they get into the cache: unpacked beside it and renamed into place, so
# that an interrupted fetch leaves nothing half done; one fetch at a time per cache, the others wait and find it done.

fetch_servers() {
  [ $# -gt 0 ] || set -- nats timescale mosquitto
  local kind
  for kind in "$@"; do
    case $kind in
      nats) available nats nats-server || fill nats ;;
      timescale) available timescale postgres || fill timescale ;;
      mosquitto) { available mosquitto mosquitto && available mosquitto mosquitto_pub; } || fill mosquitto ;;
      alertmanager) available alertmanager prometheus-alertmanager || fill alertmanager ;;
      chromium) available chromium chromium || fill chromium ;;
      *) fail 64 "no such server: $kind (nats, timescale, mosquitto, alertmanager, chromium)" ;;
    esac
  done
}

# The fetched one first: looking at it costs nothing, and whoever has it needs no other.
available() { fetched "$2" >/dev/null || installed "$1" "$2" >/dev/null; }

fill() {
  local kind=$1 cache fresh
  cache=$(cache_home)
  mkdir -p "$cache/bin" 2>/dev/null || fail 73 "the cache folder $cache cannot be written (choose another: TELLTALE_CACHE)"
  exec 9>"$cache/lock"
  flock -n 9 || { say "waiting for another fetch into $cache" && flock 9; }
  if [ ! -e "$cache/$kind/versions" ]; then
    say "fetching $kind into $cache"
    rm -rf "$cache/.$kind".* # what an interrupted fetch left
    fresh=$(mktemp -d "$cache/.$kind.XXXXXX")
    chmod 755 "$fresh"
    (umask 022 && "unpack_$kind" "$fresh")
    rm -rf "${cache:?}/$kind"
    mv "$fresh" "$cache/$kind"
  fi
  (umask 022 && "link_$kind" "$cache")
  exec 9>&-
}

unpack_nats() { unpack_debian nats forky "$1" nats-server; }

unpack_timescale() {
  unpack_debian timescale trixie "$1" postgresql-17-timescaledb postgresql-17 postgresql-client-17
}

unpack_mosquitto() { unpack_debian mosquitto trixie "$1" mosquitto mosquitto-clients; }

unpack_alertmanager() { unpack_debian alertmanager trixie "$1" prometheus-alertmanager; }

# nats-server needs nothing but a C library, so it runs as it is on all but the oldest machines.
link_nats() {
  local root=$1/nats
  if "$root/usr/sbin/nats-server" --version >/dev/null 2>&1; then
    ln -sf "$root/usr/sbin/nats-server" "$1/bin/nats-server"
  else
    wrap "$root" usr/sbin/nats-server
    ln -sf "$root/usr/sbin/nats-server" "$1/bin/nats-server"
  fi
}

# PostgreSQL's programs find each other and their files by the path they were called with, so a wrapper stands in
# place of each, and bin/ calls that.
link_timescale() {
  local root=$1/timescale folder=usr/lib/postgresql/17/bin program
  for program in initdb psql pg_isready pg_dump pg_restore postgres; do
    wrap "$root" "$folder/$program"
    forward "$root/$folder/$program" "$1/bin/$program"
  done
}

link_mosquitto() {
  local root=$1/mosquitto
  wrap "$root" usr/bin/mosquitto_pub
  wrap "$root" usr/bin/mosquitto_sub
  wrap "$root" usr/sbin/mosquitto
  forward "$root/usr/bin/mosquitto_pub" "$1/bin/mosquitto_pub"
  forward "$root/usr/bin/mosquitto_sub" "$1/bin/mosquitto_sub"
  forward "$root/usr/sbin/mosquitto" "$1/bin/mosquitto"
}

# Debian's build reads its templates from /usr/share, where nothing is without an installation. That path in the program
# becomes one of the same length below the working directory, which the wrapper sets.
link_alertmanager() {
  local root=$1/alertmanager program=usr/bin/prometheus-alertmanager
  local installed=/usr/share/prometheus/alertmanager here=./////////////////////alertmanager
  wrap "$root" "$program"
  LC_ALL=C sed -i "s#$installed#$here#g" "$root/$program.real"
  install_script "$1/bin/prometheus-alertmanager" "cd '$root/usr/share/prometheus' && exec '$root/$program' \"\$@\""
}

# wrap ROOT PROGRAM: runs a program of a newer Debian with that release's own loader and libraries.
wrap() {
  local root=$1 program=$1/$2 loader libraries
  loader=$(find "$root/usr" -type f -name 'ld-linux*.so.*' -print -quit)
  libraries=$(dirname "$(find "$root/usr/lib" -name 'libc.so.6' -print -quit)")
  [ -e "$program.real" ] || mv "$program" "$program.real"
  install_script "$program" \
    "exec '$loader' --argv0 \"\$0\" --library-path '$libraries' '$program.real' \"\$@\""
}

forward() { install_script "$2" "exec '$1' \"\$@\""; }

# Written beside and renamed: another shell may be running the script that is replaced.
install_script() {
  printf '#!/bin/sh\n%s\n' "$2" >"$1.new"
  chmod 755 "$1.new"
  mv -f "$1.new" "$1"
}
