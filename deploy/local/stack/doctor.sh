# shellcheck shell=bash
# `doctor`: what this machine has of what is needed, and what mends the rest. Exit status 1 when something is missing.

findings=()

command_doctor() {
  local json='' finding
  case "$*" in '') ;; --json) json=1 ;; *) fail 64 "no such option: doctor $* (--json)" ;; esac
  load_settings
  check_toolchain
  check_tools
  check_room
  check_servers
  check_free_ports
  if [ -n "$json" ]; then findings_as_json; else findings_as_lines; fi
  for finding in "${findings[@]}"; do [[ $finding != missing\|* ]] || exit 1; done
}

# found ok|warning|missing WHAT DETAIL
found() { findings+=("$1|$2|$3"); }

check_toolchain() {
  local jdk version
  if jdk=$(find_jdk); then
    found ok JDK "release $(jdk_release "$jdk") in $jdk"
  else
    found missing JDK "none of release $oldest_jdk or newer: apt-get install openjdk-21-jdk-headless, or set JAVA_HOME"
  fi
  version=$(maven_version)
  if [ -n "$version" ] && at_least 3.8 "$version"; then
    found ok Maven "$version"
  else
    found missing Maven "${version:-not on the PATH}; 3.8 or newer is needed: apt-get install maven"
  fi
}

check_tools() {
  local tool absent=''
  for tool in flock setsid setpriv find sed awk timeout sha256sum; do type -P "$tool" >/dev/null || absent+=" $tool"; done
  if [ -z "$absent" ]; then found ok tools "all there"; else found missing tools "not on the PATH:$absent"; fi
}

check_room() {
  local folder=$home free memory
  while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
  free=$(df -Pk "$folder" | awk 'NR == 2 { print int($4 / 1024) }')
  if [ "$free" -ge 3072 ]; then
    found ok disk "$free MB free at $home"
  else
    found warning disk "$free MB free at $home; 3 GB are advised (another place: TELLTALE_HOME)"
  fi
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
  if [ "$memory" -ge 2048 ]; then
    found ok memory "$memory MB available"
  else
    found warning memory "$memory MB available; 2 GB are advised (TELLTALE_SMALL=1 takes less)"
  fi
}

check_servers() {
  local program path
  for program in nats-server postgres mosquitto; do
    if path=$(servers which "$program" 2>/dev/null); then
      found ok "$program" "$path"
    else
      found warning "$program" "not fetched yet; up does it where it needs it, or: deploy/local/servers fetch"
    fi
  done
}

check_free_ports() {
  local name key port
  for name in $(all_processes); do
    ! process_runs "$name" || continue
    for key in $(ports_of "$name"); do
      port=$(port_of "$key")
      if port_taken "$port"; then
        found warning "port $port" "for $name, taken by $(port_holder "$port"); choose another: TELLTALE_${key}_PORT"
      else
        found ok "port $port" "free, for $name"
      fi
    done
  done
}

findings_as_lines() {
  local finding state what detail
  for finding in "${findings[@]}"; do
    IFS='|' read -r state what detail <<<"$finding"
    printf '%-8s %-12s %s\n' "$state" "$what" "$detail"
  done
}

findings_as_json() {
  local finding state what detail comma=''
  printf '['
  for finding in "${findings[@]}"; do
    IFS='|' read -r state what detail <<<"$finding"
    printf '%s{"state":"%s","what":%s,"detail":%s}' "$comma" "$state" "$(json_string "$what")" "$(json_string "$detail")"
    comma=,
  done
  printf ']\n'
}
