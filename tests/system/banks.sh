#!/usr/bin/env bash
# Banks as clerks have them, from their stick through the panel: Word, Excel old and new, CSV and text of several
# encodings. What the panel says of each is what wendactl says; what was doubtful goes back on the stick; one of
# them takes over, what was answered before keeps its old text, and one tap brings the old questions back.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WENDA_ASSETS=$root/assets
samples=$root/tests/convert-samples
ctl=$build/wendactl
stick=$work/stick
mkdir -p "$stick/Word" "$stick/表格" "$stick/文本" "$stick/读不了"

cp "$samples/word-numbered.docx" "$stick/Word/普法题库（自动编号）.docx"
cp "$samples/word-table.docx" "$stick/Word/竞赛题 表格版.docx"
cp "$samples/office-workbook.xlsx" "$stick/表格/题库汇总.xlsx"
cp "$samples/office-table.xls" "$stick/表格/题库2019.xls"
cp "$samples/table-gb18030.csv" "$stick/表格/导出题目.csv"
cp "$samples/type-headings.txt" "$stick/文本/新建 文本文档.txt"
cp "$samples/charset-utf16le.txt" "$stick/文本/微信收到的.txt"
cp "$samples/refused-report.txt" "$stick/读不了/活动总结.txt"
cp "$samples/wjx-survey.txt" "$stick/读不了/问卷星.txt"
head -c 2000 "$samples/word-table.docx" >"$stick/读不了/没拷完.docx"
printf '\320\317\021\340%01024d' 0 >"$stick/读不了/老题库.doc"

# activity UNSIGNED SERIAL: of one old question, installed as a signed pack.
"$ctl" keygen -o "$work/office" >/dev/null
install_activity() {
    local from=$work/from-$1 data=$work/data-$1
    mkdir -p "$from/quiz" "$data"
    printf '%s\n' '活动: 试用' '编号: trial' '开始: 2027-04-20' '结束: 2027-04-26' '主办: 局' '语言: zh-CN' \
        "允许未签名: $1" '[竞答]' '题库: quiz/old.txt' '抽题: 其他 1' '[问卷]' '开启: 否' >"$from/activity.txt"
    printf '%s\n' '题库: 旧题' '编号: old' '语言: zh-CN' '' '1. 这是换题以前的那道题吗？' '答案: 对' \
        '题型: 判断' '审核: 某某某 2026-11-22' '编号: before' >"$from/quiz/old.txt"
    cp "$work/office.pub" "$data/trusted.pub"
    "$ctl" pack "$from" -o "$work/$1.wenda" --key "$work/office.key" --serial 1 >/dev/null
    "$ctl" install "$work/$1.wenda" --data "$data" >/dev/null 2>&1
}
install_activity 是
install_activity 否

pin() { printf 'tap "%s"\n' 4 8 2 9 5 7; }
enter() {
    printf '%s\n' 'press "工作人员入口" 3200'
    pin
    printf '%s\n' 'expect-screen staff-home' 'tap "更新题库"'
}
# visitor TEXT: meets a question with that text, and ends.
visitor() {
    printf '%s\n' 'tap "轻触屏幕开始"' 'until-screen quiz-question' "$1" 'until-screen quiz-result' 'wait 200000' \
        'expect-screen attract'
}
first_start() {
    printf '%s\n' 'press "工作人员入口" 3200'
    pin
    pin
    printf '%s\n' 'expect-screen staff-home' 'tap "退出管理"'
}
count() { sed -n "s/.*\"$2\":\([0-9]*\).*/\1/p" <<<"$1" | head -n 1; }

