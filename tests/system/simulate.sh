#!/usr/bin/env bash
# Synthetic visitors end to end: what was acknowledged, what is exported and what is tallied agree,
# counted here and not by the programs.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ctl=$build/wendactl

"$ctl" simulate --activity "$root/questions" --data "$work/data" --visitors 150 --seed 7 \
    --ack "$work/ack" >"$work/said"
"$ctl" tally --data "$work/data" --json >"$work/tally.json"
"$ctl" export --data "$work/data" -o "$work/out" >/dev/null
jsonl=$work/out/data/answers.jsonl

# Quiz: asked and right for every question, from the exported rows.
sed -nE 's/.*"form":"quiz","question":"([^"]*)".*"right":(true|false|null).*/\1 \2/p' "$jsonl" |
    awk '{ asked[$1]++; right[$1] += $2 == "true" }
         END { for (id in asked) print id, asked[id], right[id] }' | sort >"$work/recount"
awk '/"surveys"/ { exit }
     /"id":/ { gsub(/[",]/, ""); id = $2 }
     /"asked":/ { gsub(/,/, ""); asked = $2 }
     /"right":/ { gsub(/,/, ""); if (asked > 0) print id, asked, $2 }' "$work/tally.json" |
    sort >"$work/tallied"
[ -s "$work/recount" ]
diff "$work/recount" "$work/tallied"

# Quiz: choices by letter of every question.
sed -nE 's/.*"form":"quiz","question":"([^"]*)".*"choice":"([^"]*)".*/\1 \2/p' "$jsonl" |
    awk '{ n = split($2, letters, ""); for (i = 1; i <= n; i++) count[$1 " " letters[i]]++ }
         END { for (key in count) print key, count[key] }' | sort >"$work/recount"
awk '/"surveys"/ { exit }
     /"id":/ { gsub(/[",]/, ""); id = $2 }
     /^ *"[A-Z]": / { gsub(/[",:]/, ""); if ($2 > 0) print id, $1, $2 }' "$work/tally.json" |
    sort >"$work/tallied"
diff "$work/recount" "$work/tallied"

# Every exported answer was acknowledged; every acknowledged one is exported, but for those of a
# questionnaire taken back and those hidden by a changed earlier answer.
sed -nE 's/.*"visit":"([^"]*)".*"question":"([^"]*)".*"state":"given".*/\1 \2/p' "$jsonl" |
    sort -u >"$work/exported"
awk '{ print $1, $2 }' "$work/ack" | sort -u >"$work/acked"
[ -z "$(comm -23 "$work/exported" "$work/acked")" ]
tr -d '"\r' <"$work/out/data/visits.csv" | awk -F, '$8 == "cleared" { print $1 }' >"$work/cleared"
awk '$2 == "bought" { print $1, "action" }' "$work/ack" | sort | uniq -d >"$work/hidden"
comm -13 "$work/exported" "$work/acked" | grep -vFf "$work/cleared" | grep -vxFf "$work/hidden" \
    >"$work/lost" || true
[ ! -s "$work/lost" ] || { head "$work/lost" >&2; exit 1; }

# The started quizzes are those that the simulator says it began.
started=$(sed -nE 's/^竞答：开始 ([0-9]+).*/\1/p' "$work/said")
grep -q "\"started\": $started," "$work/tally.json"

# Chinese is intact for a spreadsheet: BOM, CRLF, and the words themselves.
head -c 3 "$work/out/data/codebook.csv" | od -An -tx1 | grep -q 'ef bb bf'
grep -q $'\r$' "$work/out/data/codebook.csv"
grep -q '发明' "$work/out/data/codebook.csv"

# The same data exported again is the same bytes, and the same seed gives the same visitors.
"$ctl" export --data "$work/data" -o "$work/again" >/dev/null
diff -r "$work/out" "$work/again"
"$ctl" simulate --activity "$root/questions" --data "$work/data2" --visitors 150 --seed 7 \
    --ack "$work/ack2" >/dev/null
cmp "$work/ack" "$work/ack2"
echo "simulate: $(wc -l <"$work/ack") answers agree"
