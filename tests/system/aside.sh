#!/usr/bin/env bash
# A kiosk whose database was damaged: prizes stop, staff decide on the panel (tests/scripts/aside.txt), prizes go on.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WENDA_ASSETS=$root/assets SDL_VIDEODRIVER=offscreen
activity=$root/tests/harness/activity data=$work/data
ask() { sqlite3 "$data/wenda.db" "$1"; }
fail() { echo "aside: $*" >&2; exit 1; }

"$build/wendactl" simulate --activity "$activity" --data "$data" --visitors 20 --seed 1 >/dev/null
dd if=/dev/urandom of="$data/wenda.db" bs=4096 seek=5 count=2 conv=notrunc status=none
cp "$data/wenda.db" "$work/damaged.db"
"$build/wenda" --activity "$activity" --data "$data" --script "$root/tests/scripts/aside.txt" --shots "$work/shots" \
    --virtual-time --window 1080x1920 2>/dev/null || fail "the panel does not decide it"

cmp -s "$data"/set-aside/*/wenda.db "$work/damaged.db" || fail "what was set aside is not what was there"
[ "$(ask "SELECT decision FROM set_aside")" = 没有可用的备份 ] || fail "the decision is not kept"
[ "$(ask "SELECT detail FROM audit WHERE event = 'staff' AND subject = 'accept-aside'")" = 没有可用的备份 ] ||
    fail "the decision is not in the audit log"
[ "$(ask "SELECT group_concat(total, ' ') FROM tier")" = "3 40" ] || fail "stock was not opened"
"$build/wendactl" simulate --activity "$activity" --data "$data" --visitors 20 --seed 2 >/dev/null
[ "$(ask "SELECT count(*) > 0 FROM award")" = 1 ] || fail "no prize is given"
"$build/wendactl" audit --data "$data" >/dev/null || fail "the records do not hold"
