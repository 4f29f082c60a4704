#!/usr/bin/env bash
# A stranger recomputes every draw of an export, with README's description put into twenty lines of
# Python, and notices when one is changed.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
    echo "draws.sh: $*" >&2
    exit 1
}
redraw() {
    python3 "$root/tests/scripts/redraw.py" "$1"
}
"$build/wendactl" simulate --activity "$root/questions" --data "$work/data" --visitors 250 --seed 5 --days 2 >/dev/null 2>&1
"$build/wendactl" audit --data "$work/data" >/dev/null || fail "audit finds fault"
"$build/wendactl" export --data "$work/data" -o "$work/out" >/dev/null 2>&1
said=$(redraw "$work/out")
[ "${said%% *}" -ge 20 ] || fail "too few draws to tell: $said"
grep -q '"awarded"' "$work/out/data/draws.csv" || fail "nobody won"

# Another prize drawn, another seed, another number of the visit: each is noticed.
tamper() { # FILE SED
    rm -rf "$work/other"
    cp -r "$work/out" "$work/other"
    sed -i "$2" "$work/other/data/$1"
    cmp -s "$work/out/data/$1" "$work/other/data/$1" && fail "$2 changes nothing"
    redraw "$work/other" >/dev/null 2>&1 && fail "$1 with $2 goes unnoticed"
    return 0
}
tamper draws.csv 's/"纪念奖","awarded"/"一等奖","awarded"/'
tamper seeds.csv '2s/,"[0-9a-f]\{4\}\([0-9a-f]\{60\}\)","20/,"0000\1","20/'
tamper draws.csv 's/^\("[0-9a-f-]*"\),\([0-9]*\)/\1,\20/'
echo "draws: $said"
