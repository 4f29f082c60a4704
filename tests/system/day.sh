#!/usr/bin/env bash
# A day at the booth from end to end: opened, 200 visitors (some with a finger on the screen), counted by hand,
# at noon other questions from a stick, two prizes handed over and one cancelled, exported to the stick, closed.
# What the export says is counted anew here, from answers.csv alone.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WENDA_ASSETS=$root/assets
ctl=$build/wendactl
data=$work/data
mkdir "$work/stick" "$data"

fail() {
    echo "day: $*" >&2
    exit 1
}
sql() { sqlite3 "file:$data/wenda.db?immutable=1" "$1"; }
play() {
    "$build/wenda" --data "$data" --script "$1" --virtual-time --window 540x960 --shots "$work/shots"
}

# visitors COUNT: at the screen, one after another, each with the quiz and a questionnaire.
visitors() {
    for ((i = 0; i < $1; i++)); do
        printf '%s\n' 'tap "轻触屏幕开始"' 'tap "有奖竞答"' 'until-screen quiz-result' 'tap "完成"' \
            'until-screen thanks' 'wait 120000' 'expect-screen attract'
    done
}

# The office's pack, and the one of noon with another wording of one question.
"$ctl" keygen -o "$work/office" >/dev/null
cp "$work/office.pub" "$data/trusted.pub"
"$ctl" pack "$root/questions" -o "$work/morning.wenda" --key "$work/office.key" --serial 1 >/dev/null
cp -r "$root/questions" "$work/questions"
id=$(sed -n 's/^编号: //p' "$work/questions/quiz/patent.txt" | sed -n 2p)
stem=$(grep -m 1 '^1\. ' "$work/questions/quiz/patent.txt")
sed -i "s|^$stem\$|$stem（中午改过）|" "$work/questions/quiz/patent.txt"
"$ctl" pack "$work/questions" -o "$work/noon.wenda" --key "$work/office.key" --serial 2 >/dev/null

"$ctl" install "$work/morning.wenda" --data "$data" >/dev/null
(cat "$root/tests/scripts/day-morning.txt" && visitors 5) >"$work/morning.txt"
play "$work/morning.txt"
"$ctl" simulate --activity "$data/activity" --data "$data" --visitors 95 --seed 11 >/dev/null
if "$ctl" install "$work/morning.wenda" --data "$data" 2>/dev/null; then
    fail "a pack was installed twice"
fi
cp "$work/morning.wenda" "$work/noon.wenda" "$work/stick"
(sed "s|usb STICK|usb $work/stick|" "$root/tests/scripts/day-noon.txt" && visitors 5) >"$work/noon.txt"
play "$work/noon.txt"
cmp -s "$data/activity/quiz/patent.txt" "$work/questions/quiz/patent.txt" || fail "noon's questions are not in force"
"$ctl" simulate --activity "$data/activity" --data "$data" --visitors 95 --seed 12 >/dev/null

