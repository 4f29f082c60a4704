#!/usr/bin/env bash
# wendactl check with the installed fonts: what does not fit its screen, what no font draws.
set -euo pipefail
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# bank NAME STEM OPTION
bank() {
    printf '题库: 试\n编号: %s\n\n1. %s\nA. %s\nB. 绿\n题型: 单选\n答案: A\n审核: 某 2026-01-01\n编号: q1\n' \
        "$1" "$2" "$3" > "$work/$1.txt"
}

says() {
    "$build/wendactl" check "$work/$1.txt" > "$work/said"
    grep -q "$1.txt:4: 警告: .*$2" "$work/said" || { cat "$work/said"; exit 1; }
}

long=$(printf '甲乙丙丁戊己庚辛壬癸%.0s' {1..25})
bank long 哪一项？ "$long"
says long 放不下
bank rare 哪一项是ꙮ？ 红
says rare 'U+A66E'
bank plain 哪一项？ 红
"$build/wendactl" check "$work/plain.txt" | grep -q '警告 0 处'
bank stem "$long？" 红
"$build/wendactl" check "$work/stem.txt" | grep -q '警告 0 处' # it has pages
