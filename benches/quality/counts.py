#!/usr/bin/env python3
"""Counts per document of a set's scorer, for the bootstrap of `cargo bench --bench quality`.

usage: counts.py SCORER.py GOLD.jsonl SAID.jsonl [ARGUMENT ...]

Runs the scorer's own `main` once a document, with the tables caught in place of printed. Prints JSON: for each
document, in the order of the gold, a list of [title of the table, label, possible, actual, credit for recall,
credit for precision]. Nothing of a measure is written here, so the sums are the scorer's figures as long as the
scorer counts document by document; the bench compares them.
"""
import contextlib
import importlib.util
import io
import json
import os
import sys


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    script, gold_path, said_path, *rest = sys.argv[1:]
    sys.path.insert(0, os.path.dirname(os.path.abspath(script)))
    import evalcommon

    specification = importlib.util.spec_from_file_location("scorer", script)
    scorer = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(scorer)
    gold, said = evalcommon.load(gold_path, said_path)
    documents = []
    for name in gold:
        rows = []

        def show(tally, title=""):
            rows.extend([title, label.strip(), *counts] for label, counts in tally.rows.items())

        evalcommon.Tally.show = show
        evalcommon.load = lambda *_: ({name: gold[name]}, {name: said[name]})
        sys.argv = [script, *rest, gold_path, said_path]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            scorer.main()
        documents.append(rows)
    json.dump(documents, sys.stdout)


if __name__ == "__main__":
    main()
