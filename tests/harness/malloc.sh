#!/usr/bin/env bash
# The n-th allocation fails in every workflow: the program says so or aborts and starts again clean.
# COUNT allocations a workflow, spread evenly; 0 = every one.
# Usage: malloc.sh BUILD [COUNT]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/workflows.sh"
count=${2:-2}
leave_kiosk_to_release
prepare_workflows
for workflow in "${workflows[@]}"; do
    measure "$workflow"
    per=$count
    [ "$count" -gt 0 ] || per=$allocations
    for ((i = 0; i < per; i++)); do
        disturb "$workflow" "FAULT=m:$((allocations * i / per + RANDOM % (allocations / per + 1)))"
    done
done
[ $struck_count -gt 0 ] || fail "nothing struck"
finish "$injected allocations failed in ${#workflows[@]} workflows, $struck_count struck, 0 lost"
