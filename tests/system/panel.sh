#!/usr/bin/env bash
# What staff seldom do, through the real program: a forgotten PIN with the office's file, once; two minutes of nothing;
# visits erased, only after they were exported, while totals and chain stay.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WENDA_ASSETS=$root/assets
ctl=$build/wendactl
data=$work/data
mkdir -p "$data" "$work/stick"

say() { printf '%s\n' "$@"; }
digits() {
    for ((i = 0; i < ${#1}; i++)); do
        say "tap \"${1:i:1}\""
    done
}
corner() { say 'press "工作人员入口" 3200'; }
play() {
    "$build/wenda" --activity "$root/tests/harness/activity" --data "$data" --script "$1" --shots "$work/shots" \
        --virtual-time --window 540x960
}

"$ctl" keygen -o "$work/office" >/dev/null
cp "$work/office.pub" "$data/trusted.pub"
echo '展位: A-03' >"$data/booth.ini"
"$ctl" recover-pin --key "$work/office.key" -o "$work/stick/恢复.pin" --booth A-03 2>/dev/null
{
    corner
    digits 482957482957
    say 'expect-screen staff-home' 'tap "退出管理"'
    corner
    say "usb $work/stick" 'tap "忘记口令"' 'expect "请设置 6 位口令"'
    digits 907346907346
    say 'expect-screen staff-home' 'tap "退出管理"'
    corner
    digits 482957
    say 'expect "口令不对"' 'tap "忘记口令"' 'expect "已经用过"'
    digits 907346
    say 'expect-screen staff-home' 'wait 119000' 'expect-screen staff-home' 'wait 2000' 'expect-screen attract'
} >"$work/forgotten.txt"
play "$work/forgotten.txt"

{
    say 'tap "轻触屏幕开始"' 'until-screen quiz-result' 'wait 300000' 'expect-screen attract'
    corner
    digits 907346
    say 'tap "设置"' 'dump before' 'tap "返回面板"' "usb $work/stick" 'tap "导出到 U 盘"' 'tap "开始导出"' \
        'expect "可以拔出"' 'tap "返回面板"' 'wait 2500' 'tap "设置"' 'tap "清除来访"' 'expect "不能恢复"' \
        'tap "确定清除"' 'wait 3000'
} >"$work/erase.txt"
play "$work/erase.txt"
grep '清除来访' "$work/shots/before.txt" | grep -q disabled
[ "$(sqlite3 "file:$data/wenda.db?immutable=1" 'SELECT count(*) FROM answer')" = 0 ]
"$ctl" tally --data "$data" --json | tr -d ' \n' | grep -q '"quiz":{"started":1,"completed":1,'
"$ctl" audit --data "$data" >/dev/null
sqlite3 "file:$data/wenda.db?immutable=1" "SELECT DISTINCT subject FROM audit WHERE event = 'staff'" >"$work/chain"
for subject in pin-set pin-recover pin-wrong enter leave leave-idle export erase; do
    grep -qx "$subject" "$work/chain"
done
