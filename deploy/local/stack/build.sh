# shellcheck shell=bash
# Builds the services when a packaged one is missing or a source is newer than the last build.

built_mark=$root/target/built

build_if_needed() {
  if ! needs_build; then
    done_step "built already"
    return
  fi
  use_maven
  run_build
  done_step "built (log: $home/logs/build.log)"
}

# Folders count too: a deleted source changes only its folder.
needs_build() {
  local name
  for name in "${services[@]}"; do [ -e "$(service_jar "$name")" ] || return 0; done
  [ -e "$simulator_jar" ] && [ -e "$built_mark" ] || return 0
  [ -n "$(find "$root" -name target -prune -o -name .git -prune -o -name node_modules -prune -o \
    \( -name pom.xml -o -path '*/src/main/*' -o -path '*/.mvn/*' \) -newer "$built_mark" -print -quit)" ]
}

# The mark gets the time at which the build began: a source saved meanwhile counts as newer.
run_build() {
  local log=$home/logs/build.log maven module
  start=$(mktemp "$home/run/build.XXXXXX")
  (cd "$root" && exec mvn -B -ntp -Dmaven.test.skip=true package) >"$log" 2>&1 7>&- &
  maven=$!
  building=$maven
  while kill -0 "$maven" 2>/dev/null; do
    module=$(sed -n 's/^\[INFO\] Building \(.*\[[0-9]*\/[0-9]*\]\)$/\1/p' "$log" | tail -n 1 | tr -s ' ')
    report_module "$module"
    sleep 0.3
  done
  building=''
  if ! wait "$maven"; then
    rm -f "$start"
    failed_step "the build failed; the end of $log:"
    grep -E '^\[ERROR\]' "$log" | head -n 25 | sed 's/^/    /' >&2 || true
    fail 70 "the build failed (whole log: $log)"
  fi
  mkdir -p "$root/target"
  mv "$start" "$built_mark"
}

# A Ctrl-C does not reach what a script runs in the background, so an abandoned build is ended here.
stop_build() {
  [ -n "${building:-}" ] || return 0
  kill -TERM "$building" 2>/dev/null || true
  wait "$building" || true
  rm -f "$start"
}

# Without a terminal each module is told once.
report_module() {
  doing "building ${1:-(Maven starts)}"
  if [ -z "$wipe" ] && [ -n "$1" ] && [ "$1" != "${told_module:-}" ]; then say "$(elapsed)    building $1"; fi
  told_module=$1
}
