#!/usr/bin/env python3
"""A language that is written from right to left, for tests, as files only.

Usage: make.py ROOT OUT

Makes OUT/assets (what ROOT/assets has, and strings/ug.txt) and OUT/activity (ROOT/questions with a
few questions of each bank, with ug among its languages and some of its files in it). The words are made up: those of
English, letter by letter in Arabic script, as long as they were and as rich in digits, brackets and
abbreviations left as they are; but for those of ug.words.txt beside this script, which are Uyghur.
"""
import os
import re
import shutil
import sys

LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابچدېفگھىجكلمنوپقرستۇۋۋشيز"))
SIGNS = {",": "،", "?": "؟", ";": "؛"}
# What stays: places for values, line breaks, tags, abbreviations, what has digits in it.
KEPT = re.compile(r"\{\d\}|\$\{[^}]*\}|\\n|\[[^\]]*\]|\b[A-Z]{2,}\b|\b[\w-]*\d[\w-]*")
TRANSLATED = ("quiz/patent", "survey/satisfaction")
PLURAL = re.compile(r"\{\d\|[^|}]*\|([^}]*)\}")  # the made-up language has one word for any number
EVERY = 9  # of the questions of a bank: some of each type and topic


def spell(text):
    return "".join(LETTERS.get(c.lower(), SIGNS.get(c, c)) for c in text)


def translate(text):
    out, at, text = [], 0, PLURAL.sub(r"\1", text)
    for kept in KEPT.finditer(text):
        out += [spell(text[at:kept.start()]), kept.group()]
        at = kept.end()
    return "".join(out) + spell(text[at:])


def read_words(path):
    lines = (line.split(":", 1) for line in open(path, encoding="utf-8") if line[0] not in "#\n")
    return {key.strip(): text.strip() for key, text in lines}


def make_strings(english, words, out):
    out.write("language: ug\nname: ئۇيغۇرچە\ndirection: rtl\nfont: Noto Sans Arabic\n")
    for line in open(english, encoding="utf-8"):
        key, colon, text = line.partition(":")
        if not colon or key[0] == "#" or key in ("language", "name", "direction", "font"):
            continue
        out.write(f"{key}: {words.get(key) or translate(text.strip())}\n")


def make_form(english, out):
    for line in open(english, encoding="utf-8"):
        head, value = re.match(r"(\s*(?:\d+\.|[A-Z]\.|[^\s:a-zA-Z]+:|#.*)?\s*)(.*)", line.rstrip("\n")).groups()
        name = head.strip(" :")
        out.write(head + ("ug" if name == "语言" else value if name == "编号" else translate(value)))
        out.write("\n")


def thin_out(path):
    """Every so many of the questions of a bank; what is no question stays."""
    blocks, count = open(path, encoding="utf-8").read().split("\n\n"), 0
    kept = []
    for block in blocks:
        if re.match(r"\d+\.", block):
            count += 1
            if count % EVERY != 1:
                continue
        kept.append(block)
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n\n".join(kept).rstrip("\n") + "\n")


def main(root, target):
    here = os.path.dirname(os.path.abspath(__file__))
    assets, activity = os.path.join(target, "assets"), os.path.join(target, "activity")
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(os.path.join(root, "questions"), activity)
    os.makedirs(os.path.join(assets, "strings"))
    for name in os.listdir(os.path.join(root, "assets")):
        if name != "strings":
            os.symlink(os.path.join(root, "assets", name), os.path.join(assets, name))
    strings = os.path.join(root, "assets", "strings")
    for name in os.listdir(strings):
        shutil.copy(os.path.join(strings, name), os.path.join(assets, "strings", name))
    with open(os.path.join(assets, "strings", "ug.txt"), "w", encoding="utf-8") as out:
        make_strings(os.path.join(strings, "en.txt"),
                     read_words(os.path.join(here, "ug.words.txt")), out)
    settings = os.path.join(activity, "activity.txt")
    text = open(settings, encoding="utf-8").read()
    with open(settings, "w", encoding="utf-8") as out:
        out.write(re.sub(r"(?m)^语言:.*$", "语言: zh-CN, en, ug", text))
    for folder, _, names in os.walk(os.path.join(activity, "quiz")):
        for name in names:
            thin_out(os.path.join(folder, name))
    for name in TRANSLATED:
        with open(os.path.join(activity, name + ".ug.txt"), "w", encoding="utf-8") as out:
            make_form(os.path.join(activity, name + ".en.txt"), out)


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]))
