# Sourced by the harness after lib.sh: every workflow that writes, from a prepared start, and what must hold
# after it was disturbed.
recorded=0 # runs cut off, and counted by the next
workflows=(first quiz kiosk load export migrate backup restore)
export SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache

# Where memory fails, fontconfig and its like crash under the kiosk: that ends in a restart as well, but a
# sanitizer would take it for ours.
leave_kiosk_to_release() {
    if ldd "$ctl" | grep -q libasan; then workflows=("${workflows[@]/kiosk/quiz}"); fi
}

prepare_workflows() {
    "$ctl" simulate --activity "$activity" --data "$work/base" --visitors 6 --seed 1 --ack "$work/base.ack" >/dev/null
    "$ctl" backup --data "$work/base" -o "$work/base.db" >/dev/null
    sqlite3 "$work/old.db" <"$root/tests/store/fixtures/schema-2.sql"
    old_visits=$(sqlite3 "$work/old.db" 'SELECT count(*) FROM visit')
    "$ctl" keygen -o "$work/key" >/dev/null
    "$ctl" pack "$activity" -o "$work/one.wenda" --key "$work/key.key" --serial 1 >/dev/null
    "$ctl" pack "$activity" -o "$work/two.wenda" --key "$work/key.key" --serial 2 >/dev/null
    mkdir -p "$work/installed"
    "$ctl" install "$work/one.wenda" --data "$work/installed" --pub "$work/key.pub" >/dev/null 2>&1
    seed=100
}

# The start of a workflow, and the command that is disturbed.
begin_workflow() {
    rm -rf "${disk:?}"/* "$ack"
    case $1 in
    first) command=($(simulate 1 $((++seed)))) ;;
    migrate)
        mkdir "$data"
        cp "$work/old.db" "$data/wenda.db"
        command=("$ctl" status --data "$data" --json)
        ;;
    load)
        cp -r "$work/installed" "$data"
        command=("$ctl" install "$work/two.wenda" --data "$data" --pub "$work/key.pub")
        ;;
    *)
        cp -r "$work/base" "$data"
        cp "$work/base.ack" "$ack"
        ;;
    esac
    case $1 in
    quiz) command=($(simulate 2 $((++seed)))) ;;
    kiosk) command=("$build/harness_soak" events 40 "$data" "$activity" "$ack") ;; # the whole of it, with its screen
    export) command=("$ctl" export --data "$data" -o "$disk/out") ;;
    backup) command=("$ctl" backup --data "$data" -o "$disk/copy.db") ;;
    restore) command=("$ctl" restore "$work/base.db" --data "$data") ;;
    esac
}

export_is_whole() {
    local line sum
    sed -nE 's/.*"(path|name|file)": *"([^"]*)".*/\2/p' "$disk/out/manifest.json" >"$work/names"
    [ -s "$work/names" ] || return 1
    while read -r line; do
        sum=$(sha256sum "$disk/out/$line") || return 1
        grep -q "${sum%% *}" "$disk/out/manifest.json" || return 1
    done <"$work/names"
}

# After the disturbance: what was acknowledged is kept, what was made is whole or absent, and the same
# workflow goes through on the healed disk.
check_workflow() { # WORKFLOW HOW
    local how="$1, $2, status $status"
    case $status in
    0 | 1 | 134) ;; # 134: out of memory ends in a restart
    139) [[ $1 = kiosk && $2 == *m:* ]] || fail "$how: it crashed" ;;
    *) fail "$how: it crashed" ;;
    esac
    case $1 in
    export)
        if [ -e "$disk/out" ]; then export_is_whole || fail "$how: half an export"; fi
        [ "$status" != 0 ] || [ -e "$disk/out" ] || fail "$how: no export"
        [ "$status" = 134 ] || [ ! -e "$disk/out.part" ] || [ "$2" != "${2/good/}" ] || [ "$2" != "${2/u:/}" ] ||
            fail "$how: leftovers"
        rm -rf "$disk/out"
        ;;
    backup)
        if [ -e "$disk/copy.db" ]; then
            [ "$(sqlite3 "file:$disk/copy.db?immutable=1" 'PRAGMA integrity_check; SELECT count(*) FROM visit')" = $'ok\n6' ] ||
                fail "$how: half a backup"
        fi
        [ "$status" != 0 ] || [ -e "$disk/copy.db" ] || fail "$how: no backup"
        rm -f "$disk/copy.db"
        ;;
    load) "$ctl" check "$data/activity" >/dev/null 2>&1 || fail "$how: no whole activity" ;;
    esac
    if [ "$1" = first ] && [ ! -e "$data/wenda.db" ]; then
        [ ! -s "$ack" ] || fail "$how: acknowledged without a database"
    elif [ -e "$data/wenda.db" ]; then
        "${heal[@]}" >"$work/said" 2>&1 || fail "$how: it does not open again"
        [ "$1" = migrate ] || expect_kept "$how"
    fi
    # What failed at its last step, the sync of the folder, is installed all the same.
    [ "$1" != load ] || command+=(--allow-old)
    local cut_off
    cut_off=$(sed -n 2p "$data/health" 2>/dev/null || true)
    "${command[@]}" >"$work/said" 2>&1 || fail "$how: it does not go through afterwards"
    if [ "$1" = kiosk ] && [ -n "$cut_off" ] && [ "${cut_off% ended}" = "$cut_off" ]; then
        [ "$(sed -n 2p "$data/health")" = "$((cut_off + 1)) ended" ] || fail "$how: the crash is not recorded"
        recorded=$((recorded + 1))
    fi
    if [ -e "$data/wenda.db" ]; then
        if [ "$1" = migrate ]; then
            [ "$(sqlite3 "$data/wenda.db" 'PRAGMA integrity_check; SELECT count(*) FROM visit')" = $'ok\n'"$old_visits" ] ||
                fail "$how: not migrated whole"
        else
            expect_kept "$how, afterwards"
        fi
    fi
}

# disturb WORKFLOW SETTING...
disturb() {
    begin_workflow "$1"
    heal=("$ctl" status --data "$data")
    local workflow=$1
    shift
    under "$@" -- "${command[@]}"
    injected=$((injected + 1))
    [ $struck = no ] || struck_count=$((struck_count + 1))
    check_workflow "$workflow" "$*"
}

# How many operations, allocations and bytes a workflow has, undisturbed.
measure() {
    begin_workflow "$1"
    under -- "${command[@]}"
    [ "$status" = 0 ] || fail "$1 does not go through undisturbed"
    if grep -q ^unsynced "$work/report"; then fail "$1: named before it is on the disk: $(grep ^unsynced "$work/report")"; fi
    read -r operations allocations bytes <<<"$counts"
}
