#!/usr/bin/env bash
# Power cuts where files are written without SQLite: exports, backups, restoring, packs, setting a damaged database
# aside, a first start. Each workflow is recorded once (recorder.c); what a cut after each of its operations may leave
# is made from the record (power.py), unsynced bytes dropped or torn, unsynced names dropped, and must be whole or as
# it was before. COUNT cuts a workflow, spread evenly; 0 = after every operation, in each of four ways.
# Usage: power.sh BUILD [COUNT]
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
count=${2:-3}
activity=$root/tests/harness/activity before=$work/before record=$work/record
export SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache
ways=(least ordered any most)
cuts=0

visits() { sqlite3 "file:$1?mode=ro" 'SELECT count(*) FROM visit'; }
sums() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum); }

"$ctl" simulate --activity "$activity" --data "$work/base" --visitors 6 --seed 1 >/dev/null
"$ctl" backup --data "$work/base" -o "$work/base.db" >/dev/null
"$ctl" simulate --activity "$activity" --data "$work/base" --visitors 2 --seed 2 >/dev/null
"$ctl" keygen -o "$work/key" >/dev/null
cp -r "$activity" "$work/two"
sed -i 's/^活动: .*/活动: 第二版/' "$work/two/activity.txt"
"$ctl" pack "$activity" -o "$work/one.wenda" --key "$work/key.key" --serial 1 >/dev/null
"$ctl" pack "$work/two" -o "$work/two.wenda" --key "$work/key.key" --serial 2 >/dev/null
"$ctl" install "$work/one.wenda" --data "$work/installed" --pub "$work/key.pub" >/dev/null 2>&1
cp -r "$work/base" "$work/damaged"
dd if=/dev/urandom of="$work/damaged/wenda.db" bs=4096 seek=5 count=2 conv=notrunc status=none

begin_first() { command=($(simulate 1 3)); }
begin_export() { cp -r "$work/base" "$data" && command=("$ctl" export --data "$data" -o "$disk/out"); }
begin_backup() { cp -r "$work/base" "$data" && command=("$ctl" backup --data "$data" -o "$disk/copy.db"); }
begin_restore() { cp -r "$work/base" "$data" && command=("$ctl" restore "$work/base.db" --data "$data"); }
begin_load() {
    cp -r "$work/installed" "$data"
    command=("$ctl" install "$work/two.wenda" --data "$data" --pub "$work/key.pub")
}
begin_aside() { cp -r "$work/damaged" "$data" && command=("$build/harness_soak" events 1 "$data" "$activity" "$ack"); }

# Each is given "done" where the cut came after everything.
check_first() {
    [ -e "$data/wenda.db" ] || [ -z "$1" ] || fail "$how: no database"
    [ ! -e "$data/wenda.db" ] || "$ctl" status --data "$data" >"$work/said" 2>&1 || fail "$how: it does not open"
    $(simulate 1 4) >"$work/said" 2>&1 || fail "$how: it does not go on"
}
kept_visits() {
    "$ctl" status --data "$data" >"$work/said" 2>&1 || fail "$how: it does not open"
    [ "$(visits "$data/wenda.db")" = 8 ] || fail "$how: visits are lost"
}
check_export() {
    kept_visits
    [ -z "$1" ] || [ -e "$disk/out/manifest.json" ] || fail "$how: told as done, and there is no export"
    [ ! -e "$disk/out" ] || [ "$(sums "$disk/out")" = "$whole" ] || fail "$how: half an export"
}
check_backup() {
    kept_visits
    [ -z "$1" ] || [ -e "$disk/copy.db" ] || fail "$how: told as done, and there is no backup"
    [ ! -e "$disk/copy.db" ] || [ "$(sqlite3 "file:$disk/copy.db?immutable=1" 'PRAGMA integrity_check;
        SELECT count(*) FROM visit')" = $'ok\n8' ] || fail "$how: half a backup"
}
# What was there before is in the place of the database or set aside, whole.
check_restore() {
    local found
    if [ ! -e "$data/wenda.db" ]; then # between the two names: what was there is set aside, nothing is lost
        [ -z "$1" ] || fail "$how: told as done, and there is no database"
        cp "$data"/set-aside/*/wenda.db* "$data"
    fi
    "$ctl" status --data "$data" >"$work/said" 2>&1 || fail "$how: it does not open"
    found=$(visits "$data/wenda.db")
    [ "$found" = 8 ] && [ -z "$1" ] || [ "$found" = 6 ] || fail "$how: $found visits"
    [ "$found" = 8 ] || [ "$(visits "$(echo "$data"/set-aside/*/wenda.db)")" = 8 ] || fail "$how: visits are lost"
}
check_load() {
    local now
    now=$("$ctl" check "$data/activity" 2>&1 >/dev/null && sums "$data/activity") || fail "$how: no whole activity"
    [ "$now" = "$whole" ] || { [ -z "$1" ] && [ "$now" = "$old" ]; } || fail "$how: neither the old nor the new activity"
    "$ctl" install "$work/two.wenda" --data "$data" --pub "$work/key.pub" --allow-old >"$work/said" 2>&1 ||
        fail "$how: it cannot be installed any more"
}
check_aside() {
    local copies
    "${command[@]}" >"$work/said" 2>&1 || fail "$how: the kiosk does not go on"
    copies=$(find "$data/set-aside" -name wenda.db -exec cmp -s {} "$work/damaged/wenda.db" \; -print | wc -l)
    [ "$copies" = 1 ] || fail "$how: what was damaged is there $copies times"
    "$ctl" status --data "$data" --json >"$work/said" 2>&1 || fail "$how: it does not open"
    grep -q '"awards_stopped": true' "$work/said" || fail "$how: prizes go on undecided"
}

run_workflow() {
    local workflow=$1 operations at way i
    rm -rf "${disk:?}"/* "$before" "$record" "$ack"
    : >"$record"
    "begin_$workflow"
    cp -r "$disk" "$before"
    (cd "$disk" && find . -type f -printf '%i\t/%P\n') >"$before.inodes"
    env WENDA_RECORD_ROOT="$disk" WENDA_RECORD_TO="$record" LD_PRELOAD="$build/libharness_recorder.so" \
        ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 "${command[@]}" >"$work/said" 2>&1 ||
        fail "$workflow does not go through undisturbed"
    rm -rf "$data/log"
    power() { python3 "$root/tests/harness/power.py" "$record" "$before" "$disk" "$@"; }
    power compare 2>"$work/said" || fail "$workflow: $(cat "$work/said")"
    operations=$(power count)
    whole=
    case $workflow in
    export) whole=$(sums "$disk/out") ;;
    load) whole=$(sums "$data/activity") old=$(sums "$work/installed/activity") ;;
    esac
    local total=$((count > 0 ? count : operations * 4))
    for ((i = 0; i < total; i++)); do
        if [ "$count" = 0 ]; then at=$((i / 4)) way=${ways[i % 4]}; else
            at=$((operations * i / count + RANDOM % (operations / count + 1))) way=${ways[(i + RANDOM) % 4]}
        fi
        how="$workflow, cut after $at of $operations operations, $way $i"
        power cut "$at" "$way" "$i"
        "check_$workflow" ""
        cuts=$((cuts + 1))
    done
    how="$workflow, cut after the end"
    power cut "$operations" least 0
    "check_$workflow" done
    cuts=$((cuts + 1))
}

workflows=(first export backup restore load aside)
for workflow in ${3:-${workflows[@]}}; do run_workflow "$workflow"; done
finish "$cuts power cuts in ${#workflows[@]} workflows, 0 lost"
