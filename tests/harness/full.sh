#!/usr/bin/env bash
# The disk is full after any number of bytes, the last write done in part: in every workflow at COUNT lengths,
# and, where a private mount is allowed, on a real small file system that runs full.
# Usage: full.sh BUILD [COUNT]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/workflows.sh"
count=${2:-1}
prepare_workflows
for workflow in "${workflows[@]}"; do
    measure "$workflow"
    for ((i = 0; i < count; i++)); do
        disturb "$workflow" "QUOTA=$((bytes * i / count + (RANDOM * 32768 + RANDOM) % (bytes / count + 1)))"
    done
done
[ $struck_count -gt 0 ] || fail "nothing was full"

# A real file system of 1 MiB: visitors until it is full; then everything acknowledged is in what is left, and with
# more room it goes on.
on_tmpfs() {
    mount -t tmpfs -o size=1m none "$disk"
    rm -f "$ack"
    local stopped=no
    for ((round = 1; round <= 40 && injected >= 0; round++)); do
        "$ctl" simulate --activity "$activity" --data "$data" --visitors 30 --seed "$round" --ack "$ack" >"$work/said" 2>&1 ||
            stopped=yes
        [ $stopped = no ] || break
    done
    [ $stopped = yes ] || fail "a disk of 1 MiB did not run full"
    grep -q '磁盘已满' "$work/said" || fail "full is told as something else"
    [ ! -e "$data/set-aside" ] || fail "full was taken for damage"
    mount -o remount,size=64m "$disk"
    $(simulate 3 900) >"$work/said" 2>&1 || fail "it does not go on with more room"
    expect_kept "after a full disk"
    wc -l <"$ack" >"$work/tmpfs"
}
rm -rf "${disk:?}"/*
real="no private mount here"
if unshare -rm true 2>/dev/null; then
    export -f on_tmpfs simulate expect_kept fail
    export build root name ctl activity work disk data ack injected
    unshare -rm bash -c 'set -euo pipefail; on_tmpfs' || fail "on a small file system"
    real="$(cat "$work/tmpfs") answers kept on a small file system"
fi
finish "$injected full disks in ${#workflows[@]} workflows, $struck_count struck, 0 lost; $real"
