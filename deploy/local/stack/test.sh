# shellcheck shell=bash
# `test`: the whole test suite against real servers, and one closing line of counts. Leaves nothing running.

command_test() {
  local status=0
  use_jdk
  use_maven
  make_home
  servers fetch
  tests=$(mktemp -d "$home/run/tests.XXXXXX")
  : >"$tests/begin"
  : >"$tests/servers"
  trap end_test_servers EXIT
  trap 'exit 130' INT TERM HUP
  # two modules at a time: their tests wait for servers more than they work
  (cd "$root" && forget_platform && TELLTALE_SERVERS_STARTED=$tests/servers exec mvn -B -ntp -T 2 verify "$@") || status=$?
  summarise "$status"
}

# Tests choose ports, addresses and secrets of their own: what the environment says of another platform must not reach them.
forget_platform() {
  local name
  for name in $(compgen -e); do
    case $name in
      TELLTALE_CACHE | TELLTALE_CHROMIUM) ;;
      TELLTALE_* | TELEMETRY_DB_PASSWORD | REGISTRY_DB_PASSWORD | ALERTING_DB_PASSWORD) unset "$name" ;;
    esac
  done
}

# Servers that a killed test run left behind; those that ended as they should are no longer there.
end_test_servers() {
  local kind dir
  while read -r kind dir; do
    [ ! -d "$dir" ] || servers stop "$kind" "$dir" || true
  done <"$tests/servers"
  rm -rf "$tests"
}

# Counts the reports that this run wrote.
summarise() {
  local status=$1 count failed skipped
  read -r count failed skipped < <(
    find "$root" -path '*/target/*-reports/TEST-*.xml' -newer "$tests/begin" -exec cat {} + |
      tr '\n' ' ' | grep -o '<testsuite [^>]*>' |
      awk 'function number(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
        { tests += number("tests"); failed += number("failures") + number("errors"); skipped += number("skipped") }
        END { print tests + 0, failed + 0, skipped + 0 }'
  )
  if [ "$count" -eq 0 ]; then
    say "no test was run"
    [ "$status" -ne 0 ] || status=70
  elif [ "$failed" -gt 0 ] && [ "$status" -eq 0 ]; then
    status=1
  elif [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    say "the build failed, though no test did: see above"
  fi
  printf '\n%s passed, %s failed, %s skipped\n' $((count - failed - skipped)) "$failed" "$skipped"
  exit "$status"
}
