# shellcheck shell=bash
# Processes we started. A pid alone may belong to a stranger after a restart of the machine, so the start
# time of the process is kept beside it (PIDFILE.started) and a process is ours only when both agree.

# Clock ticks since boot at which process $1 started; empty when there is no such process or only its zombie. One that was
# killed lives on while a thread of it is still in the kernel, on its disk for example, and holds its port as long.
started_at() {
  local stat fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
  read -ra fields <<<"${stat##*) }" # the name in brackets may hold blanks
  if [ "${fields[0]}" != Z ] || [ "${fields[17]}" -gt 1 ]; then printf '%s' "${fields[19]}"; fi
}

# spawn PIDFILE LOG COMMAND…: a process of its own session, so that a Ctrl-C at the terminal does not reach it.
# Descriptors above 2 (our locks) are closed: a daemon must not hold them.
spawn() {
  local pidfile=$1 log=$2 pid
  shift 2
  rotate "$log"
  setsid "$@" </dev/null >>"$log" 2>&1 3>&- 7>&- 8>&- 9>&- &
  pid=$!
  printf '%s\n' "$(started_at "$pid")" >"$pidfile.started"
  printf '%s\n' "$pid" >"$pidfile"
}

# One earlier log is kept and none grows for ever: past 8 MB a start begins a new one.
rotate() {
  local size
  size=$(stat -c %s "$1" 2>/dev/null || echo 0)
  [ "$size" -lt 8388608 ] || mv -f "$1" "$1.1"
}

# Prints the pid when the process of that pid file runs and is ours; status 1 when not.
pid_of() {
  local pid started
  { read -r pid <"$1" && read -r started <"$1.started"; } 2>/dev/null || return 1
  [ -n "$started" ] && [ "$(started_at "$pid")" = "$started" ] || return 1
  printf '%s' "$pid"
}

alive() { pid_of "$1" >/dev/null; }

# terminate PIDFILE SIGNAL SECONDS: asks, waits, and kills what did not listen. No process is no error.
# A frozen process (SIGSTOP) hears nothing until it goes on.
terminate() {
  local pidfile=$1 signal=$2 seconds=$3 pid
  if pid=$(pid_of "$pidfile"); then
    kill "-$signal" "$pid" 2>/dev/null || true
    kill -CONT "$pid" 2>/dev/null || true
    if ! gone_within "$seconds" "$pidfile"; then
      say "process $pid did not end within $seconds s: killed"
      kill -KILL "$pid" 2>/dev/null || true
      gone_within 10 "$pidfile" || fail 1 "process $pid cannot be killed"
    fi
  fi
  rm -f "$pidfile" "$pidfile.started"
}

gone_within() {
  local until=$((SECONDS + $1))
  while alive "$2"; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.05
  done
}
