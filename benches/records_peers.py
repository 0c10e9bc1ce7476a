#!/usr/bin/env python3
"""The records engine beside Morph-KGC: same records, same mapping, same run; CPU time, memory and triples.

usage: records_peers.py [--casegraph PROGRAM] [--rows N ...] [--large] [--threads N] [--shared DIR]

`make bench` runs it in the virtual environment that has the peer (`benches/peers.txt`). Generator and mapping are
`gen_records.py` and `records.rml.ttl` in the folder `bench` of `../shared`, or of the folder that CASEGRAPH_SHARED
names. Three things are settled so that both engines are asked for the same triples:

* Morph-KGC leaves out empty cells, so that the mapping says `rml:null ""` for both.
* Morph-KGC finds a file only where `rml:source` is its path, and maps references into JSON only as names of members,
  without `$.` and `[*]`; a copy of the mapping has both in that form. Nothing else differs between the two copies.
* Triples are compared as sets of values: escapes are read, numbers are brought to one form.

CPU time (user, system) and peak memory are those of each engine's process with its children, from the kernel.
Each engine runs `--repeat` times in turn; the run in the middle by CPU time counts. Exit status 1 when the triples
differ.

maplib is not among the peers: it reads no RML. Joins, arrays and percent-encoding would be a program of ours in
polars, and language tags a query on top.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = tuple('"^^<%s%s>' % (XSD, name) for name in ("integer", "decimal"))
SHOWN = 10

TRIPLE = re.compile(
    r'(?P<subject><[^>]*>|_:\S+) (?P<predicate><[^>]*>) '
    r'(?P<object><[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@[A-Za-z0-9-]+)?)\s*\.$')
ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))')
LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


class Run(NamedTuple):
    """What one run took: seconds and megabytes."""
    user: float
    system: float
    peak: float

    @property
    def cpu(self):
        return self.user + self.system


def unescaped(text):
    def character(match):
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else LETTERS[match[3]]
    return ESCAPE.sub(character, text)


def escaped(text):
    """One way to write a text in a line: backslash and what ends lines."""
    for character, letter in (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(character, letter)
    return "".join("\\u%04X" % ord(c) if c < " " or c in "\x7f\x85\u2028\u2029" else c for c in text)


def normalised(line):
    """A triple as one line that is the same for all ways to write it; no N-Triples is an error."""
    if line.endswith("> .") and "\\" not in line and '"' not in line:
        return line
    match = TRIPLE.match(line)
    if match is None:
        raise ValueError("no triple: " + line)
    value = match["object"]
    if value.startswith('"') and value.endswith(NUMBERS):
        text, _, datatype = value.rpartition("^^")
        number = Decimal(unescaped(text[1:-1]))
        value = '"%s"^^%s' % (format(number.normalize() + 0, "f"), datatype)
    elif value.startswith('"') and value.endswith("^^<%sstring>" % XSD):
        value = value.rpartition("^^")[0]
    elif value.startswith('"') and not value.endswith(('"', ">")):
        text, _, tag = value.rpartition("@")
        value = text + "@" + tag.lower()
    return escaped(unescaped("%s %s %s ." % (match["subject"], match["predicate"], value)))


def sorted_set(path, folder):
    """Normalises a file of triples and sorts it, each triple once; memory stays small."""
    result = folder / (path.name + ".sorted")
    sort = subprocess.Popen(["sort", "-u", "-S", "256M", "-T", str(folder), "-o", str(result)],
                            stdin=subprocess.PIPE, env={**os.environ, "LC_ALL": "C"})
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line:
                sort.stdin.write((normalised(line) + "\n").encode())
    sort.stdin.close()
    if sort.wait() != 0:
        raise SystemExit("cannot sort " + str(path))
    return result


def only_in(first, second, folder):
    """How many lines only the first of two sorted files has, and the first ones."""
    comm = subprocess.Popen(["comm", "-23", str(first), str(second)], stdout=subprocess.PIPE,
                            env={**os.environ, "LC_ALL": "C"}, cwd=folder)
    count, shown = 0, []
    for line in comm.stdout:
        count += 1
        if len(shown) < SHOWN:
            shown.append(line.decode().rstrip("\n"))
    comm.wait()
    return count, shown


def lines_of(path):
    with open(path, "rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def run(command, folder):
    """Runs a command and waits for it; its figures come from the kernel."""
    with open(folder / "log", "w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit("%s ended with status %d\n%s" % (
            command[0], process.returncode, (folder / "log").read_text(encoding="utf-8")[-2000:]))
    return Run(usage.ru_utime, usage.ru_stime, usage.ru_maxrss / 1024)


def write_mappings(source, folder):
    """The mapping of this comparison, for casegraph and in the form that Morph-KGC maps."""
    text, sources = re.subn(r'(rml:path "[^"]*")', r'\1 ; rml:null ""', source.read_text(encoding="utf-8"))
    if sources == 0:
        raise SystemExit("%s names no source by `rml:path`" % source)
    own, other = folder / "casegraph.rml.ttl", folder / "morph-kgc.rml.ttl"
    own.write_text(text, encoding="utf-8")
    bare = re.sub(r'rml:source \[[^\]]*rml:path ("[^"]*")[^\]]*\]', r"rml:source \1", text)
    bare = re.sub(r'(rml:(?:reference|parent|child) "|\{)\$\.(\w+)(?:\[\*\])?', r"\1\2", bare)
    other.write_text(bare, encoding="utf-8")
    configuration = folder / "morph-kgc.ini"
    configuration.write_text(
        "[CONFIGURATION]\noutput_file=morph-kgc.nt\noutput_format=N-TRIPLES\nna_values=,\n"
        "number_of_processes=1\nlogging_level=ERROR\n[records]\nmappings=%s\n" % other, encoding="utf-8")
    return own, configuration


def compare(rows, arguments, bench):
    """Runs both engines on so many rows; whether their triples agree."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="records-"))
    try:
        subprocess.run([sys.executable, str(bench / "gen_records.py"), "--rows", str(rows), "--out", str(folder)],
                       check=True)
        mapping, configuration = write_mappings(bench / "records.rml.ttl", folder)
        engines = {
            "casegraph": ([arguments.casegraph, "map", "run", "--mapping", str(mapping), "--output", "casegraph.nt",
                           "--threads", str(arguments.threads)], folder / "casegraph.nt"),
            "Morph-KGC": ([sys.executable, "-m", "morph_kgc", str(configuration)], folder / "morph-kgc.nt"),
        }
        runs = {name: [] for name in engines}
        for _ in range(arguments.repeat):
            for name, (command, _) in engines.items():
                runs[name].append(run(command, folder))
        middle = {name: sorted(all_runs, key=lambda one: one.cpu)[len(all_runs) // 2]
                  for name, all_runs in runs.items()}
        for name, (_, output) in engines.items():
            figures, triples = middle[name], lines_of(output)
            print("%9d  %-10s %11d  %7.2f  %8.2f  %7.2f  %17.0f  %7.0f  %6.1f" % (
                rows, name, triples, figures.user, figures.system, figures.cpu, triples / figures.cpu,
                figures.peak, figures.cpu / middle["casegraph"].cpu), flush=True)
        own, other = (sorted_set(output, folder) for _, output in engines.values())
        missing, extra = only_in(other, own, folder), only_in(own, other, folder)
        if missing[0] == 0 and extra[0] == 0:
            print("%9d  the same %d triples" % (rows, lines_of(own)), flush=True)
            return True
        for what, (count, shown) in (("Morph-KGC", missing), ("casegraph", extra)):
            print("%9d  %d triples that only %s makes%s" % (rows, count, what, ", the first:" if shown else ""))
            print("\n".join("    " + line for line in shown), flush=True)
        return False
    finally:
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description="casegraph beside Morph-KGC on generated records")
    parser.add_argument("--casegraph", default=str(ROOT / "target/release/casegraph"), help="the program")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000], help="rows of events")
    parser.add_argument("--large", action="store_true", help="1,000,000 rows too (some minutes)")
    parser.add_argument("--threads", type=int, default=1, help="threads of casegraph; Morph-KGC has one process")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each engine")
    parser.add_argument("--shared", default=os.environ.get("CASEGRAPH_SHARED") or str(ROOT.parent / "shared"),
                        help="the folder with the folder `bench`")
    arguments = parser.parse_args()
    arguments.casegraph = str(pathlib.Path(arguments.casegraph).resolve())
    bench = pathlib.Path(arguments.shared).resolve() / "bench"
    for needed in (bench / "gen_records.py", bench / "records.rml.ttl", pathlib.Path(arguments.casegraph)):
        if not needed.is_file():
            print("records_peers: skipped: there is no " + str(needed))
            return
    if subprocess.run([sys.executable, "-c", "import morph_kgc"], capture_output=True).returncode != 0:
        print("records_peers: skipped: this Python has no morph_kgc (`make bench` installs it)")
        return
    print("     rows  engine         triples   user s  system s    CPU s  triples per CPU s  peak MB   ratio")
    sizes = arguments.rows + [1_000_000] * arguments.large
    agree = [compare(rows, arguments, bench) for rows in sizes]
    sys.exit(0 if all(agree) else 1)


if __name__ == "__main__":
    main()
