# shellcheck shell=bash
# `status`: each process with its state, pid, port and memory; exit status 3 unless all of them are ready.

command_status() {
  local json='' name well=1 rows=()
  case "$*" in '') ;; --json) json=1 ;; *) fail 64 "no such option: status $* (--json)" ;; esac
  load_settings
  for name in $(all_processes); do
    rows+=("$(process_row "$name")")
    [[ ${rows[-1]} == *'|ready|'* ]] || well=''
  done
  if [ -n "$json" ]; then rows_as_json "$well" "${rows[@]}"; else rows_as_table "${rows[@]}"; fi
  [ -n "$well" ] || exit 3
}

# name|state|pid|port|resident kB
process_row() {
  local name=$1 pid state=stopped port='' memory='' keys
  keys=$(ports_of "$name")
  [ -z "$keys" ] || port=$(port_of "${keys##* }")
  if pid=$(pid_of "$(pidfile_of "$name")"); then
    state=$(readiness "$name")
    memory=$(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2>/dev/null || true)
  else
    pid=''
  fi
  printf '%s|%s|%s|%s|%s' "$name" "$state" "$pid" "$port" "$memory"
}

readiness() {
  case $1 in
    nats | timescale | mosquitto)
      if servers status "$1" "$home/$1" >/dev/null; then printf ready; else printf 'not ready'; fi ;;
    demo-fleet) printf ready ;;
    *) if service_ready "$1"; then printf ready; else printf 'not ready'; fi ;;
  esac
}

rows_as_table() {
  local row name state pid port memory
  printf '%-17s %-10s %8s %6s %9s\n' process state pid port memory
  for row in "$@"; do
    IFS='|' read -r name state pid port memory <<<"$row"
    printf '%-17s %-10s %8s %6s %9s\n' "$name" "$state" "${pid:--}" "${port:--}" "${memory:+$((memory / 1024)) MB}"
  done
}

rows_as_json() {
  local well=$1 row name state pid port memory comma=''
  shift
  printf '{"ready":%s,"home":%s,"processes":[' "$([ -n "$well" ] && printf true || printf false)" "$(json_string "$home")"
  for row in "$@"; do
    IFS='|' read -r name state pid port memory <<<"$row"
    printf '%s{"name":"%s","state":"%s","pid":%s,"port":%s,"memoryBytes":%s}' "$comma" "$name" "$state" \
      "${pid:-null}" "${port:-null}" "$([ -n "$memory" ] && printf %s $((memory * 1024)) || printf null)"
    comma=,
  done
  printf ']}\n'
}

json_string() {
  local text=${1//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  printf '"%s"' "$text"
}
