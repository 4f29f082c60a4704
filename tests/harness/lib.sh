# Sourced by the harness: runs the programs under the shim (shim.c) and judges what they leave behind from
# outside, by sqlite3 and by what they acknowledged. Each script is called with BUILD [COUNT].
set -euo pipefail
build=$(cd "$1" && pwd)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
name=$(basename "$0" .sh)
ctl=$build/wendactl
activity=$root/tests/harness/activity
# Nothing here outlives the machine, so memory will do for a disk, and is faster.
if [ -z "${TMPDIR:-}" ] && [ -d /dev/shm ] && [ -w /dev/shm ]; then export TMPDIR=/dev/shm; fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
disk=$work/disk # everything below it is the bad disk
data=$disk/data
ack=$work/ack
mkdir "$disk"
RANDOM=20270420
injected=0 struck_count=0 began=$(date +%s)

fail() {
    echo "$name: $*" >&2
    [ ! -s "$work/said" ] || tail -20 "$work/said" >&2
    exit 1
}

# under KEY=VALUE... -- COMMAND...: runs it under the shim; sets status, struck and what it counted.
under() {
    local settings=()
    while [ "$1" != -- ]; do
        settings+=("WENDA_SHIM_$1")
        shift
    done
    shift
    : >"$work/report"
    status=0
    { # the braces keep the shell's word about an aborted child to themselves
        env "${settings[@]}" WENDA_SHIM_ROOT="$disk" WENDA_SHIM_REPORT="$work/report" \
            LD_PRELOAD="$build/libharness_shim.so" \
            ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0:allocator_may_return_null=1 "$@" >"$work/said" 2>&1
    } 2>/dev/null || status=$?
    if grep -qE 'ERROR: AddressSanitizer|runtime error:' "$work/said"; then fail "a sanitizer spoke"; fi
    struck=no
    if grep -q struck "$work/report"; then struck=yes; fi
    counts=$(sed -n 's/^\([0-9]*\) operations, \([0-9]*\) allocations, \([0-9]*\) bytes$/\1 \2 \3/p' "$work/report")
}

# What was acknowledged is in the database, prizes are given once and within stock, and the file is whole.
# A questionnaire that was withdrawn is erased on purpose.
expect_kept() {
    rm -rf "$work/oracle"
    mkdir "$work/oracle"
    cp "$data"/wenda.db* "$work/oracle" # a look must not do the program's recovery for it
    : >"$work/acked"
    # Whole lines only: the last one may have been cut by the kill itself.
    [ ! -s "$ack" ] || head -n "$(tr -cd '\n' <"$ack" | wc -c)" "$ack" | sed -e 's/ /\x1f/' -e 's/ /\x1f/' | tr '\n' '\036' >"$work/acked"
    sqlite3 -bail "$work/oracle/wenda.db" >"$work/verdict" 2>&1 <<SQL || true
.mode list
.separator ' '
CREATE TEMP TABLE acked (visit, question, answer);
.import --ascii --schema temp $work/acked acked
SELECT 'lost', k.visit, k.question FROM acked AS k WHERE NOT EXISTS (
    SELECT 1 FROM visit AS v JOIN session AS s ON s.visit = v.number
    LEFT JOIN answer AS a ON a.session = s.number LEFT JOIN question AS q ON q.number = a.question
    WHERE v.uuid = k.visit AND (s.outcome = 'withdrawn' OR (q.id = k.question
        AND (a.choice = k.answer OR a.text = k.answer))));
SELECT 'stock', name FROM tier AS t WHERE stock < 0 OR stock > total
    OR total - stock <> (SELECT count(*) FROM award WHERE tier = t.number AND state <> 'cancelled')
    OR stock <> (SELECT coalesce(sum(delta), 0) FROM stock_movement WHERE tier = t.number);
SELECT 'twice', visit FROM settlement GROUP BY visit HAVING count(*) > 1;
SELECT 'code', code FROM settlement WHERE code IS NOT NULL GROUP BY code HAVING count(*) > 1;
SELECT 'chain', b.number FROM audit AS a JOIN audit AS b ON b.number = a.number + 1 WHERE b.previous <> a.hash;
SELECT 'audit', count(*) FROM audit HAVING count(*) <> max(number);
SELECT 'file', integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok';
SELECT 'reference', "table", rowid FROM pragma_foreign_key_check;
SELECT 'whole';
SQL
    [ "$(cat "$work/verdict")" = whole ] || {
        head -5 "$work/verdict" >&2
        fail "$1: acknowledged and not kept, or not whole"
    }
}

simulate() { # VISITORS SEED
    echo "$ctl" simulate --activity "$activity" --data "$data" --visitors "$1" --seed "$2" --ack "$ack"
}

finish() {
    echo "$name: $*, $(($(date +%s) - began)) s"
}
