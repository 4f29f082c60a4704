#!/usr/bin/env bash
# wendactl convert as a clerk runs it: what it writes, what it says, its exit status.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
samples=$root/tests/convert-samples

fail() {
    echo "convert: $1"
    cat "$work/said" "$work/json" 2> /dev/null || true
    exit 1
}

# run STATUS ARGUMENTS...: stdout in json, stderr in said
run() {
    local want=$1 got=0
    shift
    "$build/wendactl" convert "$@" > "$work/json" 2> "$work/said" || got=$?
    [ "$got" -eq "$want" ] || fail "convert $*: exit $got, not $want"
}

says() {
    grep -qF -- "$1" "$work/said" || fail "stderr does not say: $1"
}

holds() {
    grep -qF -- "$2" "$1" || fail "$1 does not hold: $2"
}

json() {
    tr -d ' \n' < "$work/json" | grep -qF -- "$1" || fail "no $1 in the JSON"
}

# Whole: 0, and nothing on stdout.
run 0 "$samples/answer-list-range.txt" "$work/range.txt"
[ ! -s "$work/json" ] || fail "stdout without --json"
says "有疑问 0，未导入 0"
says "未审核"
! grep -q 审核 "$work/range.txt" || fail "a converted question is reviewed"
"$build/wendactl" check "$work/range.txt" > "$work/said" || fail "check finds errors in OUT"

# Word, Excel and old Excel, each in its confined child.
for name in word-numbered.docx word-table.docx office-workbook.xlsx office-table.xls; do
    want=1
    [ "$name" != word-numbered.docx ] || want=0
    run $want "$samples/$name" "$work/$name.txt" --json
    : > "$work/rows"
    while IFS='|' read -r number type answer options status; do
        [ -z "$answer" ] && answer=null || answer="\"$answer\""
        json "\"number\":\"$number\",\"type\":\"$type\",\"answer\":$answer,\"options\":$options,"
        echo "$status" >> "$work/rows"
    done < "${samples}/${name%%.*}.expect"
    for status in read doubtful refused; do
        json "\"$status\":$(grep -c "^$status\$" "$work/rows" || true),"
    done
done

# Doubtful and refused ones: named with place, reason and words, marked in OUT, exit 1.
run 1 "$samples/office-workbook.xlsx" "$work/book.txt" --json
says "第 6 行，第 4 题：没有答案"
says "原文：缺答案的一题？"
says "第 7 行，第 5 题：简答题没有选项"
json '"stem":"缺答案的一题？","status":"doubtful","reason":"没有答案"}'
holds "$work/book.txt" "# 有疑问: 没有答案"
! grep -q 看法 "$work/book.txt" || fail "a refused question is in OUT"

# What a target cannot hold is refused by name; where nothing is left nothing is written.
run 1 "$samples/type-tags.txt" "$work/tags.aiken"
says "第 7 题：写不进 Aiken"
echo old > "$work/kept.form.xlsx"
run 1 "$samples/answer-list-range.txt" "$work/kept.form.xlsx"
says "没有可写的题"
holds "$work/kept.form.xlsx" old

# There and back.
run 0 "$samples/answer-list-range.txt" "$work/range.gift"
run 0 "$work/range.gift" "$work/range.xlsx"
run 0 "$work/range.xlsx" "$work/range.csv"
run 0 "$work/range.csv" "$work/back.txt"
diff <(grep -vE '^(题库|编号|题型|难度):' "$work/range.txt") \
    <(grep -vE '^(题库|编号|题型|难度):' "$work/back.txt") > "$work/said" || fail "changed on the way"
run 1 "$samples/wjx-survey.txt" "$work/survey.form.xlsx"
run 0 "$work/survey.form.xlsx" "$work/survey.txt" --from xlsform --to canonical
holds "$work/survey.txt" "问卷: "

# Documents that are refused as a whole: 1, the reason, no OUT, JSON without items.
for name in refused-html refused-report refused-prose; do
    run 1 "$samples/$name.txt" "$work/none.txt" --json
    json '{"read":0,"doubtful":0,"refused":0,"items":[]}'
    [ ! -e "$work/none.txt" ] || fail "$name: OUT was written"
    grep -q "没有导入\|网页" "$work/said" || fail "$name: no reason"
done
printf '\320\317\021\340\241\261\032\341' > "$work/old.doc"
head -c 4096 /dev/zero >> "$work/old.doc"
run 1 "$work/old.doc" "$work/none.txt"
head -c 3000 "$samples/word-table.docx" > "$work/cut.docx"
run 1 "$work/cut.docx" "$work/none.txt"
run 1 "$work/missing.txt" "$work/none.txt"
run 1 "$work/range.txt" "$work/range.txt"
says "同一个文件"
[ ! -e "$work/none.txt" ] || fail "OUT of a refused document"
run 1 "$samples/answer-list-range.txt" "$work/no-folder/out.txt"

# Usage: 2.
run 2 "$work/range.txt"
run 2 "$work/range.txt" "$work/x.docx"
says ".form.xlsx"
run 2 "$work/range.txt" "$work/x.txt" --from word
says "canonical"
run 2 "$work/range.txt" "$work/x.txt" --to wjx
says "不能写成 wjx"
ls "$work" | grep -q '\.part$' && fail "a .part was left behind"
exit 0
