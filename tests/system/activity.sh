#!/usr/bin/env bash
# A signed pack as the activity: played when the booth's key vouches for it, else a clear text and
# nothing of it on the screen.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WENDA_ASSETS=$root/assets TMPDIR=$work
ctl=$build/wendactl
mkdir "$work/data"

play() { # PACK EXPECTATION...
    local pack=$1
    shift
    printf '%s\n' "$@" >"$work/script.txt"
    "$build/wenda" --activity "$pack" --data "$work/data" --script "$work/script.txt" --virtual-time \
        --window 540x960
}

"$ctl" keygen -o "$work/office" >/dev/null
"$ctl" keygen -o "$work/other" >/dev/null
"$ctl" pack "$root/questions" -o "$work/week.wenda" --key "$work/office.key" --serial 3 >/dev/null

play "$work/week.wenda" 'expect-screen fault' 'expect "trusted.pub"'
cp "$work/other.pub" "$work/data/trusted.pub"
play "$work/week.wenda" 'expect-screen fault' 'expect "签名"'
cp -f "$work/office.pub" "$work/data/trusted.pub"
play "$work/week.wenda" 'tap "轻触屏幕开始"' 'tap "有奖竞答"' 'until-screen quiz-result'
cp "$work/week.wenda" "$work/changed.wenda"
printf '~' | dd of="$work/changed.wenda" bs=1 seek=5000 conv=notrunc status=none
play "$work/changed.wenda" 'expect-screen fault' 'expect "不能用"'

# Without its words the kiosk ends with a reason, and with nothing left behind.
mkdir -p "$work/wordless/strings"
if WENDA_ASSETS=$work/wordless play "$work/week.wenda" 'wait 1' 2>"$work/said"; then
    echo "it ran without words"
    exit 1
fi
grep -q "界面文字" "$work/said"
! grep -q "LeakSanitizer" "$work/said"

# What was unpacked is gone again.
! ls "$work"/wenda-pack-* 2>/dev/null
