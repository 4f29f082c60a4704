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

# SDL's own allocations, by SDL_SetMemoryFunctions: the kiosk goes on, or ends and starts again clean.
kiosk_with() { # WHICH
    status=0
    { WENDA_SDL_FAULT=$1 "${command[@]}" >"$work/said" 2>&1; } 2>/dev/null || status=$?
}
sdl=0
begin_workflow kiosk
kiosk_with -1
sdl_allocations=$(sed -n 's/^SDL: \([0-9]*\) allocations$/\1/p' "$work/said")
[ "${sdl_allocations:-0}" -gt 0 ] || fail "SDL allocates nothing of its own"
per=$count
[ "$count" -gt 0 ] || per=$sdl_allocations
for ((i = 0; i < per; i++)); do
    begin_workflow kiosk
    heal=("$ctl" status --data "$data")
    at=$((sdl_allocations * i / per + (count > 0 ? RANDOM % (sdl_allocations / per + 1) : 0)))
    kiosk_with "$at"
    sdl=$((sdl + 1))
    check_workflow kiosk "m:SDL $at"
done
finish "$injected allocations failed in ${#workflows[@]} workflows, $struck_count struck; $sdl of $sdl_allocations of SDL's," \
    "$recorded kiosks cut off and so recorded, 0 lost"
