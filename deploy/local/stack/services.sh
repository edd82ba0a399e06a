# shellcheck shell=bash
# The five services: what each is given, how it is started and when it is ready. With TELLTALE_FRONT_DOOR=both there is
# a second gateway, broker-gateway, for the second door (load_settings adds it).

services=(ingest-gateway device-registry anomaly-service alerting-service console)
every_service=("${services[@]}" broker-gateway)
declare -A service_ports=([ingest-gateway]=INGEST [device-registry]=REGISTRY [anomaly-service]=TELEMETRY
  [alerting-service]=ALERTING [console]=CONSOLE [broker-gateway]=BROKER_GATEWAY)

# Heap, collector and compiler (words). Heaps begin small, since what a JVM takes by itself, a 64th of the machine, is all touched
# in time; HeapKeeper has those of the serial collector looked through, and what is free goes back at once. All but the two that
# take most of a reading's time are compiled once, lightly: no compiler takes a processor in the middle of a load then, and code takes
# less memory; and only what was called five times as often as usual is compiled, so not what a start does once (docs/performance.md).
serial="-XX:+UseSerialGC -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=20 -XX:-ShrinkHeapInSteps"
# The gateway has G1: measured, the serial one took it a tenth more time. Left to itself, G1 looked through the old generation again
# after every third collection, since it expects the young one to need all that is free; and it grew to collect less often. It
# unloads no classes, since the gateway makes none: looking for them took up to 139 ms of a pause.
gateway="-Xms96m -Xmx256m -XX:+UseG1GC -XX:-G1UseAdaptiveIHOP -XX:InitiatingHeapOccupancyPercent=60 -XX:GCTimeRatio=4"
gateway+=" -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=50 -XX:-ClassUnloadingWithConcurrentMark"
light="$serial -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=5"
declare -A service_memory=([ingest-gateway]="$gateway" [broker-gateway]="$gateway" [anomaly-service]="-Xms64m -Xmn32m -Xmx512m $serial"
  [alerting-service]="-Xms48m -Xmn16m -Xmx256m $light" [device-registry]="-Xms32m -Xmn10m -Xmx192m $light"
  [console]="-Xms20m -Xmn8m -Xmx192m $light")

# Who scores and stores gives way to who acknowledges: batches then wait a moment for a processor and not devices for their PUBACK
# (docs/performance.md). Those off the way of a reading give way to all, above all where several start at once.
declare -A service_niceness=([anomaly-service]=5 [device-registry]=5 [console]=5)

service_jar() { printf '%s/%s/target/quarkus-app/quarkus-run.jar' "$root" "${1/#broker-gateway/ingest-gateway}"; }

pidfile() { printf '%s/run/%s.pid' "$home" "$1"; }

# The classes of a start before, mapped instead of loaded. It may have been that of another home of this clone.
class_archive() { printf '%s/target/archives/%s.jsa' "$root" "$1"; }

has_class_archive() { [ "$(class_archive "$1")" -nt "$(service_jar "$1")" ]; }

start_service() {
  local name=$1 log=$home/logs/$1 archive options
  archive=$(class_archive "$name")
  read -ra options <<<"$(memory_savers) ${service_memory[$name]} ${TELLTALE_JAVA_OPTIONS:-}"
  options+=(
    -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$archive" -Xlog:disable -Xlog:all=error:stderr
    '-Xlog:cds*=off:stderr' # an archive of another JDK is made anew, not complained of
    # the log is the service's own, which rotates; what the JVM itself says is in $log.out
    -Dquarkus.log.console.enabled=false -Dquarkus.log.file.enabled=true "-Dquarkus.log.file.path=$log.log"
    -Dquarkus.log.file.rotation.max-file-size=10M -Dquarkus.log.file.rotation.max-backup-index=3
  )
  rm -f "$log.out"
  mkdir -p "${archive%/*}"
  # the JVM passes over an archive of an older build, and makes a new one only where there is none
  has_class_archive "$name" || rm -f "$archive"
  (
    service_environment "$name"
    # each further arena of malloc keeps what one compilation once needed
    export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
    cd "$home" && spawn "$(pidfile "$name")" "$log.out" "$root/deploy/local/lib/give-way" "${service_niceness[$name]:-0}" \
      "${java[@]}" "${options[@]}" -jar "$(service_jar "$name")"
  )
}

