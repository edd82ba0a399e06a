# shellcheck shell=bash
# Packages of a Debian release other than the machine's own, unpacked into a folder: nothing is installed and
# no root is needed. apt works on a private state, verifies with Debian's archive keyring, and resumes downloads.

debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# The Debian archive this machine is configured for; other sources on it (vendors', security) are passed over.
debian_site() {
  if [ -n "${TELLTALE_DEBIAN_SITE:-}" ]; then
    printf '%s' "$TELLTALE_DEBIAN_SITE"
    return
  fi
  # shellcheck disable=SC2016 # the format is apt's
  apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(SITE)' 'Created-By: Packages' 2>/dev/null |
    awk -F'|' '$1 == "Debian" && $2 == "Debian" { known = known ? known : $3 }
      $3 ~ /\/debian\/?$/ { guess = guess ? guess : $3 }
      END { print known ? known : guess }'
}

check_debian() {
  local kind=$1 tool
  for tool in apt-get dpkg flock setsid; do
    type -P "$tool" >/dev/null || fetch_fails "$kind" "$tool is not on this machine"
  done
  [ -r "$debian_keyring" ] ||
    fetch_fails "$kind" "$debian_keyring is missing (apt-get install debian-archive-keyring)"
  [ -n "$(debian_site)" ] ||
    fetch_fails "$kind" "no Debian archive in apt's sources (name one in TELLTALE_DEBIAN_SITE)"
}

# private_apt SUITE ARGUMENTS…
private_apt() {
  local state
  state=$(cache_home)/apt/$1
  shift
  apt-get -q -c "$state/apt.conf" "$@"
}

# apt's own configuration of the machine stays in force (proxies, credentials) but for the places named here.
prepare_apt() {
  local suite=$1 state
  state=$(cache_home)/apt/$suite
  mkdir -p "$state/lists/partial" "$state/archives/partial"
  : >"$state/status"
  printf 'deb [target=Packages signed-by=%s] %s %s main\n' "$debian_keyring" "$(debian_site)" "$suite" \
    >"$state/sources.list"
  cat >"$state/apt.conf" <<CONF
Dir::Etc::sourcelist "$state/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::Lists "$state/lists";
Dir::State::status "$state/status";
Dir::Cache "$state";
Dir::Cache::archives "$state/archives";
APT::Sandbox::User "root";
APT::Install-Recommends "false";
Acquire::Languages "none";
Acquire::Retries "3";
APT::Update::Error-Mode "any";
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Post-Invoke;
CONF
}

# The named packages and every shared library they need, as apt resolves it. Left out: perl, LLVM (we run with
# jit off) and what only an installation needs.
closed_set() {
  local suite=$1
  shift
  private_apt "$suite" -s install "$@" | awk -v roots=" $* " '
    $1 != "Inst" { next }
    index(roots, " " $2 " ") { print $2; next }
    $2 ~ /-perl$|^libperl|^libllvm|^libz3|-modules|-common$|^libc-bin$|^libc-l10n$/ { next }
    $2 ~ /^lib/ { print $2 }'
}

# unpack_debian KIND SUITE FOLDER PACKAGES…: fills FOLDER with files and a list of the versions.
unpack_debian() {
  local kind=$1 suite=$2 folder=$3 state packages log package
  shift 3
  state=$(cache_home)/apt/$suite
  log=$state/log
  check_debian "$kind"
  prepare_apt "$suite"
  say "  reading the package lists of Debian $suite"
  private_apt "$suite" update >"$log" 2>&1 || fetch_fails "$kind" "apt-get update of Debian $suite failed" "$log"
  packages=$(closed_set "$suite" "$@" 2>"$log") || true
  [ -n "$packages" ] ||
    fetch_fails "$kind" "Debian $suite has no installable $*" "$log"
  say "  downloading $(wc -w <<<"$packages") packages ($*)"
  # shellcheck disable=SC2086 # package names are words
  (cd "$state/archives" && private_apt "$suite" download $packages) >"$log" 2>&1 ||
    fetch_fails "$kind" "the download from Debian $suite failed" "$log"
  say "  unpacking"
  for package in "$state"/archives/*.deb; do
    dpkg-deb -x "$package" "$folder" >>"$log" 2>&1 || fetch_fails "$kind" "$package cannot be unpacked" "$log"
    basename "$package" .deb
  done >"$folder/versions"
  rm -rf "$state/archives"
}

# The one error of a failed fetch: what was looked for, what went wrong, and what mends it.
fetch_fails() {
  local kind=$1 reason=$2 log=${3:-}
  say "telltale: $kind is not available: $reason"
  [ -z "$log" ] || show_tail "$log" 8
  say "  looked for: a suitable program on this machine, the cache $(cache_home), Debian's packages."
  say "  Mend it with network access to Debian's archive and: deploy/local/servers fetch $kind"
  say "  Or install the server yourself ($(by_hand "$kind")), or run the platform in Docker: deploy/compose."
  exit 69
}

by_hand() {
  case $1 in
    nats) printf 'nats-server 2.11 or newer on the PATH' ;;
    timescale) printf 'postgresql with the timescaledb extension in /usr/lib/postgresql' ;;
    mosquitto) printf 'apt-get install mosquitto mosquitto-clients' ;;
    alertmanager) printf 'apt-get install prometheus-alertmanager, 0.28 or newer' ;;
    chromium) printf 'apt-get install chromium, or name one in TELLTALE_CHROMIUM' ;;
  esac
}
