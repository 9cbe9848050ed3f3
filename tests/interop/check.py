"""Reads each export of `namedrop scan` back with the tool it is meant for and compares the spans with those of jsonl.

Usage: check.py NAMEDROP; status 0 when all agree. Everything happens in a folder that is thrown away.
"""

import csv
import html.parser
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
SAMPLES = sorted(str(path) for path in pathlib.Path("samples").iterdir() if path.suffix in (".txt", ".md"))
ODD = "\ufeffÄ 👍 Emmanuel\r\nMacron (Frankreich) & das französische Verteidigungsministerium;\n\n\n  \"IS\"-Kämpfer in Riga\u2019s Hafen.\tPutin\u00a0kam nicht.\n"


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{arguments}: {done.stderr.decode()}")
    return done.stdout.decode("utf-8")


def scan(form, path, *more):
    return run("scan", "--no-history", "--format", form, *more, path)


def records(path, unit="char"):
    return [json.loads(line) for line in scan("jsonl", path, "--offsets", unit).splitlines()]


def text_of(path):
    return run("scan", "--emit", "text", path)


def spans(path, outer=False):
    return [(r["start"], r["end"], r["entity"] or "") for r in records(path) if not (outer and r["nested"])]


def same(what, got, wanted):
    assert got == wanted, f"{what}\n  got only:  {[x for x in got if x not in wanted][:5]}\n  lacks: {[x for x in wanted if x not in got][:5]}"


def check_csv(path):
    rows = list(csv.DictReader(io.StringIO(scan("csv", path, "--offsets", "char"), newline="")))
    same("csv", [(int(r["start_char"]), int(r["end_char"]), r["entity"]) for r in rows], spans(path))
    same("csv text", [r["text"] for r in rows], [r["text"] for r in records(path)])


def check_json(path):
    whole = json.loads(scan("json", path, "--offsets", "char"))
    assert whole["offsets"] == "char"
    found = [(r["start"], r["end"], r["entity"] or "") for a in whole["articles"] for r in a["mentions"]]
    same("json", found, spans(path))


