#!/usr/bin/env bash
# A language that is written from right to left, added as files only (tests/languages): every screen
# keeps the rules of the audit, and a visitor gets through it.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache HOME=$work WENDA_ASSETS=$build/languages/assets
activity=$build/languages/activity
fail() {
    echo "rtl.sh: $*" >&2
    exit 1
}

"$build/wenda" --script "$root/tests/scripts/rtl.txt" --activity "$activity" --virtual-time --shots "$work/tall"
"$build/wenda" --script "$root/tests/scripts/rtl.txt" --activity "$activity" --virtual-time --shots "$work/wide" \
    --window 1920x1080
grep -q 'ic-arrow-right.svg flipped' "$work/tall/02-home.txt" || fail "the home screen is not turned round"

"$build/wenda" --audit-ui --lang ug --activity "$activity" >"$work/said" 2>"$work/log" ||
    { head -20 "$work/said" >&2; fail "the audit finds fault"; }
grep -qE '检查了 [0-9]{4} 个画面，发现 0 处问题' "$work/said" || fail "$(tail -1 "$work/said")"
"$build/wenda" --audit-ui --lang fr --activity "$activity" >/dev/null 2>"$work/said" &&
    fail "a language nobody speaks was audited"
grep -q '这个活动没有这种语言' "$work/said" || fail "$(cat "$work/said")"

# Without the font that the language asks for, the log says which one is missing.
cp -r "$WENDA_ASSETS" "$work/assets"
sed -i 's/^font: .*/font: Noto No Such/' "$work/assets/strings/ug.txt"
WENDA_ASSETS=$work/assets "$build/wenda" --script "$root/tests/scripts/rtl.txt" --activity "$activity" --virtual-time \
    --data "$work/data" >/dev/null 2>&1 || fail "without its font the language is not shown at all"
grep -q 'Noto No Such' "$work/data/log/wenda.log" || fail "the log does not say which font is missing"
