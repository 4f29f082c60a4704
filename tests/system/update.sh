#!/usr/bin/env bash
# Updates from a stick through the real program: tests/scripts/update.txt upright and wide, on packs made
# with wendactl, then what it left behind.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WENDA_ASSETS=$root/assets

"$build/wendactl" keygen -o "$work/office" >/dev/null
"$build/wendactl" keygen -o "$work/other" >/dev/null
stick=$work/stick/full
mkdir -p "$stick" "$work/stick/empty"

# version NAME SLOGAN: another version of the shipped activity.
version() {
    cp -r "$root/questions" "$1"
    sed -i "s/^口号: .*/口号: $2\n允许未签名: 是/" "$1/activity.txt"
}
version "$work/second" 第二版的活动
sed -i '0,/^解析: /s//解析: 改过的解析。/' "$work/second/quiz/patent.txt"
version "$stick/folder" 第三版的活动
version "$stick/broken" 第四版的活动
sed -i '0,/^答案: .*/s//答案: Z/' "$stick/broken/quiz/patent.txt"
"$build/wendactl" pack "$work/second" -o "$stick/office.wenda" --key "$work/office.key" --serial 2 >/dev/null
"$build/wendactl" pack "$work/second" -o "$stick/other.wenda" --key "$work/other.key" --serial 9 >/dev/null

for window in 1080x1920 1920x1080; do
    run=$work/$window
    mkdir -p "$run/data"
    cp "$work/office.pub" "$run/data/trusted.pub"
    sed "s|usb STICK|usb $work/stick|" "$root/tests/scripts/update.txt" >"$run/script.txt"
    (cd "$root" && "$build/wenda" --data "$run/data" --script "$run/script.txt" --shots "${WENDA_SHOTS:-$run/shots}/$window" \
        --virtual-time --window "$window")

    # The errors are on the stick, for Windows: BOM, and a place that can be found.
    report=$(echo "$stick"/broken*检查结果*.txt)
    head -c 3 "$report" | cmp -s - <(printf '\xef\xbb\xbf')
    grep -q 'quiz/patent.txt:[0-9]' "$report"
    rm "$report"

    # Two versions are kept, and what was done is in the chain.
    grep -q 第二版 "$run/data/activity/activity.txt"
    grep -q 第三版 "$run/data/activity.prev/activity.txt"
    test ! -e "$run/data/update.tmp"
    "$build/wendactl" audit --data "$run/data" >/dev/null
done
