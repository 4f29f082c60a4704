#!/usr/bin/env bash
# Quiz and questionnaire on a small activity, as a visitor meets them: scripts of tests/scripts over
# tests/scripts/booth.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache HOME=$work
fail() {
    echo "quiz.sh: $*" >&2
    exit 1
}
cp -r "$root/tests/scripts/booth" "$work/booth"
cp -r "$root/questions/media" "$work/booth/media"
booth() { # NAME [sed expression]: another activity over the same banks
    cp -r "$work/booth" "$work/$1"
    sed -i "${@:2}" "$work/$1/activity.txt"
}
types=(-e 's/^题库: .*/题库: types.txt/' -e 's/^抽题: .*/抽题: 商标 1, 年限 1, 著作权 1/' -e 's/^问卷: .*/问卷: others.txt/')
booth types "${types[@]}"
booth late "${types[@]}" -e 's/^每题限时: .*/每题限时: 0/' -e 's/^反馈: .*/反馈: 最后/'
play() { # ACTIVITY SCRIPT [wenda options]
    "$build/wenda" --activity "$work/$1" --script "$root/tests/scripts/$2.txt" --virtual-time --seed 3 "${@:3}"
}
for window in 1080x1920 1920x1080; do
    play booth pictures --window $window
    play booth order --window $window
    play types types --window $window --shots "$work/$window"
    play types types-large --window $window
    play late types-at-end --window $window
done

# 互斥 stands alone, and gives way to another.
chosen() { # FILE: labels of what is chosen
    grep -o 'selected.* label="[^"]*"' "$work/1080x1920/$1.txt" | sed 's/.*label="//; s/"//' | tr '\n' ' '
}
[ "$(chosen exclusive)" = "都没有 " ] || fail "beside 都没有 stands: $(chosen exclusive)"
[ "$(chosen others)" = "宣传册 " ] || fail "都没有 stands beside: $(chosen others)"

# 固定 keeps the last place while the others change theirs.
orders=
for seed in 1 2 3 4 5 6 7 8; do
    printf 'until-screen quiz-question\ndump first\n' >"$work/first.txt"
    "$build/wenda" --activity "$work/types" --script "$work/first.txt" --virtual-time --seed $seed --shots "$work/seed"
    order=$(grep -o 'label="[^"]*" tap=choose' "$work/seed/first.txt" | sed 's/label="//; s/".*//' | tr '\n' ' ')
    [[ $order = *"以上都不对 " ]] || fail "固定 moved: $order"
    orders+="$order"$'\n'
done
[ "$(sort -u <<<"$orders" | grep -c .)" -gt 1 ] || fail "nothing is shuffled: $orders"

"$build/wenda" --audit-ui --activity "$work/booth"
