#!/usr/bin/env bash
# The program as a visitor and staff meet it, headless: the guided tour in both orientations, the same
# twice; what it says when something is wrong; how it ends.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache HOME=$work
wenda=$build/wenda
fail() {
    echo "tour.sh: $*" >&2
    exit 1
}
# Runs a script given on stdin.
play() {
    cat >"$work/script.txt"
    "$wenda" --script "$work/script.txt" "$@"
}

# The tour, portrait and landscape; the second portrait run must show the same screens.
"$wenda" --script "$root/tests/scripts/tour.txt" --shots "$work/one" --virtual-time
"$wenda" --script "$root/tests/scripts/tour.txt" --shots "$work/two" --virtual-time
"$wenda" --script "$root/tests/scripts/tour.txt" --shots "$work/wide" --virtual-time --window 1920x1080
[ "$(ls "$work/one" | wc -l)" -gt 40 ] || fail "the tour left few pictures"
for picture in "$work"/one/*; do
    cmp -s "$picture" "$work/two/$(basename "$picture")" || fail "$(basename "$picture") differs between two runs"
done
cmp -s "$work/one/02-home.png" "$work/wide/02-home.png" && fail "landscape looks like portrait"

# Another seed draws other questions.
play --shots "$work/seed" --virtual-time --seed 2 <<<'
until-screen quiz-question
dump question'
cmp -s "$work/one/05-quiz-question.txt" "$work/seed/question.txt" && fail "--seed 2 draws as seed 1 does"

# A script that fails: status 1, the line, the screen and its widgets.
if play --virtual-time >/dev/null 2>"$work/said" <<<'
expect "没有这句话"'; then
    fail "a failing script ended well"
fi
grep -q 'script.txt:2: expect 失败' "$work/said" || fail "the failing line is not named"
grep -q '画面 attract' "$work/said" || fail "the screen is not named"
grep -q '轻触屏幕开始' "$work/said" || fail "the widgets are not listed"

# A broken activity shows the fault screen with its place; the program keeps running.
mkdir "$work/broken"
printf '活动: 坏的\n开始: 昨天\n' >"$work/broken/activity.txt"
play --activity "$work/broken" 2>/dev/null <<<'
expect-screen fault
expect "activity.txt:2"' || fail "a broken activity is not shown as a fault"

# A bad bank closes the quiz and nothing else.
cp -r "$root/questions" "$work/badbank"
printf '题库: 坏的\n\n1. 没有选项的题\n答案: Z\n' >"$work/badbank/quiz/patent.txt"
play --activity "$work/badbank" --virtual-time 2>/dev/null <<<'
tap "轻触屏幕开始"
expect-screen home
tap "知识产权认知度调查"
expect-screen survey-consent' || fail "a bad bank closes more than the quiz"
if play --activity "$work/badbank" --virtual-time 2>/dev/null <<<'
until-screen quiz-rules'; then
    fail "a bad bank leaves the quiz open"
fi

# A data folder that is in use, or cannot be written, is said on the screen.
echo 'wait 600000' >"$work/hold.txt"
"$wenda" --script "$work/hold.txt" --data "$work/data" &
holder=$!
for _ in $(seq 300); do
    [ -s "$work/data/wenda.db" ] && break
    sleep 0.1
done
play --data "$work/data" 2>/dev/null <<<'
expect-screen fault' || fail "a data folder in use is not shown as a fault"
kill -TERM "$holder"
wait "$holder" || fail "SIGTERM did not end the program well"
: >"$work/file"
play --data "$work/file/below" 2>/dev/null <<<'
expect-screen fault' || fail "a data folder that cannot be made is not shown as a fault"

# Without any font there is nothing to show it with.
printf '<?xml version="1.0"?>\n<fontconfig><cachedir>%s</cachedir></fontconfig>\n' "$work" >"$work/fonts.conf"
status=0
FONTCONFIG_FILE=$work/fonts.conf "$wenda" --data "$work/nofonts" 2>"$work/said" >/dev/null || status=$?
[ "$status" = 1 ] || fail "without fonts the status is $status"
grep -q 'apt install fonts-noto-cjk' "$work/said" || fail "without fonts nobody is told what to install"

# Wrong usage is 2, help and version 0.
for options in --bogus '--seed 1' '--shots x' '--window 5x5' 'word' '--lang xx'; do
    status=0
    # shellcheck disable=SC2086
    "$wenda" --data "$work/usage" $options >/dev/null 2>&1 || status=$?
    [ "$status" = 2 ] || fail "$options: status $status"
done
"$wenda" --help | grep -q -- --virtual-time
"$wenda" --version | grep -q '^wenda [0-9]'
