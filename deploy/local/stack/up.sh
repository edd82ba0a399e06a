# shellcheck shell=bash
# `up` reads as the story: check, build, servers, services, fleet. Whatever fails or is interrupted takes down again
# what this run started, and only that.

starting=()
untrained=()

command_up() {
  local detach='' build=1 option
  for option in "$@"; do
    case $option in
      --detach | -d) detach=1 ;;
      --no-build) build='' ;;
      *) fail 64 "no such option: up $option (--detach, --no-build)" ;;
    esac
  done
  use_jdk
  make_home
  lock_home
  load_settings
  list_missing
  if [ ${#missing[@]} -eq 0 ]; then
    say "telltale is up already"
  else
    trap abandon EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    bring_up "$build"
    trap - EXIT INT TERM HUP
  fi
  unlock_home
  [ -z "$wipe" ] || printf '%s' "$wipe" >&2
  what_next
  [ -n "$detach" ] || follow
}

bring_up() {
  check_ports
  save_settings
  if [ -n "$1" ] && ! any_service_runs; then build_if_needed; fi
  require_packages
  fetch_own_servers
  starting=("${missing[@]}")
  start_servers
  start_services
  ensure_demo_device
  restart_untrained
  if is_missing demo-fleet; then start_demo_fleet; fi
}

# The processes this stack has, in the order of their start, and those of them that do not run.
all_processes() {
  own_servers
  printf '%s\n' "${services[@]}"
  [ "${TELLTALE_DEMO_DEVICES:-12}" = 0 ] || printf 'demo-fleet\n'
}

list_missing() {
  local name
  missing=()
  for name in $(all_processes); do process_runs "$name" || missing+=("$name"); done
}

pidfile_of() { case $1 in nats | timescale | mosquitto) printf '%s/%s/pid' "$home" "$1" ;; *) pidfile "$1" ;; esac; }

process_runs() { alive "$(pidfile_of "$1")"; }

is_missing() { [[ " ${missing[*]} " == *" $1 "* ]]; }

any_of_these_runs() {
  local name
  for name in "$@"; do process_runs "$name" && return 0; done
  return 1
}

any_service_runs() { any_of_these_runs "${services[@]}"; }

any_process_runs() { any_of_these_runs nats timescale mosquitto "${services[@]}" demo-fleet; }

# Every port first, before anything is built or started; all that are taken are told at once.
check_ports() {
  local name key taken='' seen=' '
  for name in "${missing[@]}"; do
    for key in $(ports_of "$name"); do
      case $seen in *" $(port_of "$key") "*) fail 64 "port $(port_of "$key") is given twice, once as TELLTALE_${key}_PORT" ;; esac
      seen+="$(port_of "$key") "
      if port_taken "$(port_of "$key")"; then
        failed_step "port $(port_of "$key") for $name is taken by $(port_holder "$(port_of "$key")"); choose another: TELLTALE_${key}_PORT=$(free_port_near "$(port_of "$key")") ./telltale up"
        taken=1
      fi
    done
  done
  [ -z "$taken" ] || fail 75 "nothing was started"
}

ports_of() {
  case $1 in
    nats | timescale | mosquitto) printf '%s' "${server_ports[$1]}" ;;
    ingest-gateway) if [ "$TELLTALE_FRONT_DOOR" = broker ]; then printf INGEST; else printf 'MQTT INGEST'; fi ;;
    demo-fleet) ;;
    *) printf '%s' "${service_ports[$1]}" ;;
  esac
}

free_port_near() {
  local port=$(($1 + 10000))
  [ "$port" -lt 65000 ] || port=20000
  while port_taken "$port"; do port=$((port + 1)); done
  printf '%s' "$port"
}

require_packages() {
  local name
  for name in "${services[@]}"; do
    [ -e "$(service_jar "$name")" ] || fail 69 "$name is not packaged: ./telltale up without --no-build"
  done
  [ -e "$simulator_jar" ] || fail 69 "the simulator is not packaged: ./telltale up without --no-build"
}

# The servers and the operator's key at the same time.
start_servers() {
  local kind jobs=() job
  ensure_operator &
  jobs+=($!)
  for kind in $(own_servers); do
    is_missing "$kind" || continue
    start_own_server "$kind" &
    jobs+=($!)
  done
  for job in "${jobs[@]}"; do wait "$job" || fail 70 "a server could not be started"; done
}

start_services() {
  local name fresh=()
  for name in "${services[@]}"; do
    is_missing "$name" || continue
    has_class_archive "$name" || untrained+=("$name")
    start_service "$name"
    fresh+=("$name")
  done
  await_services "${fresh[@]}"
}

# A service without a class archive writes one as it ends, and until then keeps what that needs, 10 MB or more. So the first start
# of a build is for the archive, and the one that stays begins with it.
restart_untrained() {
  local name
  [ ${#untrained[@]} -gt 0 ] || return 0
  doing "keeping the classes of ${untrained[*]}"
  end_together "${untrained[@]}"
  done_step "classes are kept: until the next build services start in a third of the time"
  for name in "${untrained[@]}"; do start_service "$name"; done
  await_services "${untrained[@]}"
}

# The EXIT trap of an up that did not come to its end.
abandon() {
  local status=$?
  trap '' INT TERM HUP
  stop_build
  wait # servers on their way up: ended in good order below
  [ ${#starting[@]} -eq 0 ] || say "${wipe}taking down what was started"
  take_down "${starting[@]}"
  any_process_runs || rm -f "$home/run/settings"
  exit "$status"
}

what_next() {
  local page=http://127.0.0.1:$TELLTALE_CONSOLE_PORT/ login='with the token of ./telltale token'
  if [ -t 1 ]; then login="with the link $page#token=$(secret operator.token)"; fi # a token is not for logs
  cat <<TEXT

${bold}Telltale is up.${plain}
  console    $page  (log in $login)
  MQTT       127.0.0.1:$(environment | sed -n 's/^TELLTALE_MQTT_PORT=//p')
  API        http://127.0.0.1:$TELLTALE_CONSOLE_PORT/api

What to try next:
  eval "\$(./telltale env)"
  $(mosquitto_pub_line) -V 5 -q 1 -h \$TELLTALE_MQTT_HOST -p \$TELLTALE_MQTT_PORT -u "\$TELLTALE_DEVICE_USERNAME" -P "\$TELLTALE_DEVICE_TOKEN" -t telemetry/default/$demo_device/temperature -m 21.5
  ./telltale verify          # 2,000 readings/s, then every one is counted in the database
  ./telltale status · ./telltale logs -f · ./telltale down
TEXT
}

# shellcheck disable=SC2016 # to be typed as it stands
# The MQTT client by its path; where there is none yet, the command that brings one comes first.
mosquitto_pub_line() {
  servers which mosquitto_pub 2>/dev/null ||
    printf 'deploy/local/servers fetch mosquitto && "$(deploy/local/servers which mosquitto_pub)"'
}

# Stays until Ctrl-C and tells when a process ends; then everything goes down.
follow() {
  local name ended=' '
  trap 'printf "%s\n" "$wipe" >&2; command_down; exit 0' INT TERM HUP
  say ""
  say "Ctrl-C takes everything down."
  while :; do
    for name in $(all_processes); do
      if ! process_runs "$name" && [[ $ended != *" $name "* ]]; then
        [ -e "$home/run/settings" ] || exit 0 # a down from elsewhere
        ended+="$name "
        failed_step "$name has ended (./telltale logs $name; ./telltale up starts it again)"
      fi
    done
    sleep 1 || true
  done
}
