# shellcheck shell=bash
# `help [command]`.

commands=(up down status logs doctor test env token sim verify chaos bench dead-letters process detect rules help)

# shellcheck disable=SC2016 # what is to be typed stands as it is
help_on() {
  case ${1:-} in
    up)
      cat <<'TEXT'
./telltale up [--detach] [--no-build]
  Builds what is not built, fetches and starts the servers, starts the services, registers a demo fleet.
  Stays in the foreground (Ctrl-C takes everything down) unless --detach, which returns when all is healthy.
  Ports: TELLTALE_MQTT_PORT 1883, TELLTALE_CONSOLE_PORT 8080, TELLTALE_INGEST_PORT 8081, TELLTALE_REGISTRY_PORT 8082,
    TELLTALE_TELEMETRY_PORT 8083, TELLTALE_ALERTING_PORT 8084, TELLTALE_NATS_PORT 4222, TELLTALE_DB_PORT 5432.
  TELLTALE_FRONT_DOOR=broker   devices publish to a Mosquitto (TELLTALE_BROKER_PORT 1884) the gateway subscribes to
                               both: the listener, and a second gateway (TELLTALE_BROKER_GATEWAY_PORT 8085) at the broker
  TELLTALE_HOME=FOLDER         state, logs and data      TELLTALE_DEMO_DEVICES=12     0 for no fleet
  TELLTALE_JAVA_OPTIONS        for every service         TELLTALE_START_TIMEOUT=120   seconds
TEXT
      ;;
    down) printf '%s\n' './telltale down [--purge]' '  Stops the fleet, the services and the servers of this clone. Data stay; --purge drops them and the keys.' ;;
    status) printf '%s\n' './telltale status [--json]' '  Every process with state, pid, port and memory. Exit status 3 unless all are ready.' ;;
    logs) printf '%s\n' './telltale logs [process] [-f]' '  A process is a service, nats, timescale, mosquitto, demo-fleet or build; all of them when none is named.' ;;
    doctor) printf '%s\n' './telltale doctor [--json]' '  What this machine has of what is needed, and what mends the rest. Exit status 1 when something is missing.' ;;
    test) printf '%s\n' './telltale test [Maven options]' '  All tests, against real servers; the last line counts them. Leaves nothing running.' ;;
    env) printf '%s\n' './telltale env' '  KEY=value lines for clients: eval "$(./telltale env)"' ;;
    token) printf '%s\n' './telltale token [--tenant default] [--role viewer|operator|admin] [--ttl P365D]' '  A token for the API, signed with the key of this stack.' ;;
    sim) printf '%s\n' './telltale sim run|load|device|… [options]' '  The simulator against this stack; ./telltale sim COMMAND --help tells the options.' ;;
    verify) printf '%s\n' './telltale verify' '  200 devices, 2,000 readings/s for 20 s at QoS 1, then every reading is counted: exit status 0 when none is lost or doubled.' ;;
    chaos)
      cat <<'TEXT'
./telltale chaos [--duration 5m] [--seed N] [--faults LIST] [--rate 1000] [--recover-within 10s] [--json]
  On a platform of its own: publishes numbered readings at QoS 1 through both front doors, while every process is killed
  with -9, restarted and frozen, one after the other and then two at a time. Then counts: every acknowledged reading stored
  once, every alert told of once, every refused message parked. Exit status 0 when all of it holds and each recovery took
  10 s at most, 1 when not, 2 when it could not run. ./telltale sim chaos --help tells what is measured.
  LIST: gateway, broker-gateway, anomaly-service, alerting-service, device-registry, nats-server, postgresql, broker;
        kill, restart, freeze; or both as gateway:kill
TEXT
      ;;
    bench)
      cat <<'TEXT'
./telltale bench [--quick] [--cases one,ten] [--goal RATE | --rates LIST] [--search] [--seconds 60] [--rounds 3]
                 [--peers [NAMES]] [--json FILE] [--svg FOLDER]
  On a platform of its own: for each case the rate aimed at is asked for, then half of what was sustained, with a few alarms
  a second; beside them, in the same rounds, limits of this machine: COPY, JetStream and MQTT alone. Medians of the rounds;
  progress goes to stderr.
  --cases   one, ten (readings in a message); alone, one-qos0, ten-qos0, devices-100, devices-10000, broker; or all
  --quick   one round of 10 s a load: about two minutes, for a first look
  --goal    readings a second aimed at, in every case, instead of the case's own
  --rates   readings a second to ask for, in every case, such as 40000,60000, instead of goal and half
  --search  looks for the most that is held, from 0.4 to 1.6 times what is aimed at, and takes it instead of the goal
  --peers   then Node-RED, Telegraf and plain scripts behind Mosquitto do the same, or those named: telegraf,node-red,script
            (bench/peers/README.md; brought by npm and go where they are here; a minute and a half each with --quick)
  With --scale something else is measured: many connections on one gateway, many devices when services start, many series:
./telltale bench --scale [--connections 10000] [--devices 100000] [--series 1000,100000] [--rate 40000] [--seconds 35] [--json FILE]
  Wants the machine for itself. Exit status 0, 1 when an acknowledged reading was lost or doubled, 2 when it could not run.
  How to read it: docs/benchmarks.md
TEXT
      ;;
    process)
      cat <<'TEXT'
./telltale process kill|freeze|thaw|stop|start|restart NAME
  kill is SIGKILL, freeze SIGSTOP, thaw SIGCONT; stop is in good order; start and restart return when it is ready.
  NAME as in ./telltale status.
TEXT
      ;;
    dead-letters) printf '%s\n' './telltale dead-letters list|show|mend|replay|purge [--json]' '  What could not be processed; ./telltale dead-letters COMMAND --help tells the options.' ;;
    detect) command_detect --help ;;
    rules) command_rules --help ;;
    '' | help | -h | --help)
      cat <<'TEXT'
./telltale COMMAND
  up [--detach] [--no-build]   build if needed, bring servers, services and a demo fleet
  down [--purge]               stop all of it; --purge drops the data
  status [--json]              what runs
  logs [process] [-f]          what they say
  env                          addresses and tokens: eval "$(./telltale env)"
  token [--role R]             a token for the API
  sim run|load …               fleets, faults, load
  verify                       a short load, every reading counted
  dead-letters list|show …     what could not be processed: mend, replay, purge
  process kill|freeze|… NAME   one process, to see what happens without it
  chaos                        kill, restart and freeze everything under load, and count
  bench [--quick]              readings a second, their cost, and the limits of this machine
  rules check|test|diff|…      files of rules: check and test them, make them the rules in force
  detect --in CSV --out F      the detectors over files of your own, without a server
  test                         the whole test suite
  doctor [--json]              what this machine lacks
  help COMMAND                 more about one
TEXT
      ;;
    *) fail 64 "no such command: $1$(closest "$1")" ;;
  esac
}

# ", did you mean …?" for a command that begins alike.
closest() {
  local known
  for known in "${commands[@]}"; do
    if [[ $known == "${1:0:2}"* ]]; then
      printf ', did you mean %s?' "$known"
      return
    fi
  done
}
