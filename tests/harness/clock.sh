#!/usr/bin/env bash
# The kiosk in real time with a wall clock at 1970, one that goes back an hour under way, and one that jumps ten
# years: questions are answered, nothing waits by that clock, and every record is in order. COUNT rounds of each.
# Usage: clock.sh BUILD [COUNT]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
export SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache HOME=$work
now=$(date +%s)
cat >"$work/script" <<'EOF'
until-screen quiz-question
answer right
until-screen quiz-question
answer right
EOF
play() { # NAME CLOCK
    rm -rf "${disk:?}"/* "$ack"
    under CLOCK="$2" -- "$build/wenda" --script "$work/script" --activity "$activity" --data "$data" --window 540x960
    [ "$status" = 0 ] || fail "$1: the kiosk did not get through"
    injected=$((injected + 1))
    expect_kept "$1"
    [ "$(sqlite3 "$data/wenda.db" 'SELECT count(*) FROM answer')" = 2 ] || fail "$1: not two answers"
    [ "$(sqlite3 "$data/wenda.db" 'SELECT count(*) FROM session WHERE ended_ms < began_ms')" = 0 ] || fail "$1: ends before it begins"
    years=$(sqlite3 "$data/wenda.db" "SELECT group_concat(DISTINCT strftime('%Y', wall_ms / 1000, 'unixepoch')) FROM answer")
    "$ctl" audit --data "$data" >/dev/null 2>"$work/said" || fail "$1: the records do not hold"
    "$ctl" export --data "$data" -o "$disk/out" >/dev/null 2>"$work/said" || fail "$1: no export"
}
for ((round = 0; round < ${2:-1}; round++)); do
    play "1970" "-$now"
    [ "$years" = 1970 ] || fail "the clock was not at 1970: $years"
    play "an hour back" "0:$((400 + RANDOM % 1500)):-3600"
    play "ten years on" "0:$((400 + RANDOM % 1500)):315576000"
done
finish "$injected runs under three wrong clocks, 0 lost"
