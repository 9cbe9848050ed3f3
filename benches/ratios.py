#!/usr/bin/env python3
"""The table of docs/performance.md from the last `cargo bench`: each figure beside that of the peer in the same run.

    benches/ratios.py [FOLDER]        FOLDER: that of criterion, target/criterion unless said otherwise
"""
import json
import pathlib
import sys

# Of each group the other program, whose figure is divided by ours; of `resolve`, the scan before it.
PEERS = {
    "build": "aho-corasick",
    "fold": "to_lowercase",
    "scan": "aho-corasick",
    "resolve": None,
    "open": "from_utf8 and lines",
    "wrap": "textwrap",
    "draw": "ratatui",
}


def figures(folder):
    """Nanoseconds by group, step and size; bytes a second are told by criterion itself."""
    found = {}
    for path in sorted(folder.glob("**/new/benchmark.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        median = json.loads(path.with_name("estimates.json").read_text(encoding="utf-8"))["median"]["point_estimate"]
        size = told["value_str"] and int(told["value_str"])
        found[told["group_id"], told["function_id"], size] = (median, (told["throughput"] or {}).get("Bytes"))
    return found


def shown(nanoseconds):
    for unit, length in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= length:
            return f"{nanoseconds / length:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


def main():
    found = figures(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "target/criterion"))
    if not found:
        sys.exit("nothing was measured: cargo bench")
    print("| step | names | time | MB/s | peer in the same run | peer / namedrop |\n|---|---:|---:|---:|---|---:|")
    order = {group: at for at, group in enumerate(PEERS)}
    for (group, step, size), (time, length) in sorted(found.items(), key=lambda entry: (order.get(entry[0][0], 9), entry[0][2] or 0, entry[0][1])):
        peer = PEERS.get(group)
        if step == peer:
            continue
        beside = (group, peer, size) if peer else ("scan", step, size)
        named = peer or "its scan"
        ratio = f"{found[beside][0] / time:.2f}" if beside in found else ""
        speed = f"{length / time * 1e3:,.0f}" if length else ""
        print(f"| {group}: {step} | {f'{size:,}' if size else ''} | {shown(time)} | {speed} | {named} | {ratio} |")


if __name__ == "__main__":
    main()
