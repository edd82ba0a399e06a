# shellcheck shell=bash
# `rules`: files of rules. Checking and testing them needs no server; the rest asks this stack, or the one that the environment names.

command_rules() {
  local app=$root/alerting-service/target/quarkus-app
  use_jdk
  [ -e "$app/quarkus-run.jar" ] || fail 2 "the alerting service is not built yet: mvn -pl alerting-service -am -DskipTests package"
  case " $* " in
    *" --help "*) ;;
    *" diff "* | *" apply "* | *" export "*)
      if [ -z "${TELLTALE_OPERATOR_TOKEN:-}" ] && [ -s "$home/run/settings" ]; then export_environment; fi
      ;;
  esac
  exec "${java[@]}" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$app/app/*:$app/lib/main/*:$app/lib/boot/*" \
    io.telltale.alerting.cli.RulesCommand "$@"
}
