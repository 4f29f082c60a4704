#!/usr/bin/env bash
# kill -9 at random moments, also while it starts: in turn of synthetic visitors on the store and of the whole kiosk
# under random fingers, again and again on the same data.
# Usage: kill.sh BUILD [KILLS]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
kills=${2:-14}
export SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache
answers=0
: >"$ack"
for ((round = 1; round <= kills; round++)); do
    if ((round % 50 == 1)); then # so that a look at it stays quick
        answers=$((answers + $(wc -l <"$ack")))
        rm -rf "${disk:?}"/*
        : >"$ack"
    fi
    if ((round % 2 == 1)); then
        command=($(simulate 100000 "$round"))
    else
        command=("$build/harness_soak" events 100000 "$data" "$activity" "$ack")
    fi
    "${command[@]}" >"$work/said" 2>&1 &
    child=$!
    sleep "0.$(printf '%03d' $((RANDOM % 700)))"
    kill -9 "$child"
    { wait "$child"; } 2>/dev/null || true
    if [ ! -e "$data/wenda.db" ]; then
        [ ! -s "$ack" ] || fail "round $round: acknowledged without a database"
        continue
    fi
    if ((round % 5 == 0 || round == kills)); then # it is opened, and made whole, by the program
        "$ctl" audit --data "$data" >"$work/said" 2>&1 || fail "round $round: the records do not hold"
    fi
    expect_kept "round $round"
done
answers=$((answers + $(wc -l <"$ack")))
[ "$answers" -gt 0 ] || fail "nothing was acknowledged"
finish "$kills kills, $answers acknowledged answers, 0 lost"
