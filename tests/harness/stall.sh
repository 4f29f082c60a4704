#!/usr/bin/env bash
# Every tenth sync takes two seconds, while somebody taps and an export runs over and over: taps are answered all
# the same, and everything acknowledged is kept.
# Usage: stall.sh BUILD [SECONDS]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
export SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache
# Without questionnaires: their answers are acknowledged at the end only.
cp -r "$activity" "$work/quiz"
activity=$work/quiz
sed -i '/^\[问卷\]/a 开启: 否' "$activity/activity.txt"
$(simulate 2 1) >"$work/said" 2>&1 || fail "no start"
acked=$(wc -l <"$ack")
under STALL=10:2000 -- "$build/harness_soak" stall "${2:-8}" "$data" "$activity" "$ack"
stalls=$(grep -c stalled "$work/report" || true)
figures=$(grep ' taps, ' "$work/said") || fail "it stopped"
[ "$status" = 0 ] || fail "too slow: $figures"
[ "$stalls" -gt 0 ] || fail "no sync stalled"
[ "$(wc -l <"$ack")" -gt "$acked" ] || fail "nothing was answered under stalls"
expect_kept "after stalls"
finish "$figures, $stalls syncs of 2 s, $(wc -l <"$ack") answers acknowledged, 0 lost"
