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
    official=$(grep -lr '发放资料.*"份",-2,"点多了"' "$run"/stick/*/data/counters.csv)
    test "$(wc -l <<<"$official")" = 1
    test -s "${official%/data/*}/manifest.json"

    # The rehearsal has an export of its own, without what was counted by hand; its visitor is in no official
    # figure.
    for export in "$run"/stick/*/; do
        if [ "$export" = "${official%data/*}" ]; then continue; fi
        if grep -q 发放资料 "$export/data/counters.csv"; then exit 1; fi
        test "$(wc -l <"$export/data/visits.csv")" = 2
    done
    for data in "$run/data" "$run/data/rehearsal"; do
        "$build/wendactl" tally --data "$data" --json | tr -d ' \n' | grep -q '"quiz":{"started":1,"completed":1,'
    done
    test "$(find "$run/stick" -name manifest.json | wc -l)" = 2

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
