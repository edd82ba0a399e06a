# shellcheck shell=bash
# `test`: the whole test suite against real servers, and one closing line of counts. Leaves nothing running.

command_test() {
  local status=0
  use_jdk
  use_maven
  make_home
  servers fetch
  started=$(mktemp "$home/run/tests.XXXXXX")
  trap end_test_servers EXIT
  trap 'exit 130' INT TERM HUP
  (cd "$root" && TELLTALE_SERVERS_STARTED=$started mvn -B -ntp verify "$@") || status=$?
  summarise "$status"
}

# Servers that a killed test run left behind; those that ended as they should are no longer there.
end_test_servers() {
  local kind dir
  while read -r kind dir; do
    [ ! -d "$dir" ] || servers stop "$kind" "$dir" || true
  done <"$started"
  rm -f "$started"
}

# Counts the reports that this run wrote.
summarise() {
  local status=$1 tests failed skipped
  read -r tests failed skipped < <(
    find "$root" -path '*/target/*-reports/TEST-*.xml' -newer "$started" -exec cat {} + |
      tr '\n' ' ' | grep -o '<testsuite [^>]*>' |
      awk 'function count(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
        { tests += count("tests"); failed += count("failures") + count("errors"); skipped += count("skipped") }
        END { print tests + 0, failed + 0, skipped + 0 }'
  )
  if [ "$tests" -eq 0 ]; then
    say "no test was run"
    [ "$status" -ne 0 ] || status=70
  elif [ "$failed" -gt 0 ] && [ "$status" -eq 0 ]; then
    status=1
  elif [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    say "the build failed, though no test did: see above"
  fi
  printf '%s passed, %s failed, %s skipped\n' $((tests - failed - skipped)) "$failed" "$skipped"
  exit "$status"
}
