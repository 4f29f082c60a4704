#!/usr/bin/env bash
# Random fingers on the whole kiosk in virtual time: it neither grows nor keeps descriptors, and everything
# acknowledged is kept.
# A quarter of the events warms up; what fills up to a limit of its own (SQLite's pages, lines of text kept) is held
# against that limit and not counted as growth.
# Usage: soak.sh BUILD [EVENTS]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
export SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache
"$build/harness_soak" events "${2:-1000}" "$data" "$activity" "$ack" >"$work/figures" 2>"$work/said" ||
    fail "past the limits: $(cat "$work/figures")"
grep -qE 'ERROR: AddressSanitizer|runtime error:' "$work/said" && fail "a sanitizer spoke"
expect_kept "after a soak"
finish "$(cat "$work/figures"), $(wc -l <"$ack") answers acknowledged, 0 lost"
