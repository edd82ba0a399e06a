# shellcheck shell=bash
# TCP ports of this machine, read from /proc: a minimal system has neither ss nor lsof.

# The socket inodes that listen on port $1, whatever the address.
listeners() {
  local port
  port=$(printf '%04X' "$1")
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    while read -r _ address _ state _ _ _ _ _ inode _; do
      if [ "$state" = 0A ] && [ "${address##*:}" = "$port" ]; then printf '%s\n' "$inode"; fi
    done
}

port_taken() { [ -n "$(listeners "$1")" ]; }

# Who listens on port $1: "pid 123 (java)", or "another program" when its descriptors are not ours to see.
port_holder() {
  local inode fd pid
  for inode in $(listeners "$1"); do
    fd=$(find /proc/[0-9]*/fd -lname "socket:\[$inode\]" -print -quit 2>/dev/null) || true
    if [ -n "$fd" ]; then
      pid=${fd#/proc/}
      pid=${pid%%/*}
      printf 'pid %s (%s)' "$pid" "$(program_of "$pid")"
      return
    fi
  done
  printf 'another program'
}

# The name a person would recognise: that of the program, also when it was started through a loader (wrap in packages.sh).
program_of() {
  local words word
  mapfile -d '' -t words <"/proc/$1/cmdline" 2>/dev/null || words=()
  for word in "${words[@]}"; do
    if [[ $word == *.real ]]; then
      basename -- "$word" .real
      return
    fi
  done
  cat "/proc/$1/comm" 2>/dev/null || printf 'unknown'
}