# look NAME: opens it and looks at the first question read; what was left out goes to the stick.
look() {
    local json stem left
    json=$("$ctl" convert --json "$1" "$work/read.txt" 2>/dev/null || true)
    stem=$(python3 -c 'import json, sys
items = json.loads(sys.argv[1])["items"]
print(next(i["stem"] for i in items if i["status"] == "read").split("\u3000")[0][:12])' "$json")
    left=$(($(count "$(tr -d ' \n' <<<"$json")" doubtful) + $(count "$(tr -d ' \n' <<<"$json")" refused)))
    printf '%s\n' "tap \"${1##*/}\"" 'expect "没有签名"' "tap \"$stem\"" 'expect "预览，点选不作数"' "expect \"$stem\"" \
        'tap "看答案"' 'tap "返回"' 'expect "变更预览"'
    if [ "$left" -gt 0 ]; then
        printf '%s\n' "tap \"看没加入的 $left 处\"" 'expect "这些题没有加入"' 'tap "存错误清单到 U 盘"' \
            'expect "已存为"' 'tap "返回清单"'
    else
        printf '%s\n' 'expect-not "看没加入的"'
    fi
    printf '%s\n' 'tap "返回"' 'expect "选一个"'
}
refused() { printf '%s\n' "tap \"$1\"" "expect \"$2\"" 'expect "不能更新"' 'tap "返回"' 'expect "选一个"'; }

{
    first_start
    visitor 'expect "换题以前"'
    enter
    for folder in Word 表格 文本; do
        printf 'usb %s\n' "$stick/$folder"
        for bank in "$stick/$folder"/*; do
            look "$bank"
        done
    done
    printf 'usb %s\n' "$stick/读不了"
    refused 活动总结.txt 统计报告
    refused 问卷星.txt 这是问卷
    refused 没拷完.docx 不是题库能用的文件
    refused 老题库.doc 另存为
    printf '%s\n' "usb $stick/Word" 'tap "普法题库"' 'tap "改为只用这份"' 'tap "加入 4 题"' 'expect "已经换好"' 'tap "退出并启用"' \
        'expect-screen attract'
    visitor 'expect-not "换题以前"'
    enter
    printf '%s\n' 'tap "退回上一版"' 'expect "已经换好"' 'tap "退出并启用"'
    visitor 'expect "换题以前"'
} >"$work/script.txt"
"$build/wenda" --data "$work/data-是" --script "$work/script.txt" --virtual-time --window 1080x1920 \
    ${WENDA_SHOTS:+--shots "$WENDA_SHOTS"}

# Each report says what wendactl says of the same file.
reports=0
for report in "$stick"/*/*检查结果*.txt; do
    name=$(sed -nE $'s/^来源：(.*)\r$/\\1/p' "$report")
    json=$("$ctl" convert --json "${report%/*}/$name" "$work/read.txt" 2>/dev/null | tr -d ' \n' || true)
    grep -qF "读出 $(count "$json" read) 题，有疑问 $(count "$json" doubtful) 题，未读出 $(count "$json" refused) 处" "$report"
    reports=$((reports + 1))
done
[ "$reports" = 4 ]

# Three answers: to the old question, to a new one, to the old one again; each keeps its own wording.
"$ctl" export --data "$work/data-是" -o "$work/out" >/dev/null 2>&1
[ "$(sed 1d "$work/out/data/answers.csv" | wc -l)" = 3 ]
[ "$(sed 1d "$work/out/data/answers.csv" | grep -c '"before"')" = 2 ]
grep -q 这是换题以前的那道题吗 "$work/out/data/codebook.csv" "$work/out/data/tally.csv"
"$ctl" audit --data "$work/data-是" >/dev/null

# Where only signed packs are taken everything can be read and looked at, and nothing goes in.
{
    first_start
    enter
    printf '%s\n' "usb $stick/Word" 'tap "普法题库"' 'expect "只接受签名的题库包"' 'expect "不能更新"' \
        'tap "商标的主要作用"' 'expect "预览，点选不作数"' 'tap "返回"' 'tap "返回"' 'expect-not "退回上一版"'
} >"$work/refused.txt"
"$build/wenda" --data "$work/data-否" --script "$work/refused.txt" --virtual-time --window 1920x1080
cmp -s "$work/from-否/quiz/old.txt" "$work/data-否/activity/quiz/old.txt"
[ "$(ls "$work/data-否/activity/quiz")" = old.txt ]
