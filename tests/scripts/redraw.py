"""Recomputes every draw of an export from the published seeds: python3 redraw.py EXPORT-FOLDER"""
import csv, hashlib, hmac, sys

def rows(name):
    return csv.DictReader(open(f"{sys.argv[1]}/data/{name}.csv", encoding="utf-8-sig", newline=""))

seeds = {row["commitment"]: bytes.fromhex(row["seed"]) for row in rows("seeds") if row["seed"]}
for commitment, seed in seeds.items():
    assert hashlib.sha256(seed).hexdigest() == commitment, f"{commitment}: another seed than announced"
count = 0
for row in filter(lambda row: row["value"], rows("draws")):
    text = f"{row['visit']}:{row['number']}".encode()
    value = hmac.new(seeds[row["commitment"]], text, "sha256").digest()
    assert value.hex() == row["value"], f"{row['visit']}: another value"
    number, end, drawn = int.from_bytes(value[:6], "big"), 0, ""
    for tier, _, odds in (chance.rpartition(" 1/") for chance in row["chances"].split("; ")):
        end += 2**48 // int(odds) if tier else 0
        drawn = drawn or (tier if number < end else "")
    assert drawn == row["drawn"], f"{row['visit']}: {drawn} was drawn"
    count += 1
print(f"{count} draws hold")
