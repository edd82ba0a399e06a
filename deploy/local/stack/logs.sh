# shellcheck shell=bash
# `logs [process] [-f]`: the end of one log or of all of them.

command_logs() {
  local follow='' name='' word files=()
  for word in "$@"; do
    case $word in
      -f | --follow) follow=1 ;;
      -*) fail 64 "no such option: logs $word (-f)" ;;
      *) name=$word ;;
    esac
  done
  load_settings
  if [ -n "$name" ]; then
    mapfile -t files < <(logs_of "$name")
    [ ${#files[@]} -gt 0 ] || fail 66 "there is no log of $name (known: build $(all_processes | tr '\n' ' '))"
  else
    for word in $(all_processes); do mapfile -t -O "${#files[@]}" files < <(logs_of "$word"); done
    [ ${#files[@]} -gt 0 ] || fail 66 "there are no logs yet: ./telltale up"
  fi
  if [ -n "$follow" ]; then exec tail -n 20 -F "${files[@]}"; fi
  if [ -n "$name" ]; then cat "${files[@]}"; else tail -n 15 -- "${files[@]}"; fi
}

# The files of one process that have something in them.
logs_of() {
  local file
  for file in "$home/logs/$1.out" "$home/logs/$1.log" "$home/$1/log"; do
    [ ! -s "$file" ] || printf '%s\n' "$file"
  done
}
