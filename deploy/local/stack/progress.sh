# shellcheck shell=bash
# Progress: one line for each step that is done, with the seconds since the beginning; on a terminal also what is
# under way. Everything on stderr.

begun=${EPOCHREALTIME/[.,]/}

elapsed() {
  local tenths=$(((${EPOCHREALTIME/[.,]/} - begun) / 100000))
  printf '%3d.%d s' $((tenths / 10)) $((tenths % 10))
}

if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; then
  green=$'\e[32m' red=$'\e[31m' bold=$'\e[1m' plain=$'\e[0m' wipe=$'\r\e[K'
else
  green='' red='' bold='' plain='' wipe=''
fi

done_step() { printf '%s%s  %s✓%s %s\n' "$wipe" "$(elapsed)" "$green" "$plain" "$*" >&2; }

failed_step() { printf '%s%s  %s✗%s %s\n' "$wipe" "$(elapsed)" "$red" "$plain" "$*" >&2; }

# What is under way; without a terminal nothing, so that a log has only what was done.
doing() { [ -z "$wipe" ] || printf '%s%s  … %s' "$wipe" "$(elapsed)" "$*" >&2; }
