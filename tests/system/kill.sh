#!/usr/bin/env bash
# kill -9 at random moments of a simulation: no answer that was reported as saved is lost.
# Usage: kill.sh BUILD [ROUNDS]   (a long run is ROUNDS in the thousands)
set -euo pipefail
build=$1
rounds=${2:-12}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ctl=$build/wendactl
checked=0 killed=0
RANDOM=20270420
for ((round = 1; round <= rounds; round++)); do
    rm -rf "$work"/*
    "$ctl" simulate --activity "$root/questions" --data "$work/data" --visitors 100000 \
        --seed "$round" --ack "$work/ack" >/dev/null 2>&1 &
    child=$!
    # Wait until it is under way, then strike somewhere in the next half second.
    for ((i = 0; i < 400; i++)); do
        [ -s "$work/ack" ] && break
        sleep 0.025
    done
    sleep "0.$(printf '%03d' $((RANDOM % 500)))"
    kill -9 "$child"
    wait "$child" 2>/dev/null || true
    killed=$((killed + 1))
    # Whole lines only: the last one may have been cut by the kill itself.
    head -n "$(tr -cd '\n' <"$work/ack" | wc -c)" "$work/ack" | awk '{ print $1, $2 }' | sort -u >"$work/acked"
    "$ctl" export --data "$work/data" -o "$work/out" >/dev/null
    sed -nE 's/.*"visit":"([^"]*)".*"question":"([^"]*)".*/\1 \2/p' "$work/out/data/answers.jsonl" |
        sort -u >"$work/exported"
    # Two things leave on purpose: a questionnaire taken back, and an answer hidden by a changed
    # earlier one. In the visit that was cut off nobody outside can tell, so there only the quiz counts.
    tr -d '"\r' <"$work/out/data/visits.csv" |
        awk -F, 'NR > 1 && ($8 == "cleared" || $8 == "") { print $1 }' >"$work/excused"
    awk '$2 == "bought" { print $1, "action" }' "$work/ack" | sort | uniq -d >"$work/hidden"
    comm -23 "$work/acked" "$work/exported" |
        awk -v list="$work/excused" 'BEGIN { while ((getline id < list) > 0) excused[id] = 1 }
             !($1 in excused) || $2 ~ /^(pat|tm|cr|oth)-/' |
        grep -vxFf "$work/hidden" >"$work/lost" || true
    if [ -s "$work/lost" ]; then
        echo "round $round: acknowledged but not in the store:" >&2
        head -5 "$work/lost" >&2
        exit 1
    fi
    checked=$((checked + $(wc -l <"$work/acked")))
done
[ "$checked" -gt 0 ]
echo "kill: $killed kills, $checked acknowledged answers, 0 lost"
