#!/usr/bin/env bash
# Backup, restore, status and what was set aside, as staff meet them; what is in the files is counted here
# with sqlite3 and not asked of the programs.
set -euo pipefail
build=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ctl=$build/wendactl
data=$work/data
fail() {
    echo "backup.sh: $*" >&2
    exit 1
}
count() { sqlite3 "file:$1?immutable=1" "SELECT count(*) FROM visit"; }
simulate() {
    "$ctl" simulate --activity "$root/tests/harness/activity" --data "$data" --visitors "$1" --seed "$2" >/dev/null
}
status() { "$ctl" status --data "$data" --json >"$work/status"; }

simulate 20 1
"$ctl" backup --data "$data" -o "$work/one.db" --json >"$work/said"
grep -q '"visits": 20' "$work/said" || fail "backup --json tells other visits"
[ "$(count "$work/one.db")" = 20 ] || fail "the backup holds other visits"
[ "$(sqlite3 "$work/one.db" 'PRAGMA journal_mode; PRAGMA integrity_check')" = $'delete\nok' ] || fail "not one whole file"
head_of_backup=$(sqlite3 "$work/one.db" 'SELECT hash FROM audit ORDER BY number DESC LIMIT 1')
grep -q "\"chain_head\": \"$head_of_backup\"" "$work/said" || fail "backup --json tells another chain head"
if "$ctl" backup --data "$data" -o "$work/one.db" 2>/dev/null; then fail "a backup was overwritten"; fi

# The database goes on, the backup goes back, and nothing is deleted.
simulate 7 2
"$ctl" restore "$work/one.db" --data "$data" --json >"$work/said"
grep -q '"visits": 20' "$work/said" || fail "restore --json tells other visits"
aside=$(sed -n 's/.*"set_aside": "\(.*\)".*/\1/p' "$work/said")
[ "$(count "$data/set-aside/$aside/wenda.db")" = 27 ] || fail "what was there before is gone"
[ "$(count "$data/wenda.db")" = 20 ] || fail "the backup was not put back"
"$ctl" audit --data "$data" >/dev/null || fail "the restored data does not hold"
if "$ctl" restore "$root/README.md" --data "$data" 2>"$work/said"; then fail "any file is restored"; fi
grep -q '不是数据库' "$work/said" || fail "it is not said why"

# Status: space, backups, chain head, faults, what was set aside.
status
for key in database_bytes free_bytes chain_head reserve last_backup backups last_start cut_off faults awards_stopped set_aside; do
    grep -q "\"$key\"" "$work/status" || fail "status --json does not tell $key"
done
grep -q '"total": 3' "$work/status" || fail "status --json does not tell the stock"
"$ctl" status --data "$data" | grep -q '审计链：' || fail "status does not tell the chain"

# A kiosk on a damaged database: set aside, a fresh one, no stock until staff decide.
dd if=/dev/urandom of="$data/wenda.db" bs=4096 seek=5 count=2 conv=notrunc status=none
cp "$data/wenda.db" "$work/damaged.db"
if "$ctl" status --data "$data" 2>"$work/said"; then fail "a damaged database is read"; fi
cmp -s "$data/wenda.db" "$work/damaged.db" || fail "a program that only reads has changed a damaged database"
printf 'until-screen quiz-question\nanswer right\n' >"$work/script"
SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache HOME=$work "$build/wenda" --script "$work/script" \
    --activity "$root/tests/harness/activity" --data "$data" --virtual-time 2>/dev/null || fail "the kiosk does not go on"
status
grep -q '"awards_stopped": true' "$work/status" || fail "awards go on"
grep -q '"total": 3' "$work/status" && fail "stock was opened"
grep -q '"last_start": "' "$work/status" || fail "the kiosk's start is not told"
aside=$(sed -n 's/.*"name": "\(.*\)".*/\1/p' "$work/status" | head -1)
cmp -s "$data/set-aside/$aside/wenda.db" "$work/damaged.db" || fail "what was set aside is not what was there"
"$ctl" aside --data "$data" --accept '奖品已清点' | grep -q '已决定' || fail "staff cannot decide"
simulate 1 3
status
grep -q '"awards_stopped": false' "$work/status" || fail "awards stay stopped"
[ "$(sqlite3 "$data/wenda.db" "SELECT group_concat(total, ' ') FROM tier")" = "3 40" ] || fail "stock was not opened"
"$ctl" audit --data "$data" >/dev/null || fail "the fresh data does not hold"
# While the kiosk has the data, others read its newest backup and never the live file.
cat >"$work/wait" <<'EOF'
until-screen quiz-question
answer right
wait 300000
EOF
mkdir -p "$data/backup"
"$ctl" backup --data "$data" -o "$data/backup/wenda-1.db" >/dev/null
seen=$(count "$data/backup/wenda-1.db")
SDL_VIDEODRIVER=offscreen XDG_CACHE_HOME=$work/cache HOME=$work "$build/wenda" --script "$work/wait" \
    --activity "$root/tests/harness/activity" --data "$data" 2>/dev/null &
kiosk=$!
for ((i = 0; i < 400; i++)); do
    flock -n "$data/lock" true || break
    sleep 0.01
done
"$ctl" status --data "$data" --json >"$work/status" 2>"$work/said" || fail "status is refused while the kiosk runs"
"$ctl" export --data "$data" -o "$work/out" >/dev/null 2>&1 || fail "no export while the kiosk runs"
kill -0 "$kiosk" || fail "the kiosk was gone too soon for this test"
kill -TERM "$kiosk"
wait "$kiosk" || [ $? = 1 ] || fail "the kiosk was disturbed" # 1: its script was cut short by that
grep -q "问答亭正在运行（进程 $kiosk）" "$work/said" || fail "it is not said that this is a backup: $(cat "$work/said")"
grep -q "\"visits\": $seen," "$work/status" || fail "another backup was read"

echo "backup: backup, restore, set aside and decided"
