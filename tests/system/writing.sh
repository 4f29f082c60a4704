#!/usr/bin/env bash
# What a visitor writes on the screen, by pinyin and by hand, is in the export: the words in the tables,
# the strokes as a picture that the manifest vouches for.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache HOME=$work
fail() {
    echo "writing.sh: $*" >&2
    exit 1
}
"$build/wenda" --script "$root/tests/scripts/writing.txt" --virtual-time --data "$work/data" --window 1080x1920
"$build/wendactl" export --data "$work/data" -o "$work/out" >/dev/null 2>&1
# Both sheets: what was rubbed out after the review was opened is there as it was before.
grep -q '"多讲案例xw〔字迹1〕十〔字迹2〕"' "$work/out/data/answers.csv" || fail "the words are not in answers.csv"
grep -q '多讲案例xw〔字迹1〕十〔字迹2〕' "$work/out/data/survey-awareness.csv" || fail "nor in the table of visitors"
grep -q '"ink":"' "$work/out/data/answers.jsonl" || fail "the strokes are not in answers.jsonl"
picture=$work/out/data/ink-suggest.svg
[ "$(grep -c '<polyline' "$picture")" = 3 ] || fail "the picture has other strokes"
grep -q "$(sha256sum "$picture" | cut -d' ' -f1)" "$work/out/manifest.json" || fail "the manifest does not vouch for it"
[ -z "$(find "$work" -newer "$work/data" -path "$work/data" -prune -o -type f -name '*dict*' -print)" ] ||
    fail "something kept what was written"
