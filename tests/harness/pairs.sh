#!/usr/bin/env bash
# Two faults at once, sampled: an operation fails and later another one, or an allocation.
# Usage: pairs.sh BUILD [COUNT]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/workflows.sh"
count=${2:-6}
leave_kiosk_to_release
prepare_workflows
declare -A all_operations all_allocations
for workflow in "${workflows[@]}"; do
    measure "$workflow"
    all_operations[$workflow]=$operations all_allocations[$workflow]=$allocations
done
letters=(w s o t r u owstrud)
for ((i = 0; i < count; i++)); do
    workflow=${workflows[i % ${#workflows[@]}]}
    first="owstrud:$((RANDOM % all_operations[$workflow])):once:eio"
    if [ $((RANDOM % 3)) = 0 ]; then
        second="m:$(((RANDOM * 32768 + RANDOM) % all_allocations[$workflow]))"
    else
        second="${letters[RANDOM % ${#letters[@]}]}:$((RANDOM % all_operations[$workflow])):good:enospc"
    fi
    disturb "$workflow" "FAULT=$first $second"
done
finish "$injected pairs of faults, $struck_count struck, 0 lost"
