#!/usr/bin/env bash
# The quiz on a small activity, as a visitor meets it: scripts of tests/scripts over tests/scripts/booth.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache HOME=$work
cp -r "$root/tests/scripts/booth" "$work/booth"
cp -r "$root/questions/media" "$work/booth/media"
play() { # SCRIPT [wenda options]
    "$build/wenda" --activity "$work/booth" --script "$root/tests/scripts/$1.txt" --virtual-time --seed 3 "${@:2}"
}
for window in 1080x1920 1920x1080; do
    play pictures --window $window
    play order --window $window
done
"$build/wenda" --audit-ui --activity "$work/booth"
