# shellcheck shell=bash
# `process ACTION NAME`: one process of a running stack, for those who want to see what happens without it.
# A kill and a freeze go to everything that makes up the process: PostgreSQL is many.

command_process() {
  local action=${1:-} name=${2:-} known
  [ $# -eq 2 ] || fail 64 "process takes an action and a name: ./telltale process kill nats"
  load_settings
  [ -s "$home/run/settings" ] || fail 69 "nothing is up here: ./telltale up"
  known=$(all_processes | tr '\n' ' ')
  [[ " $known" == *" $name "* ]] || fail 64 "no such process: $name (known: $known)"
  home=$(cd "$home" && pwd -P)
  case $action in
    kill | freeze | thaw | start | stop | restart) ;;
    *) fail 64 "no such action: $action (kill, freeze, thaw, start, stop, restart)" ;;
  esac
  lock_process "$name"
  "${action}_process" "$name"
}

# Several processes may be handled at a time, but not while an up or down is at work.
lock_process() {
  exec 7>"$home/run/lock" 9>"$home/run/lock-$1"
  { flock -s -w 180 7 && flock -w 60 9; } || fail 75 "another ./telltale is at work on $1"
}

# SIGKILL, and only to the process itself: what it leaves behind is part of what is tried.
kill_process() {
  local pid file
  file=$(pidfile_of "$1")
  pid=$(running "$1")
  kill -KILL "$pid"
  gone_within 10 "$file" || fail 70 "$1 (process $pid) cannot be killed"
}

freeze_process() {
  local pids
  pids=$(pids_of "$1")
  # shellcheck disable=SC2086 # words
  kill -STOP $pids
}

thaw_process() {
  local pids
  pids=$(pids_of "$1")
  # shellcheck disable=SC2086 # words
  kill -CONT $pids
}

# In good order, and known to be stopped: a frozen process hears nothing until it is thawed.
stop_process() {
  process_runs "$1" || return 0
  thaw_process "$1"
  case $1 in
    nats | timescale | mosquitto) servers stop "$1" "$home/$1" 7>&- 9>&- ;;
    *) stop_process_named "$1" ;;
  esac
}

# Returns when it is ready; one that runs is waited for.
start_process() {
  use_jdk
  case $1 in
    nats | timescale | mosquitto) servers start "$1" "$home/$1" "$(port_of "${server_ports[$1]}")" 7>&- 9>&- ;;
    demo-fleet) process_runs "$1" || start_demo_fleet ;;
    *)
      process_runs "$1" || start_service "$1"
      await_services "$1"
      ;;
  esac
}

restart_process() {
  stop_process "$1"
  start_process "$1"
}

running() { pid_of "$(pidfile_of "$1")" || fail 69 "$1 does not run: ./telltale process start $1"; }

# The process first, so that it makes no more children.
pids_of() {
  running "$1"
  # shellcheck disable=SC2046 # words
  [ "$1" != timescale ] || printf ' %s' $(servers processes timescale "$home/timescale")
}