# What saves memory: object headers of 8 bytes; malloc gives back, every 10 s, what compilations once needed; class archives stay at
# the addresses they were made for, so that services share the JDK's own instead of each writing over every page of it (an option for
# diagnosis only because known addresses help an attacker who can already write into a service's memory).
memory_savers() {
  local release
  release=$(jdk_release "$JAVA_HOME")
  [ "${release:-0}" -lt 25 ] || printf '%s' '-XX:+UseCompactObjectHeaders -XX:TrimNativeHeapInterval=10000' \
    ' -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0'
}

# The environment a service runs with. Passwords go by the environment, and only to their service.
service_environment() {
  local key
  for key in "${port_names[@]}"; do export "TELLTALE_${key}_PORT"; done
  TELLTALE_NATS_URL=$(nats_address NATS_URL)
  TELLTALE_NATS_SYS_URL=$(nats_address NATS_SYS_URL)
  export TELLTALE_NATS_URL TELLTALE_NATS_SYS_URL TELLTALE_FRONT_DOOR
  export TELLTALE_MQTT_HOST=${TELLTALE_MQTT_HOST:-127.0.0.1}
  export TELLTALE_TOKEN_PUBLIC_KEY=$home/secrets/operator.pub.pem
  case $1 in
    ingest-gateway) [ "$TELLTALE_FRONT_DOOR" != both ] || TELLTALE_FRONT_DOOR=listener ;;
    broker-gateway) TELLTALE_FRONT_DOOR=broker TELLTALE_INGEST_PORT=$TELLTALE_BROKER_GATEWAY_PORT ;;
    device-registry) export_password REGISTRY ;;
    # one name from start to start: who comes back has its own shards at once, without waiting for its earlier self's silence
    anomaly-service) export_password TELEMETRY && export TELLTALE_ANOMALY_INSTANCE=local ;;
    alerting-service)
      export_password ALERTING
      export TELLTALE_ALERTING_INTAKE_INSTANCE=local
      export TELLTALE_WEBHOOK_ALLOW=${TELLTALE_WEBHOOK_ALLOW:-127.0.0.0/8,::1/128}
      ;;
  esac
  # last: while they are not set they mean that the servers are ours
  export TELLTALE_DB_HOST=${TELLTALE_DB_HOST:-127.0.0.1} TELLTALE_BROKER_HOST=${TELLTALE_BROKER_HOST:-127.0.0.1}
}

export_password() { export "${1}_DB_PASSWORD=$(database_password "$1")"; }

# True once the service says that it is ready.
service_ready() { http_get "$(port_of "${service_ports[$1]}")" /q/health/ready >/dev/null; }

# What the service itself says of its health, on one line.
service_health() { http_get "$(port_of "${service_ports[$1]}")" /q/health/ready | tr -s ' \n' ' ' || true; }

# http_get PORT PATH: the body on stdout, true for status 200. In a subshell: a connection may break while we write.
http_get() (
  exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
  IFS= read -r -t 5 status <&3 || exit 1
  timeout 5 sed '1,/^\r*$/d' <&3
  [[ $status == HTTP/*' 200 '* ]]
) 2>/dev/null

# Waits until all the named services are ready; gives up at once when one of them ends.
await_services() {
  local until=$((SECONDS + ${TELLTALE_START_TIMEOUT:-120})) waiting=("$@") name still
  while [ ${#waiting[@]} -gt 0 ]; do
    still=()
    for name in "${waiting[@]}"; do
      if service_ready "$name"; then
        done_step "$name is ready on port $(port_of "${service_ports[$name]}")"
      elif ! alive "$(pidfile "$name")"; then
        service_failed "$name" "ended while starting"
      elif [ "$SECONDS" -ge "$until" ]; then
        service_failed "$name" "was not ready within ${TELLTALE_START_TIMEOUT:-120} s"
      else
        still+=("$name")
      fi
    done
    waiting=("${still[@]}")
    doing "waiting for ${waiting[*]}"
    sleep 0.1
  done
}

service_failed() {
  local name=$1 health
  failed_step "$name $2; the end of its log:"
  show_tail "$home/logs/$name.out" 8
  if [ "$home/logs/$name.log" -nt "$(pidfile "$name")" ]; then show_tail "$home/logs/$name.log" 20; fi
  health=$(service_health "$name")
  [ -z "$health" ] || say "    its health: $health"
  fail 70 "$name $2 (whole log: $home/logs/$name.log)"
}

# Who ran on classes without an archive writes one as it ends, which takes a while on a busy machine.
stop_process_named() { terminate "$(pidfile "$1")" TERM 30; }
