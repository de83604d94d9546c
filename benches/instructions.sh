#!/usr/bin/env bash
# Counts the instructions that `report` executes, in one thread, with one binary or with two in turn:
#   benches/instructions.sh [--root DIR] NEW [OLD]
# DIR (default: the repository, with the sample of input/) is copied, so that nothing in it changes. Needs valgrind.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
if [[ ${1-} == --root ]]; then root=$(cd "$2" && pwd); shift 2; fi
(($# >= 1 && $# <= 2)) || { sed -n '2,4p' "$0" >&2; exit 2; }
command -v valgrind >/dev/null || { echo 'valgrind is missing (Debian: valgrind)' >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count() {
  local here="$work/$2"
  mkdir "$here"
  cp -r "$root/input" "$here/"
  RAYON_NUM_THREADS=1 valgrind --tool=callgrind --callgrind-out-file="$work/$2.out" \
    "$1" --root "$here" report >"$work/$2.log" 2>"$work/$2.err" || (($? == 1))
  awk '/^summary:|^totals:/ { print $2; exit }' "$work/$2.out"
}
new=$(count "$1" new)
printf 'new %15d\n' "$new"
if (($# == 2)); then
  old=$(count "$2" old)
  printf 'old %15d\n' "$old"
  awk -v new="$new" -v old="$old" 'BEGIN { printf "new / old %9.3f\n", new / old }'
fi
