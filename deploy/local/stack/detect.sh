# shellcheck shell=bash
# `detect`: the detectors of the anomaly service over files, without any server.

command_detect() {
  local jar
  use_jdk
  # a packaged service, else the classes of an ordinary build
  for jar in "$root"/anomaly-service/target/quarkus-app/app/anomaly-service-*.jar "$root"/anomaly-service/target/classes; do
    if [ -e "$jar" ]; then
      exec "${java[@]}" -XX:+UseSerialGC -cp "$jar" io.telltale.anomaly.replay.DetectCommand "$@"
    fi
  done
  fail 69 "the anomaly service is not built yet: mvn -pl anomaly-service -am -DskipTests package"
}
