#!/usr/bin/env bash
# The appliance's units are such that systemd would take them, its helper such that a shell would.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
sh -n "$root/assets/appliance/wenda-stick"
if ! command -v systemd-analyze >/dev/null; then
    echo "SKIPPED: no systemd-analyze here"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Where it is installed there is nothing on this machine: what it runs is looked for in the tree instead.
cp "$root/assets/appliance/wenda-stick" "$work/helper"
chmod +x "$work/helper"
for unit in "$root"/assets/appliance/*.service "$root"/assets/appliance/*.path; do
    sed "s|/usr/lib/wenda/wenda-stick|$work/helper|" "$unit" >"$work/${unit##*/}"
done
said=$(systemd-analyze verify "$work"/*.service "$work"/*.path 2>&1 || true)
if grep -F wenda- <<<"$said"; then
    exit 1
fi
