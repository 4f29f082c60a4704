#!/usr/bin/env bash
# Staff through the real program: tests/scripts/staff.txt upright and wide, then what it left behind.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WENDA_ASSETS=$root/assets

for window in 1080x1920 1920x1080; do
    run=$work/$window
    mkdir -p "$run/stick" "$run/shots"
    sed "s|usb STICK|usb $run/stick|" "$root/tests/scripts/staff.txt" >"$run/script.txt"
    "$build/wenda" --activity "$root/questions" --data "$run/data" --script "$run/script.txt" \
        --shots "$run/shots" --virtual-time --window "$window"

    # The export is whole: a manifest, and the counts with their correction.
    test -s "$run"/stick/*/manifest.json
    grep -q '发放资料.*"份",-2,"点多了"' "$run"/stick/*/data/counters.csv

    # The office sees the same sums.
    "$build/wendactl" tally --data "$run/data" --json | tr -d ' \n' |
        grep -q '"unit":"市知识产权局","consultations":2,"leaflets":0'
    "$build/wendactl" tally --data "$run/data" --json | tr -d ' \n' |
        grep -q '"unit":"市司法局","consultations":0,"leaflets":8'

    # No PIN that was typed stands in any file.
    if grep -rlE '482957|907346' "$run/data"; then
        exit 1
    fi
done
