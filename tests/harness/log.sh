#!/usr/bin/env bash
# The staff log of a kiosk whose disk fails under way, at its most talkative: bounded, one escaped line an event, and
# no answer, no claim code, no PIN in it.
# Usage: log.sh BUILD [COUNT]   COUNT faults, spread over a visit
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
export SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache HOME=$work WENDA_LOG=debug
cp -r "$activity" "$work/sure"
sed -i -e 's|^中奖率: 1/2|中奖率: 1/1|' -e '/^中奖率: 1\/6/d' "$work/sure/activity.txt"
sed -i '/^\[奖品 一等奖\]/,/^$/d' "$work/sure/activity.txt"
cat >"$work/script" <<'EOF'
until-screen quiz-question
answer right
until-screen quiz-question
answer right
until-screen quiz-question
answer right
until-screen quiz-question
answer right
until-screen prize-won
EOF
play() { under "$@" -- "$build/wenda" --script "$work/script" --activity "$work/sure" --data "$data" --virtual-time --window 540x960; }
play
[ "$status" = 0 ] || fail "nobody won undisturbed"
read -r operations _ <<<"$counts"
lines=0 secrets=0
for ((i = 0; i < ${2:-3}; i++)); do
    rm -rf "${disk:?}"/*
    play "FAULT=ws:$((operations / 2 + RANDOM % (operations / 2))):once:eio"
    log=$data/log/wenda.log
    [ -e "$log" ] || fail "no log"
    # No control character but the line feed, and every line begins as a line does.
    if LC_ALL=C grep -qP '[\x00-\x09\x0b-\x1f\x7f]' "$log"; then fail "control characters in the log"; fi
    if grep -vqE '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[^ ]+ (DEBUG|INFO|WARN|ERROR) [^ ]+:[0-9]+: ' "$log"; then fail "half a line in the log"; fi
    [ "$(cat "$data"/log/* | wc -c)" -le $((4 * 1024 * 1024)) ] || fail "the log is not bounded"
    cp "$data"/wenda.db* "$work"
    sqlite3 "$work/wenda.db" "SELECT code FROM settlement WHERE code IS NOT NULL UNION SELECT text FROM answer WHERE text <> ''
        UNION SELECT seed FROM draw_seed" >"$work/secrets"
    if grep -qFf "$work/secrets" "$log"; then fail "a secret in the log"; fi
    lines=$((lines + $(wc -l <"$log"))) secrets=$((secrets + $(wc -l <"$work/secrets")))
    rm -f "$work"/wenda.db*
done
[ "$lines" -gt 0 ] && [ "$secrets" -gt 0 ] || fail "nothing was logged, or nothing was secret"
finish "$lines lines under $((i)) faults, none of $secrets codes, seeds and texts in them"
