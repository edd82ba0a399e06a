# shellcheck shell=bash
# The simulator's command line: keys and tokens, the demo fleet, `sim` and `verify`.

simulator_jar=$root/simulator/target/simulator.jar
demo_device=demo-device

simulator() {
  [ -e "$simulator_jar" ] || fail 69 "the simulator is not built yet: ./telltale up"
  "${java[@]}" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$simulator_jar" "$@"
}

# Anonymous is who publishes to somebody else's broker: where that is, and its store, the caller's environment says.
command_sim() {
  use_jdk
  case " $* " in "  " | " token "* | *" --help "* | *" --anonymous "*) ;; *) export_environment ;; esac
  [ -e "$simulator_jar" ] || fail 69 "the simulator is not built yet: ./telltale up"
  # a load of a minute ends before its garbage is collected, and none of it is compiled a second time: a pause, or a processor
  # that a compiler takes, would be measured as if it were the platform's
  local young=128m
  [ "${1:-}" != load ] || young=512m
  # shellcheck disable=SC2086 # words
  exec "${java[@]}" -Xmx1g "-Xmn$young" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 ${TELLTALE_JAVA_OPTIONS:-} \
    -jar "$simulator_jar" "$@"
}

command_verify() { command_sim verify "$@"; }

command_dead-letters() { command_sim dead-letters "$@"; }

# On a platform of its own: nothing of this clone's stack, running or not, is touched.
command_chaos() {
  use_jdk
  make_home
  lock_home
  build_if_needed
  unlock_home
  export TELLTALE_ROOT=$root
  exec "${java[@]}" -Xmx512m -XX:+UseSerialGC -jar "$simulator_jar" chaos "$@"
}

# A token for people and scripts, signed with this stack's key: ./telltale token [--tenant T] [--role R] [--ttl P1D]
command_token() {
  [ -e "$home/secrets/operator.key.pem" ] || fail 69 "there is no signing key yet: ./telltale up"
  use_jdk
  simulator token mint --private "$home/secrets/operator.key.pem" "$@"
}

# The signing key pair, made once, and the operator's token, made anew long before it ends.
ensure_operator() {
  local secrets=$home/secrets
  if [ ! -s "$secrets/operator.key.pem" ] || [ ! -s "$secrets/operator.pub.pem" ]; then
    (umask 077 && simulator token init --private "$secrets/key.new" --public "$secrets/pub.new" >/dev/null 2>"$home/logs/keys.log") || {
      show_tail "$home/logs/keys.log"
      fail 70 "the key that signs operators' tokens could not be made"
    }
    chmod 600 "$secrets/key.new"
    mv "$secrets/key.new" "$secrets/operator.key.pem"
    mv "$secrets/pub.new" "$secrets/operator.pub.pem"
    rm -f "$secrets/operator.token"
  fi
  if [ -z "$(find "$secrets/operator.token" -size +0 -mtime -180 2>/dev/null)" ]; then
    (umask 077 && simulator token mint --private "$secrets/operator.key.pem" --tenant default --role admin >"$secrets/token.new")
    mv "$secrets/token.new" "$secrets/operator.token"
  fi
  done_step "operator's key and token"
}

# The device of ./telltale env; its token is shown once by the registry and kept here.
ensure_demo_device() {
  local secrets=$home/secrets
  if [ ! -s "$secrets/device.token" ]; then
    (umask 077 && export_environment && simulator device "$demo_device" >"$secrets/device.new")
    mv "$secrets/device.new" "$secrets/device.token"
  fi
  done_step "device $demo_device is registered"
}

# It begins with a day of the past, so that the first look shows charts and detectors that know their series.
start_demo_fleet() {
  local devices=${TELLTALE_DEMO_DEVICES:-12} log=$home/logs/demo-fleet.log
  [ "$devices" != 0 ] || return 0
  rm -f "$log" # what earlier fleets said must not be taken for this one's
  (
    export_environment
    cd "$home" && spawn "$(pidfile demo-fleet)" "$log" "${java[@]}" -Xmx128m -XX:+UseSerialGC \
      -XX:TieredStopAtLevel=1 -jar "$simulator_jar" run --devices "$devices" --name-prefix demo \
      --history 24h --state "$home/secrets/fleet.json"
  )
  await_first_acknowledgement "$log"
  done_step "demo fleet of $devices devices publishes"
}

await_first_acknowledgement() {
  local until=$((SECONDS + 60))
  until grep -q 'first reading acknowledged' "$1"; do
    doing "waiting for the first acknowledged reading"
    if ! alive "$(pidfile demo-fleet)" || [ "$SECONDS" -ge "$until" ]; then
      show_tail "$1"
      fail 70 "the demo fleet got no reading acknowledged (log: $1)"
    fi
    sleep 0.2
  done
}
