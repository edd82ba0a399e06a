# shellcheck shell=bash
# The JDK and the Maven to build and run with. Debian 12's default JDK is 17, so a newer one is looked for.

oldest_jdk=21

# The feature release of the JDK in folder $1, from its release file; nothing for a JRE or no JDK at all.
jdk_release() {
  local line
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  while read -r line; do
    case $line in
      JAVA_VERSION=*)
        line=${line#*\"}
        printf '%s' "${line%%[.\"+-]*}"
        ;;
    esac
  done <"$1/release"
}

suitable_jdk() {
  local release
  release=$(jdk_release "$1")
  [ -n "$release" ] && [ "$release" -ge "$oldest_jdk" ]
}

# JAVA_HOME when it is new enough, else the newest JDK in the usual places. Prints its folder.
find_jdk() {
  local folder java release best='' newest=0
  if [ -n "${JAVA_HOME:-}" ] && suitable_jdk "$JAVA_HOME"; then
    printf '%s' "$JAVA_HOME"
    return
  fi
  java=$(readlink -f "$(type -P java || true)" || true)
  for folder in "${java%/bin/java}" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    release=$(jdk_release "$folder")
    if [ "${release:-0}" -gt "$newest" ]; then newest=$release best=$folder; fi
  done
  [ "$newest" -ge "$oldest_jdk" ] || return 1
  printf '%s' "$best"
}

use_jdk() {
  JAVA_HOME=$(find_jdk) || fail 69 "no JDK of release $oldest_jdk or newer was found (JAVA_HOME, PATH, /usr/lib/jvm, /opt, ~/.sdkman).
  Install one, for example: apt-get install openjdk-21-jdk-headless, or Temurin 25; then set JAVA_HOME if it is elsewhere."
  export JAVA_HOME
  # Without the counters that a JVM keeps in a file of /tmp: one that finds another's file there says so on stdout, before any JSON;
  # and each pause ends with a write to it, which may have to wait for a busy file system.
  java=("$JAVA_HOME/bin/java" -XX:-UsePerfData)
}

maven_version() {
  local words
  words=('' '' '')
  read -ra words < <(mvn --version 2>/dev/null) || return 0
  printf '%s' "${words[2]%%[!0-9.]*}" # it may be followed by the codes of a colour
}

use_maven() {
  local version
  type -P mvn >/dev/null || fail 69 "Maven is not on the PATH. Install it: apt-get install maven"
  version=$(maven_version)
  at_least 3.8 "$version" || fail 69 "Maven 3.8 or newer is needed; mvn on the PATH is ${version:-unknown}"
}
