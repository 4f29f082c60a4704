#!/usr/bin/env python3
"""What a power cut may leave of a folder, from what recorder.c wrote down of a program's work on it.

    power.py RECORD BEFORE ROOT count              how many operations there are
    power.py RECORD BEFORE ROOT compare            does the record account for ROOT as it is now?
    power.py RECORD BEFORE ROOT cut AT HOW SEED    makes ROOT what a cut after AT operations leaves

BEFORE is ROOT as it was, on the disk for good. A file's bytes are on the disk once it was synced, a
name once its folder was. Of everything else HOW says what is there: least = nothing, most = all,
ordered = names up to some moment and of the bytes some, the last write torn, any = some names too.
"""
import os
import random
import shutil
import sys


class File:
    def __init__(self, content=b""):
        self.durable = bytes(content)
        self.waiting = []  # (offset, bytes), or (length, None) for a truncation

    def apply(self, rng=None):
        content = bytearray(self.durable)
        last = len(self.waiting) - 1
        for i, (at, data) in enumerate(self.waiting):
            if rng and rng.random() < 0.5:
                continue
            if data is None:
                content = content[:at] + bytes(max(0, at - len(content)))
                continue
            if rng and i == last and len(data) > 512:
                data = data[: 512 * rng.randrange(1, (len(data) + 511) // 512)]
            content += bytes(max(0, at + len(data) - len(content)))
            content[at : at + len(data)] = data
        return bytes(content)

    def sync(self):
        self.durable = self.apply()
        self.waiting = []


FOLDER = object()


def change(names, op):
    """One operation on names; without effect where what it needs is not there."""
    kind, one = op[0], op[1]
    if kind == "C":
        if os.path.dirname(one) in names:
            names[one] = op[2]
    elif kind == "M":
        if os.path.dirname(one) in names:
            names[one] = FOLDER
    elif kind in "UX":
        if kind == "U" or not any(name.startswith(one + "/") for name in names):
            names.pop(one, None)
    elif kind == "L":
        if one in names and os.path.dirname(op[2]) in names:
            names[op[2]] = names[one]
    elif kind in "RE":
        other = op[2]
        if one not in names or os.path.dirname(other) not in names or (kind == "E" and other not in names):
            return
        moved = {other + name[len(one) :]: names.pop(name) for name in list(names) if name == one or name.startswith(one + "/")}
        back = {one + name[len(other) :]: names.pop(name) for name in list(names) if name == other or name.startswith(other + "/")}
        names.update(moved)
        if kind == "E":
            names.update(back)


class Disk:
    def __init__(self, before, root):
        self.durable, self.waiting, self.by_ino, self.root = {}, [], {}, root
        for folder, _, files in os.walk(before):
            self.durable[root + folder[len(before) :]] = FOLDER
            for name in files:
                path = os.path.join(folder, name)
                file = File(open(path, "rb").read())
                self.durable[root + path[len(before) :]] = file
        self.names = dict(self.durable)

    def know(self, inodes):
        for line in open(inodes, encoding="utf-8"):
            ino, path = line.rstrip("\n").split("\t", 1)
            if self.root + path in self.names:
                self.by_ino[ino] = self.names[self.root + path]

    def name(self, *op):
        change(self.names, op)
        self.waiting.append(op)

    def sync_names(self, folder):
        left = []
        for op in self.waiting:
            paths = [path for path in op[1:] if isinstance(path, str)]
            if folder is None or any(os.path.dirname(path) == folder for path in paths):
                change(self.durable, op)
            else:
                left.append(op)
        self.waiting = left

    def do(self, fields, data):
        kind = fields[0]
        if kind == "C":
            self.by_ino[fields[1]] = File()
            self.name("C", fields[2], self.by_ino[fields[1]])
        elif kind == "W":
            self.by_ino[fields[1]].waiting.append((int(fields[2]), data))
        elif kind == "T":
            self.by_ino[fields[1]].waiting.append((int(fields[2]), None))
        elif kind == "S":
            self.by_ino[fields[1]].sync()
        elif kind == "D":
            self.sync_names(fields[1])
        elif kind == "Y":
            self.sync_names(None)
            for file in self.by_ino.values():
                file.sync()
        else:
            self.name(*fields)

    def after(self, how, rng):
        if how == "most":
            names = self.names
        else:
            names = dict(self.durable)
            keep = rng.randrange(len(self.waiting) + 1) if how == "ordered" else len(self.waiting)
            for op in self.waiting[:keep] if how != "least" else []:
                if how == "ordered" or rng.random() < 0.5:
                    change(names, op)
        part = rng if how in ("ordered", "any") else None
        return {name: file if file is FOLDER else file.durable if how == "least" else file.apply(part) for name, file in names.items()}


def operations(path):
    record = open(path, "rb").read()
    at = 0
    while at < len(record):
        end = record.index(b"\n", at)
        fields = record[at:end].decode().split("\t")
        at = end + 1
        data = b""
        if fields[0] == "W":
            data = record[at : at + int(fields[3])]
            at += int(fields[3])
        yield fields, data


def write(state, root):
    shutil.rmtree(root)
    for path in sorted(state):
        if not os.path.isdir(os.path.dirname(path)):
            continue
        if state[path] is FOLDER:
            os.makedirs(path, exist_ok=True)
        else:
            with open(path, "wb") as out:
                out.write(state[path])


def main():
    record, before, root, what = sys.argv[1:5]
    ops = list(operations(record))
    if what == "count":
        print(len(ops))
        return
    disk = Disk(before, root)
    disk.know(before + ".inodes")
    until = int(sys.argv[5]) if what == "cut" else len(ops)
    for fields, data in ops[:until]:
        disk.do(fields, data)
    if what == "cut":
        write(disk.after(sys.argv[6], random.Random(int(sys.argv[7]))), root)
        return
    state = disk.after("most", random.Random(0))
    for folder, folders, files in os.walk(root):
        for name in folders:
            if state.pop(os.path.join(folder, name), None) is not FOLDER:
                sys.exit(f"not in the record: {folder}/{name}")
        for name in files:
            path = os.path.join(folder, name)
            if state.pop(path, None) != open(path, "rb").read():
                sys.exit(f"the record does not account for {path}")
    state.pop(root, None)
    if state:
        sys.exit(f"gone, and the record does not say so: {sorted(state)[0]}")


main()