class Spans(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.open, self.unit = [], [], None

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        if tag == "meta" and known.get("name") == "namedrop:offsets":
            self.unit = known["content"]
        if tag == "span":
            self.found.append([int(known["data-start"]), int(known["data-end"]), known.get("data-entity", ""), ""])
            self.open.append(self.found[-1])

    def handle_endtag(self, tag):
        if tag == "span":
            self.open.pop()

    def handle_data(self, data):
        for span in self.open:
            span[3] += data


def check_html(path):
    page = Spans()
    page.feed(scan("html", path, "--offsets", "char"))
    assert page.unit == "char" and not page.open
    same("html", sorted(tuple(s[:3]) for s in page.found), sorted(spans(path)))
    plain = lambda text: "".join(text.replace("*", "").split())
    wanted = sorted((r["start"], r["end"], plain(r["text"])) for r in records(path))
    same("html text", sorted((s[0], s[1], plain(s[3])) for s in page.found), wanted)


def check_brat(path, folder):
    """Structure as brat's own reader demands it: types declared, fragments within one line, text equal to the fragments."""
    run("scan", "--no-history", "--format", "brat", "--out", str(folder), path)
    stem = pathlib.Path(path).stem
    text = (folder / f"{stem}.txt").read_bytes().decode("utf-8")
    config = (folder / "annotation.conf").read_text("utf-8")
    types = config.split("[relations]")[0].split()[1:]
    same("brat text", text, text_of(path))
    found, normal, entity = {}, {}, {}
    for line in (folder / f"{stem}.ann").read_bytes().decode("utf-8").rstrip("\n").split("\n"):
        if not line:
            continue
        key, middle, last = line.split("\t")
        if key[0] == "T":
            kind, places = middle.split(" ", 1)
            assert kind in types, kind
            fragments = [tuple(map(int, place.split(" "))) for place in places.split(";")]
            pieces = [text[a:b] for a, b in fragments]
            assert all(a < b for a, b in fragments) and not any(re.search(r"[\r\n]", piece) for piece in pieces), line
            assert re.sub(r"\t", " ", " ".join(pieces)) == last, line
            found[key] = (fragments[0][0], fragments[-1][1])
        elif key[0] == "N":
            assert re.fullmatch(r"Reference T\d+ \S+:\S+", middle), line
            normal[middle.split(" ")[1]] = middle
        else:
            assert key[0] == "#" and middle.split(" ")[0] == "AnnotatorNotes", line
            whom = re.match(r"entity=(\S+)", last)
            entity[middle.split(" ")[1]] = whom.group(1) if whom else ""
    same("brat", [(*found[t], entity[t]) for t in found], spans(path))
    same("brat normalizations", sorted(normal), sorted(t for t in found if entity[t]))


def check_conll(path):
    import conllu
    from seqeval.metrics.sequence_labeling import get_entities
    from spacy.training.converters import conll_ner_to_docs

    columns = scan("conll", path)
    text = text_of(path)
    tags, places, ids = [], [], []
    # conllu reads any columns it is told of; the document's mark is no token.
    body = columns.replace("-DOCSTART- -X- O O\n", "")
    for sentence in conllu.parse(body, fields=["form", "none", "place", "entity", "tag"]):
        for token in sentence:
            start, end = map(int, token["place"].split("-"))
            assert len(token["form"]) == end - start and token["form"] == text[start:end] or "*" in text[start:end] or "&" in text[start:end], token
            tags.append(token["tag"])
            places.append((start, end))
            ids.append(token["entity"])
        tags.append("O"), places.append(None), ids.append(None)
    found = [(places[a][0], places[b][1], ids[a].replace("_", "")) for _, a, b in get_entities(tags)]
    same("conll", found, [(a, b, e.replace("_", "")) for a, b, e in spans(path, outer=True)])
    docs = list(conll_ner_to_docs(columns, n_sents=0, no_print=True))
    same("conll in spaCy", sum(len(doc.ents) for doc in docs), len(found))


def check_spacy(path):
    import spacy
    from spacy.tokens import Doc

    vocab = spacy.blank("xx").vocab
    [line] = scan("spacy", path).splitlines()
    doc = Doc(vocab).from_json(json.loads(line), validate=True)
    same("spacy text", doc.text, text_of(path))
    same("spacy spans", [(s.start_char, s.end_char, s.kb_id_) for s in doc.spans["sc"]], spans(path))
    same("spacy ents", [(s.start_char, s.end_char) for s in doc.ents], [s[:2] for s in spans(path, outer=True)])
    assert len(list(doc.sents)) >= 1


def check_webanno(path):
    page = json.loads(scan("webanno", path))
    text = text_of(path)
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    found = []
    for item in page["items"]:
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"], item
        assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"]), item
        found.append((start, end))
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    same("webanno", found, [s[:2] for s in spans(path)])


def check_ftm(path):
    from followthemoney import model
    from followthemoney.proxy import EntityProxy

    given = [json.loads(line) for line in scan("ftm", path).splitlines()]
    entities = {}
    for data in given:
        proxy = EntityProxy.from_dict(data, cleaned=False) if hasattr(EntityProxy, "from_dict") else model.get_proxy(data, cleaned=False)
        proxy.schema.validate({"properties": proxy.to_dict()["properties"]})
        for name, values in data["properties"].items():
            assert len(proxy.get(name)) == len(set(values)), (data, name, proxy.get(name))
        assert proxy.id not in entities, proxy.id
        entities[proxy.id] = proxy
    mentions = [e for e in entities.values() if e.schema.name == "Mention"]
    for mention in mentions:
        for ref in mention.get("resolved") + mention.get("document"):
            assert ref in entities, ref
    plain = lambda text: " ".join(text.split())
    same("ftm", sorted(e.first("name") for e in mentions), sorted(plain(r["text"]) for r in records(path)))


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        odd = folder / "odd.txt"
        odd.write_bytes(ODD.encode("utf-8"))
        checks = [
            ("csv", check_csv), ("json", check_json), ("html", check_html), ("conll", check_conll), ("spacy", check_spacy),
            ("webanno", check_webanno), ("ftm", check_ftm), ("brat", lambda path: check_brat(path, folder / "brat")),
        ]
        for name, check in checks:
            for path in [*SAMPLES, str(odd)]:
                try:
                    check(path)
                except Exception as error:  # noqa: BLE001 – told, and the others are tried
                    failed += 1
                    print(f"{name} {path}: {type(error).__name__}: {error}")
        print(f"{len(checks)} formats, {len(SAMPLES) + 1} articles, {failed} failures")
    sys.exit(1 if failed else 0)


main()
