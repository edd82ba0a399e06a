# shellcheck shell=bash
# `down` ends what this clone's up started, and nothing else: the fleet, then the services, then the servers.

command_down() {
  local purge='' option
  for option in "$@"; do
    case $option in
      --purge) purge=1 ;;
      *) fail 64 "no such option: down $option (--purge)" ;;
    esac
  done
  if [ -d "$home/run" ]; then
    lock_home
    take_down demo-fleet "${every_service[@]}" nats timescale mosquitto
    rm -f "$home/run/settings"
    unlock_home
  fi
  if [ -n "$purge" ]; then
    purge_data
    say "telltale is down; its data are dropped"
  else
    say "telltale is down$([ ! -d "$home/timescale" ] || printf '; its data stay in %s' "$home")"
  fi
}

# take_down NAME…: the order is ours, whatever the caller's.
take_down() {
  local name wanted=" $* "
  end_those_wanted demo-fleet
  end_those_wanted "${every_service[@]}"
  for name in nats timescale mosquitto; do
    if [[ $wanted == *" $name "* ]] && [ -d "$home/$name" ]; then servers stop "$name" "$home/$name" 7>&-; fi
  done
}

end_those_wanted() {
  local name named=()
  for name in "$@"; do [[ $wanted != *" $name "* ]] || named+=("$name"); done
  end_together "${named[@]}"
}

# All at once: a service takes a moment to hand over its shards and to finish its deliveries.
end_together() {
  local name jobs=() job
  for name in "$@"; do
    stop_process_named "$name" &
    jobs+=($!)
  done
  for job in "${jobs[@]}"; do wait "$job"; done
}

# Only what up made: the user may have named a folder with other things in it.
purge_data() {
  rm -rf "${home:?}"/{nats,timescale,mosquitto,logs,run,secrets}
  rmdir "$home" 2>/dev/null || true
}
