#!/usr/bin/env python3
"""Texts that nearly match without end: does the time of `namedrop scan` grow as the text does, and no faster?

    benches/hostile.py NAMEDROP [--only WORD] [--rounds 3] [--largest 100] [--most 2.3]

Each case is a dictionary, and a text that is made twice as long three times. The figure is the CPU time (user and system)
of the whole command on one thread, without that of an empty text; the least of the rounds counts. Where a doubling costs more
than --most times the time, in the mean of the three, the case has failed (status 1): 2 is linear, 4 is quadratic. What takes
less than 0.02 s is too short to say anything. --largest is the longest text of one line, in MB (1,000,000 bytes). No form in
a dictionary may have more than 200 characters, so that ladders end there. Needs Python, and at most 6 GB of memory.
"""
import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile

MB = 1_000_000
STEPS = 4
TOO_SHORT = 0.02


def repeated(unit):
    """Texts of so many bytes, of one unit after the other."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def words_of(letters, count):
    """That many different words of letters that no other word begins with."""
    found = []
    for number in range(count):
        word = ""
        for _ in range(3):
            number, digit = divmod(number, len(letters))
            word += letters[digit]
        found.append(word)
    return found


def runs_of_a(size):
    """Words of one to two hundred letters, in an order that looks like none."""
    parts, length, at = [], 0, 1
    while length < size:
        at = at * 48_271 % 2_147_483_647
        parts.append("a" * (at % 200 + 1))
        length += len(parts[-1]) + 1
    return " ".join(parts)[:size]


def prose(size, names, stop):
    """Sentences of small words with a name in each; `stop` stands between them."""
    small = "und der hat vor dem bei einer von ihm auf das mit nach oder schon wieder heute gesagt worden ist".split()
    parts, length, at = [], 0, 1
    while length < size:
        at = at * 48_271 % 2_147_483_647
        sentence = [small[(at >> shift) % len(small)] for shift in range(9)]
        sentence.insert(at % 9, names[at % len(names)])
        parts.append(" ".join(sentence) + stop)
        length += len(parts[-1])
    return "".join(parts)[:size]


LADDER = words_of("bcdfghklmnprstwz", 250)
PEOPLE = [f"{given} {family}" for given in ("Almut", "Jasper", "Torsten", "Wiebke") for family in ("Quint", "Rühmkorf", "Bohl", "Grauwal")]
BODIES = ["Reederei Nordmark", "Hafenrat", "Hafenrat Westerland", "Hafenrat Westerland Süd"]


def cases(largest):
    """Of each case its name, the kind and the names of the dictionary, how the text is made, and how large it is at most."""
    letters = ("place", ["a" * steps for steps in range(1, 201)])
    words = ("organisation", [" ".join(["a"] * steps) for steps in range(1, 41)])
    alike = ("organisation", [" ".join(["a"] * 98 + [last]) for last in LADDER])
    ladder = ("organisation", [" ".join(LADDER[:steps]) for steps in range(2, 51)])
    deep = ("organisation", [" ".join(LADDER[:49] + [last]) for last in LADDER[50:]])
    people, bodies = ("person", PEOPLE), ("organisation", BODIES)
    return [
        ("a, aa, … (200) in one word of a's", letters, repeated("a"), 8 * MB),
        ("a, aa, … (200) in words of a's", letters, runs_of_a, 8 * MB),
        ("a, aa, … (200) in a-a-a", letters, repeated("a-"), 8 * MB),
        ("a, a a, … (40) in a a a", words, repeated("a "), MB // 4),
        ("200 names, 98 words alike, in a a a", alike, repeated("a "), 2 * MB),
        ("a ladder of 50 steps, all climbed but the last", ladder, repeated(" ".join(LADDER[:49]) + " aus. "), 8 * MB),
        ("200 names that differ in their last word, which fails", deep, repeated(" ".join(LADDER[:49]) + " aus. "), 8 * MB),
        ("names in one line", people, lambda size: prose(size, PEOPLE, ". "), largest),
        ("names in one sentence without end", people, lambda size: prose(size, PEOPLE, " "), largest // 4),
        ("bodies in one sentence without end", bodies, lambda size: prose(size, BODIES, " "), largest // 4),
        ("brackets that open and never close", people, repeated("Almut Quint ("), 8 * MB),
        ("quotes that open and never close", people, repeated("„Quint "), 8 * MB),
        ("one name after the other", people, repeated("Almut Quint Jasper Bohl "), 8 * MB),
        ("full stops", people, repeated("Quint. A. B. "), 8 * MB),
        ("marks without a word", people, repeated("-'’. "), 8 * MB),
        ("capitals", people, lambda size: prose(size, PEOPLE, " ").upper(), 8 * MB),
        ("blank lines", people, repeated("Quint\n\n"), 8 * MB),
        ("offices without a name (built-in dictionary)", None, repeated("russischer Außenminister und Präsidentin "), 2 * MB),
        ("countries joined by hyphens (built-in dictionary)", None, repeated("US-Russland-"), 2 * MB),
    ]


def toml(kind, names):
    return "\n".join(f"[[{kind}]]\nname = {json.dumps(name, ensure_ascii=False)}\n" for name in names)


def bounded():
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))


def seconds(command, rounds):
    """The least CPU seconds of the command, and how many lines it wrote."""
    best, lines = float("inf"), 0
    for _ in range(rounds):
        with tempfile.TemporaryFile() as out:
            program = subprocess.Popen(command, stdout=out, stdin=subprocess.DEVNULL, preexec_fn=bounded)
            _, status, used = os.wait4(program.pid, 0)
            if os.waitstatus_to_exitcode(status) not in (0, 1):
                sys.exit(f"status {os.waitstatus_to_exitcode(status)}: {' '.join(command)}")
            best = min(best, used.ru_utime + used.ru_stime)
            out.seek(0)
            lines = sum(chunk.count(b"\n") for chunk in iter(lambda: out.read(1 << 20), b""))
    return best, lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("namedrop")
    parser.add_argument("--only", default="", help="cases whose name has this in it")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--largest", type=float, default=100)
    parser.add_argument("--most", type=float, default=2.3)
    given = parser.parse_args()
    failed = []
    print("| text | MB | mentions | seconds | time for twice the text | mean |\n|---|---:|---:|---:|---|---:|")
    with tempfile.TemporaryDirectory() as folder:
        names, text = os.path.join(folder, "names.toml"), os.path.join(folder, "text.txt")
        options = ["--no-history", "--threads", "1", "--lang", "de", "--format", "jsonl"]
        for name, entries, make, largest in cases(int(given.largest * MB)):
            if given.only not in name:
                continue
            with open(names, "w", encoding="utf-8") as out:
                out.write(toml(*entries) if entries else "")
            scan = [given.namedrop, "scan", *([] if entries is None else ["--only-dict"]), *options, "--dict", names, text]
            with open(text, "w", encoding="utf-8") as out:
                out.write("b\n")
            start, _ = seconds(scan, given.rounds)
            took, mentions = [], 0
            for step in range(STEPS):
                with open(text, "w", encoding="utf-8") as out:
                    out.write(make(largest >> (STEPS - 1 - step)))
                used, mentions = seconds(scan, given.rounds)
                took.append(max(used - start, 0.0))
            told = [seconds for seconds in took if seconds >= TOO_SHORT]
            ratios = [later / earlier for earlier, later in zip(told, told[1:])]
            mean = math.prod(ratios) ** (1 / len(ratios)) if ratios else 0.0
            if mean > given.most:
                failed.append(name)
            shown = f"{', '.join(f'{ratio:.2f}' for ratio in ratios)} | {mean:.2f}" if ratios else "too short to tell |"
            print(f"| {name} | {largest / MB:g} | {mentions:,} | {took[-1]:.2f} | {shown} |", flush=True)
    if failed:
        sys.exit("not linear: " + "; ".join(failed))


if __name__ == "__main__":
    main()
