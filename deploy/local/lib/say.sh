# shellcheck shell=bash
# What is said to the person at the terminal. Everything goes to stderr; stdout belongs to results.

say() { printf '%s\n' "$*" >&2; }

# fail STATUS MESSAGE: the one way a script of ours gives up.
fail() {
  local status=$1
  shift
  printf 'telltale: %s\n' "$*" >&2
  exit "$status"
}

# The end of a log, indented: the reason of a failed start is nearly always there.
show_tail() {
  local file=$1 lines=${2:-15}
  [ -s "$file" ] || return 0
  tail -n "$lines" "$file" | sed 's/^/    /' >&2
}
