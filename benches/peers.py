#!/usr/bin/env python3
"""namedrop beside spaCy's PhraseMatcher and pyahocorasick: the same names in the same text, in turn.

    python3 -m venv VENV && VENV/bin/pip install 'spacy>=3.8,<4' pyahocorasick
    VENV/bin/python benches/peers.py NAMEDROP NAMES.txt EXACT.toml ALL.toml TEXT [--rounds 5]

NAMES.txt has a name a line; EXACT.toml has the same names as written, ALL.toml with all forms. Two figures, both in seconds
of CPU (user and system), medians of the rounds: the whole job, from the start of the program with reading the names to the
last mention, and the text alone, once the names are loaded. For namedrop, which cannot be asked in between, the latter is the
job without what the same job takes on an empty text. Everybody has one thread; namedrop also writes what it finds.

* spaCy: blank German pipeline, names and paragraphs by `make_doc`, matching as written.
* pyahocorasick: `iter_long`, the longest of those that begin leftmost, where words begin and end.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

LANGUAGE = "de"


def with_spacy(names, text):
    import spacy
    from spacy.matcher import PhraseMatcher

    pipeline = spacy.blank(LANGUAGE)
    matcher = PhraseMatcher(pipeline.vocab)
    matcher.add("name", [pipeline.make_doc(name) for name in names])
    begin = time.process_time()
    return sum(len(matcher(pipeline.make_doc(paragraph))) for paragraph in text.split("\n\n")), begin


def with_pyahocorasick(names, text):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, len(name))
    automaton.make_automaton()
    begin = time.process_time()
    found = 0
    for last, length in automaton.iter_long(text):
        before, after = text[last - length : last - length + 1], text[last + 1 : last + 2]
        found += not (before.isalnum() and last >= length) and not after.isalnum()
    return found, begin


PEERS = {"spaCy PhraseMatcher": with_spacy, "pyahocorasick": with_pyahocorasick}


def peer(which, names, text):
    """In a process of its own: how many were found, and what the text alone took."""
    with open(names, encoding="utf-8") as lines:
        names = [line.rstrip("\n") for line in lines if line.strip()]
    with open(text, encoding="utf-8") as whole:
        text = whole.read()
    found, begin = PEERS[which](names, text)
    print(json.dumps([found, time.process_time() - begin]))


def used(command):
    """The CPU seconds of a command, and what it wrote."""
    with tempfile.TemporaryFile() as out:
        program = subprocess.Popen(command, stdout=out, stdin=subprocess.DEVNULL)
        _, status, used = os.wait4(program.pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(f"status {os.waitstatus_to_exitcode(status)}: {' '.join(command)}")
        out.seek(0)
        return used.ru_utime + used.ru_stime, out.read()


def measured(given, which, empty):
    """Found, the whole job, the text alone."""
    if which in PEERS:
        whole, said = used([sys.executable, __file__, "--peer", which, given.names, given.text])
        found, alone = json.loads(said)
        return found, whole, alone
    dictionary = given.exact if which == "namedrop, exact" else given.all
    options = ["--only-dict", "--no-history", "--threads", "1", "--lang", LANGUAGE, "--format", "jsonl"]
    scan = [given.namedrop, "scan", *options, "--dict", dictionary]
    start, _ = used([*scan, empty])
    whole, said = used([*scan, given.text])
    return said.count(b"\n"), whole, whole - start


def main():
    if sys.argv[1:2] == ["--peer"]:
        return peer(*sys.argv[2:5])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("namedrop", "names", "exact", "all", "text"):
        parser.add_argument(name)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    everybody = ["namedrop, exact", "namedrop, all forms", *PEERS]
    rounds = {which: [] for which in everybody}
    with tempfile.NamedTemporaryFile(suffix=".txt") as empty:
        empty.write(b"b\n")
        empty.flush()
        for _ in range(given.rounds):
            for which in everybody:
                rounds[which].append(measured(given, which, empty.name))
    median = {which: [statistics.median(figures) for figures in zip(*all_rounds)] for which, all_rounds in rounds.items()}
    print("| | found | whole job, s | exact is faster | all forms are | text alone, s | exact is faster | all forms are |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    exact, full = median["namedrop, exact"], median["namedrop, all forms"]
    for which in everybody:
        found, whole, alone = median[which]
        ratios = [f"{seconds:.2f} | {seconds / exact[at]:.1f} | {seconds / full[at]:.1f}" for at, seconds in ((1, whole), (2, alone))]
        print(f"| {which} | {found:,.0f} | {' | '.join(ratios)} |")


if __name__ == "__main__":
    main()
