#!/usr/bin/env bash
# What staff and visitors feel, on a screen of its own (Xvfb, 1080x1920): launch to the first complete
# frame, tap to presented frame with its commit, processor and memory when nobody is there.
# Usage: launch.sh BUILD [LAUNCHES]     BUILD: a Release build; needs Xvfb
set -euo pipefail
wenda=$1/wenda
launches=${2:-20}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
children=()
# The last started goes first: a program before its screen.
clean_up() {
    for ((child = ${#children[@]} - 1; child >= 0; child--)); do
        kill "${children[child]}" 2>/dev/null || true
        wait "${children[child]}" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap clean_up EXIT
export XDG_CACHE_HOME=$work/cache WENDA_DATA=$work/data

mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1080x1920x24 -nolisten tcp -noreset 3>"$work/display" 2>/dev/null &
children+=($!)
read -r number <"$work/display"
export DISPLAY=:$number
unset WAYLAND_DISPLAY SDL_VIDEODRIVER

# Prints median and 99th percentile of the numbers on stdin.
percentiles() {
    sort -n | awk -v what="$1" -v unit="$2" '{ a[NR] = $1 }
        END { printf "%-34s p50 %8.2f %s   p99 %8.2f %s   (%d)\n",
              what, a[int((NR + 1) / 2)], unit, a[int(NR * 0.99 + 0.5)], unit, NR }'
}

# ---- launch: until the first line of the trace, which follows the first presented frame ----
mkfifo "$work/trace"
: >"$work/launches"
for ((i = 0; i <= launches; i++)); do
    began=${EPOCHREALTIME/./}
    "$wenda" --trace "$work/trace" 2>/dev/null &
    pid=$!
    read -r _ <"$work/trace"
    ended=${EPOCHREALTIME/./}
    # The first launch fills the caches and is told apart.
    if ((i == 0)); then
        awk -v us=$((ended - began)) 'BEGIN { printf "%-34s     %8.2f ms\n", "launch, very first", us / 1000 }'
    else
        awk -v us=$((ended - began)) 'BEGIN { print us / 1000 }' >>"$work/launches"
    fi
    kill -TERM "$pid"
    wait "$pid" || true
done
percentiles "launch to first frame" ms <"$work/launches"

# ---- taps, in real time ----
"$wenda" --script "$here/taps.txt" --trace "$work/taps" --window 1080x1920
for reason in tap press; do
    grep "^$reason " "$work/taps" | sed 's/.*total=//' | awk '{ print $1 / 1000 }' |
        percentiles "$reason to presented frame" ms
done
for part in build layout raster present commit; do
    grep '^tap ' "$work/taps" | sed "s/.* $part=\([0-9]*\).*/\1/" | awk '{ print $1 / 1000 }' |
        percentiles "  of a tap: $part" ms
done
echo "the slowest frames after a tap, and which part of them took longest:"
grep '^tap ' "$work/taps" | sed 's/.*total=\([0-9]*\).*/\1 &/' | sort -rn | head -5 | awk '{
    slowest = 0
    for (i = 4; i <= NF; i++) {
        split($i, part, "=")
        if (part[1] != "total" && part[2] + 0 > slowest) { slowest = part[2] + 0; name = part[1] }
    }
    printf "  %-32s %8.2f ms   %s %.2f ms\n", $3, $1 / 1000, name, slowest / 1000
}'

# ---- nobody there: the attract screen as it breathes, and without motion, when nothing happens ----
ticks() { awk '{ print $14 + $15 }' "/proc/$pid/stat"; }
switches() { awk '/ctxt_switches/ { sum += $2 } END { print sum }' "/proc/$pid"/task/*/status; }
watch() {
    "$wenda" &
    pid=$!
    children+=("$pid")
    sleep 15 # what is rasterised ahead is done by then
    before=$(ticks) woken=$(switches)
    sleep 30
    awk -v what="$1" -v ticks=$(($(ticks) - before)) -v hz="$(getconf CLK_TCK)" -v woken=$(($(switches) - woken)) \
        'BEGIN { printf "%-34s %.2f %% of a processor, %d wake-ups in 30 s\n", what, ticks / hz / 30 * 100, woken }'
}
watch "attract screen"
awk '/^(Rss|Pss|Anonymous):/ { printf "%-34s %s %.1f MB\n", "memory", $1, $2 / 1024 }' "/proc/$pid/smaps_rollup"
kill -TERM "$pid"
wait "$pid" || true
echo "减少动画: 是" >>"$WENDA_DATA/booth.ini"
watch "still screen"