# Codes that visitors hold, in the order of the panel's list.
mapfile -t codes < <(sql "SELECT s.code FROM award AS a JOIN settlement AS s ON s.number = a.settlement
    WHERE a.state IN ('reserved', 'shown') ORDER BY a.state = 'shown', a.number LIMIT 3")
[ "${#codes[@]}" = 3 ] || fail "the visitors have not won three prizes"
sed -e "s|usb STICK|usb $work/stick|" \
    -e "s|CODE1|${codes[0]:0:4}-${codes[0]:4}|; s|CODE2|${codes[1]:0:4}-${codes[1]:4}|" \
    -e "s|CODE3|${codes[2]:0:4}-${codes[2]:4}|" \
    -e "s|^TYPE1|$(sed 's/./tap "&"\\n/g' <<<"${codes[0]}")|" \
    "$root/tests/scripts/day-evening.txt" >"$work/evening.txt"
play "$work/evening.txt"

out=$(echo "$work"/stick/*/data)
[ -s "$out/../manifest.json" ] || fail "no export on the stick"

# A spare machine restores the sealed backup with the office's key, and with no other.
"$ctl" keygen -o "$work/other" >/dev/null
if "$ctl" restore "$out/../backup.sealed" --data "$work/spare" --key "$work/other.key" 2>/dev/null; then
    fail "another office's key opens the backup"
fi
"$ctl" restore "$out/../backup.sealed" --data "$work/spare" --key "$work/office.key" >/dev/null
"$ctl" audit --data "$work/spare" >/dev/null || fail "the spare machine's data do not hold"
diff <("$ctl" tally --data "$data" --json | grep -v '"generated"') \
    <("$ctl" tally --data "$work/spare" --json | grep -v '"generated"') || fail "the spare differs"

# Every question of the quiz: asked and right, from answers.csv.
sed -nE 's/^"[^"]*","[^"]*","[^"]*","[^"]*","quiz","([^"]*)",.*,([01]),[0-9]+,"[^"]*","[a-z]*"\r?$/\1 \2/p' \
    "$out/answers.csv" |
    awk '{ asked[$1]++; right[$1] += $2 } END { for (q in asked) print q, asked[q], right[q] }' |
    sort >"$work/recount"
"$ctl" tally --data "$data" --json >"$work/tally.json"
awk '/"surveys"/ { exit }
     /"id":/ { gsub(/[",]/, ""); id = $2 }
     /"asked":/ { gsub(/,/, ""); asked = $2 }
     /"right":/ { gsub(/,/, ""); if (asked > 0) print id, asked, $2 }' "$work/tally.json" |
    sort >"$work/tallied"
[ "$(wc -l <"$work/recount")" -gt 20 ] || fail "too few questions in answers.csv"
diff "$work/recount" "$work/tallied" || fail "the tally is not what answers.csv says"
# The same in the export's own tally.
sed -nE 's/^"quiz",[0-9]+,[0-9]+,[0-9]+,[0-9]+,"([^"]*)","[^"]*",([0-9]+),[0-9]+,[0-9]+,[0-9]+,([0-9]+),.*/\1 \2 \3/p' \
    "$out/tally.csv" | awk '$2 > 0' | sort -u | diff "$work/recount" - || fail "tally.csv differs"

# Visitors; the update was taken while both wordings keep their answers apart.
[ "$(($(wc -l <"$out/visits.csv") - 1))" = 200 ] || fail "not 200 visits"
versions=$(grep -F "\"quiz\",\"$id\"" "$out/answers.csv" | cut -d, -f7 | sort -u | wc -l)
[ "$versions" = 2 ] || fail "question $id has $versions wordings, not 2"

# Prizes: two claimed, one cancelled, and the book is even.
awk -F, 'NR > 1 { if ($3 + $4 - $5 + $6 != $7 || $8 != $9 + $10 + $11) exit 1
                  claimed += $9; cancelled += $12 }
         END { exit !(claimed == 2 && cancelled == 1) }' "$out/prizes.csv" || fail "the book of prizes"

# Counts by hand, undone and corrected; opening hours.
sums=$(awk -F, 'NR > 1 { gsub(/"/, ""); sum[$3 " " $4] += $6 }
                END { for (k in sum) print k, sum[k] }' "$out/counters.csv" | sort | tr '\n' ';')
[ "$sums" = "市司法局 接待咨询 1;市知识产权局 发放资料 9;市知识产权局 接待咨询 11;" ] || fail "counts: $sums"
awk -F, 'NR > 1 { minutes += $5 } END { exit !(minutes >= 60) }' "$out/hours.csv" || fail "hours.csv"

# The database, its chain, its tallies and its prizes hold; everything staff did is in the chain.
"$ctl" audit --data "$data" >/dev/null || fail "audit"
for subject in pin-set enter count leave update export power-off; do
    [ "$(sql "SELECT count(*) > 0 FROM audit WHERE event = 'staff' AND subject = '$subject'")" = 1 ] ||
        fail "no $subject in the audit log"
done

# After the activity its visits go and the totals stay.
cp "$work/tally.json" "$work/before.json"
"$ctl" erase --data "$data" >/dev/null
"$ctl" audit --data "$data" >/dev/null || fail "audit after erasing"
"$ctl" tally --data "$data" --json >"$work/after.json"
diff <(grep -v '"generated"' "$work/before.json") <(grep -v '"generated"' "$work/after.json") ||
    fail "erasing changed the totals"
[ "$(sql 'SELECT count(*) FROM answer')" = 0 ] || fail "answers are left"
[ -z "$(ls "$data/backup" 2>/dev/null)" ] || fail "backups still hold the answers"
