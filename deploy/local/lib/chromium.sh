# shellcheck shell=bash
# Chromium, for the tests of the console's page. It is not a server: there is only `fetch` and `which`.
# It comes from the machine's own Debian release, because a browser starts copies of itself and so cannot run
# under another release's loader as the servers do; the machine's C library serves it.

installed_chromium() {
  if [ -n "${TELLTALE_CHROMIUM:-}" ]; then
    [ -x "$TELLTALE_CHROMIUM" ] || fail 69 "TELLTALE_CHROMIUM=$TELLTALE_CHROMIUM is not a program"
    printf '%s\n' "$TELLTALE_CHROMIUM"
    return
  fi
  type -P chromium || type -P chromium-browser || type -P google-chrome
}

unpack_chromium() {
  unpack_debian chromium "$(machine_suite)" "$1" chromium chromium-common fonts-dejavu-core
  # The loader is the machine's, so the C library must be, too.
  find "$1" \( -name 'ld-linux*' -o -name 'libc.so.*' -o -name 'libm.so.*' -o -name 'libmvec.so.*' -o -name 'libdl.so.*' \
    -o -name 'libpthread.so.*' -o -name 'librt.so.*' -o -name 'libresolv.so.*' -o -name 'libutil.so.*' \) -delete
}

machine_suite() {
  local suite
  suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release 2>/dev/null)
  printf '%s' "${suite:-stable}"
}

# Debian's own start script asks for files of an installed package, so ours takes its place.
link_chromium() {
  local root=$1/chromium libraries
  libraries=$(find "$root/usr/lib" "$root/lib" -name '*.so*' -not -path '*/gconv/*' -printf '%h\n' 2>/dev/null | sort -u |
    grep -E -- '-linux-gnu[a-z0-9]*(/nss|/pulseaudio)?$' | paste -sd:)
  chromium_fonts "$root" >"$root/fonts.conf"
  install_script "$1/bin/chromium" "export LD_LIBRARY_PATH='$libraries' FONTCONFIG_FILE='$root/fonts.conf'
exec '$root/usr/lib/chromium/chromium' \"\$@\""
}

chromium_fonts() {
  cat <<XML
<?xml version="1.0"?>
<fontconfig>
  <dir>$1/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
XML
}
