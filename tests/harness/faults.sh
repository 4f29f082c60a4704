#!/usr/bin/env bash
# Each write, sync, truncation, opening, renaming, unlinking and making of folders fails, once or for good, with
# EIO or ENOSPC, in every workflow. COUNT faults a workflow, spread evenly; 0 = every one.
# Usage: faults.sh BUILD [COUNT]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$(dirname "${BASH_SOURCE[0]}")/workflows.sh"
count=${2:-2}
prepare_workflows
for workflow in "${workflows[@]}"; do
    measure "$workflow"
    per=$count
    [ "$count" -gt 0 ] || per=$operations
    for ((i = 0; i < per; i++)); do
        at=$((operations * i / per + (count > 0 ? RANDOM % (operations / per + 1) : 0)))
        modes=(once:eio good:eio once:enospc good:enospc)
        disturb "$workflow" "FAULT=owstrud:$at:${modes[(i + at) % 4]}"
    done
done
[ $struck_count -gt 0 ] || fail "nothing struck"
finish "$injected faults in ${#workflows[@]} workflows, $struck_count struck, 0 lost"
