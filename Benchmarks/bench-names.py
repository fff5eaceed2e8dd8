"""Drives bench-names and rapidfuzz in turn, each on one core, and prints one table."""

import statistics
import subprocess
import sys
import tempfile
import time

import rapidfuzz
from rapidfuzz import fuzz, process, utils

ROUNDS = 7
THEIR_NAMES = 200  # rapidfuzz compares with each listed name, so fewer names give a steady time


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        ours = subprocess.Popen(
            [program, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

        def ask(word):
            ours.stdin.write(word + "\n")
            ours.stdin.flush()
            return ours.stdout.readline().split()

        tables = float(ours.stdout.readline().split()[1])
        listed = [utils.default_process(s) for s in open(folder + "/list.txt", encoding="utf-8")]
        names = [utils.default_process(s) for s in open(folder + "/names.txt", encoding="utf-8")]
        build, own, other, ratios = [], [], [], []
        for number in range(ROUNDS):
            build.append(float(ask("build")[0]))
            own.append(len(names) / float(ask("match")[0]))
            some = names[number * THEIR_NAMES : (number + 1) * THEIR_NAMES]
            start = time.perf_counter()
            process.cdist(
                some, listed, scorer=fuzz.token_sort_ratio, score_cutoff=85, workers=1
            )
            other.append(len(some) / (time.perf_counter() - start))
            ratios.append(own[-1] / other[-1])
        bytes_a_name = ask("bytes")[0]
        ours.stdin.close()
        ours.wait()
    print(f"list {len(listed)} names, rapidfuzz {rapidfuzz.__version__} token_sort_ratio, 1 core")
    print(f"median of {ROUNDS} rounds in turn (lowest, highest)")
    for title, values, form in [
        ("ours, names/s", own, ",.0f"),
        ("rapidfuzz, names/s", other, ",.1f"),
        ("ratio", ratios, ",.0f"),
        ("index build, s", build, ".2f"),
    ]:
        low, middle, high = min(values), statistics.median(values), max(values)
        print(f"{title:22}{middle:>12{form}}  ({low:{form}}, {high:{form}})")
    print(f"{'tables once, s':22}{tables:>12.2f}")
    print(f"{'index, bytes a name':22}{bytes_a_name:>12}")
    return 0 if statistics.median(own) >= 10_000 else 1


sys.exit(main(sys.argv[1]))
