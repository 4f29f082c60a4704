#!/usr/bin/env bash
# The plan of the house, checked: which layer may include which, and where each library lives.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../app"
faults=0
fault() {
    echo "$*" >&2
    faults=$((faults + 1))
}

# layer: what it may include besides itself
declare -A below=(
    [base]=""
    [port]="base"
    [activity]="port base"
    [play]="activity port base"
    [store]="activity port base"
    [report]="store activity port base"
    [booth]="play report store activity port base"
    [view]="play activity port base"
    [shell]="view play booth activity port base"
    [ctl]="shell view booth play report store activity port base"
)
# header pattern: the only places that may include it
declare -A home=(
    ['SDL']="shell/"
    ['fontconfig/']="shell/"
    ['sqlite3\.h']="store/"
    ['sodium']="port/crypt"
    ['yajl/']="port/json"
    ['csv\.h']="port/csv"
    ['archive(_entry)?\.h']="port/archive"
    ['expat\.h']="port/xml"
    ['freexl\.h']="port/sheet_xls"
    ['xlsxwriter\.h']="port/sheet_write"
    ['seccomp\.h']="port/confine"
    ['qrencode\.h']="port/qr"
    ['linebreak\.h']="view/text_break"
    ['fribidi\.h']="view/text_order"
)

seen=0
for layer in "${!below[@]}"; do
    while IFS=: read -r file line text; do
        seen=$((seen + 1))
        target=$(sed -E 's/.*#include "([^"]*)".*/\1/' <<<"$text")
        case $target in */*) floor=${target%%/*} ;; *) floor=$layer ;; esac
        case " $layer ${below[$layer]} " in
        *" $floor "*) ;;
        *) fault "app/$file:$line: $layer may not include $target" ;;
        esac
    done < <(grep -rnE '^#include "' "$layer" || true)
done
[ "$seen" -gt 100 ] || fault "only $seen includes found: the check looks in the wrong place"

for pattern in "${!home[@]}"; do
    while IFS=: read -r file line _; do
        case $file in
        ${home[$pattern]}*) ;;
        *) fault "app/$file:$line: only ${home[$pattern]} may include <$pattern>" ;;
        esac
    done < <(grep -rnE "^#include <$pattern" . | sed 's|^\./||' || true)
done
[ "$faults" -eq 0 ] && echo "includes: $seen checked, all within the plan"
exit $((faults > 0))
