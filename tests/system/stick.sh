#!/usr/bin/env bash
# Exports onto real file systems, vfat and exfat images on loop devices, mounted by the appliance's own helper in a
# mount namespace of our own: written, mounted anew, read again. Full, write-protected, pulled at any moment: a clear
# word each time, and never a folder that looks whole and is not. Where the kernel has no driver, exfat-fuse takes
# its place for exfat; what cannot be tried is said.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
skip() {
    echo "SKIPPED: $*"
    exit 77
}
if [ "${WENDA_STICK_INSIDE:-}" != 1 ]; then
    [ "$(id -u)" = 0 ] || skip "needs root for mounts and loop devices"
    unshare -m --propagation private true 2>/dev/null || skip "no mount namespaces here"
    WENDA_STICK_INSIDE=1 exec unshare -m --propagation private bash "${BASH_SOURCE[0]}" "$@"
fi
work=$(mktemp -d)
loop=
gate=
take_down() {
    [ -z "$gate" ] || kill "$gate" 2>/dev/null || true
    [ -z "$loop" ] || losetup -d "$loop" 2>/dev/null || true
    umount -l "$work/run" 2>/dev/null || true
    rm -rf "$work"
}
trap take_down EXIT
export WENDA_ASSETS=$root/assets WENDA_USER=root
mount -t tmpfs run /run
mkdir -p /run/wenda "$work/tools"
: >/run/wenda/stick.request
: >"$work/tried"

# Where exfat is a program, it is mounted writable and closed at once: opening it is then as sudden as the kernel's
# own remount.
cat >"$work/tools/mount" <<'MOUNT'
#!/bin/sh
for place; do device=$last last=$place; done
case "$*" in
*remount,rw*) exec /usr/bin/mount -o remount,rw,bind "$place" ;;
*remount,ro*) exec /usr/bin/mount -o remount,ro,bind "$place" ;;
esac
mount.exfat-fuse -o rw "$device" "$place" >/dev/null 2>&1 || mount.exfat-fuse -o ro "$device" "$place" >/dev/null
/usr/bin/mount -o remount,ro,bind "$place"
MOUNT
chmod +x "$work/tools/mount"

# drives TYPE: can it be mounted here, and with which `mount`?
drives() {
    command -v "mkfs.$1" >/dev/null || return 1
    mounter=$PATH
    ! grep -qw "$1" /proc/filesystems || return 0
    [ "$1" = exfat ] && command -v mount.exfat-fuse >/dev/null && [ -c /dev/fuse ] || return 1
    mounter=$work/tools:$PATH
}

# plug_in TYPE MIB [losetup options]: formatted, and mounted as udev would have it; sets place.
plug_in() {
    truncate -s "$2M" "$work/image"
    [ "${3:-}" = --read-only ] && [ -s "$work/formatted" ] || "mkfs.$1" "$work/image" >/dev/null
    loop=$(losetup ${3:-} -f --show "$work/image")
    PATH=$mounter sh "$root/assets/appliance/wenda-stick" mount "${loop#/dev/}"
    place=$(echo "/run/wenda/${loop#/dev/}"/*)
    mountpoint -q "$place"
}
pull_out() {
    PATH=$mounter sh "$root/assets/appliance/wenda-stick" unmount "${loop#/dev/}" 2>/dev/null || true
    losetup -d "$loop" 2>/dev/null || true
    loop=
    rm -f "$work/image"
}

# The helper's path unit: runs it for each word that is written.
gate() {
    local before now
    before=$(stat -c %.9Y-%s /run/wenda/stick.request)
    while :; do
        now=$(stat -c %.9Y-%s /run/wenda/stick.request)
        if [ "$now" != "$before" ] && [ -s /run/wenda/stick.request ]; then
            before=$now
            PATH=$mounter sh "$root/assets/appliance/wenda-stick" gate 2>>"$work/gate" || true
        fi
        sleep 0.01
    done
}

# export_to NAME EXPECT...: the panel's export with that stick; what the screen says must hold the words.
pin() { printf 'tap "%s"\n' 4 8 2 9 5 7; }
export_to() {
    local data=$work/data-$1
    shift
    {
        printf 'press "工作人员入口" 3200\n'
        pin
        [ -e "$data" ] || pin
        printf '%s\n' 'expect-screen staff-home' "usb $place" 'tap "导出到 U 盘"' 'tap "开始导出"'
        printf 'expect "%s"\n' "$@"
        printf 'dump said\n'
    } >"$work/script.txt"
    "$build/wenda" --activity "$root/tests/harness/activity" --data "$data" --script "$work/script.txt" \
        --virtual-time --window 540x960 --shots "$work/shots" 2>"$work/errors" || { head -n 40 "$work/errors" >&2; return 1; }
}

# Every file of every export that carries its name is what the manifest says.
check_exports() {
    local folder manifest name hash
    for folder in "$place"/*/; do
        case $folder in *.part/ | *'*/') continue ;; esac
        manifest=$folder/manifest.json
        [ -s "$manifest" ] || { echo "stick: $folder looks whole and has no manifest" >&2; return 1; }
        python3 - "$folder" <<'CHECK'
import hashlib, json, os, sys
folder = sys.argv[1]
for file in json.load(open(os.path.join(folder, "manifest.json")))["files"]:
    with open(os.path.join(folder, file["path"]), "rb") as bytes:
        assert hashlib.sha256(bytes.read()).hexdigest() == file["sha256"], file["path"]
CHECK
    done
}

for type in vfat exfat; do
    if ! drives "$type"; then
        echo "SKIPPED: $type: neither the kernel nor a program mounts it here"
        continue
    fi
    echo "$type" >>"$work/tried"
    plug_in "$type" 16
    gate &
    gate=$!
    export_to "$type" 可以拔出
    findmnt -no OPTIONS "$place" | grep -qw ro
    check_exports
    [ "$(find "$place" -name '*.part*' | wc -l)" = 0 ]
    # What was mounted anew is another mount: its pages come from the stick.
    pull_out

    # Full of other things.
    plug_in "$type" 16
    PATH=$mounter mount -o remount,rw "$place"
    head -c 64M /dev/zero >"$place/photos.bin" 2>/dev/null || true
    PATH=$mounter mount -o remount,ro "$place"
    export_to "$type" 空间不足
    pull_out

    # The switch on its side says no.
    truncate -s 16M "$work/image"
    "mkfs.$type" "$work/image" >/dev/null
    touch "$work/formatted"
    plug_in "$type" 16 --read-only
    export_to "$type" 只读
    rm "$work/formatted"
    pull_out
    kill "$gate"
    wait "$gate" 2>/dev/null || true
    gate=
done
[ -s "$work/tried" ] || skip "no file system of sticks can be mounted here"
echo "tried: $(tr '\n' ' ' <"$work/tried")"
