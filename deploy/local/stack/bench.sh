# shellcheck shell=bash
# `bench`: the whole platform under load beside the limits of the machine, on a platform of its own.

bench_jar=$root/bench/target/bench.jar

command_bench() {
  use_jdk
  make_home
  load_settings
  if any_process_runs; then fail 75 "the stack of this clone is up and would share the processors with the benchmark: ./telltale down"; fi
  lock_home
  [ -e "$bench_jar" ] || rm -f "$built_mark"
  build_if_needed
  unlock_home
  export TELLTALE_BENCH_FOLDER=$home
  if [ -n "$wipe" ]; then export TELLTALE_BENCH_TERMINAL=1; fi
  local front=endtoend.EndToEndBenchmark
  if [ "${1:-}" = --scale ]; then front=scale.ScaleBenchmark && shift; fi
  exec "${java[@]}" -Xmx512m -XX:+UseSerialGC "-Dtelltale.root=$root" -cp "$bench_jar" "io.telltale.bench.$front" "$@"
}
