"""The rows that `examples/spark/scan.py` writes are what `namedrop scan` says. See tests/interop/spark."""
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
SCRIPT = os.path.abspath("examples/spark/scan.py")
DICTIONARY = '[[place]]\nname = "Nowhereville"\nid = "nowhereville"\n'


def scan(*arguments, **more):
    done = subprocess.run([PROGRAM, "scan", *arguments], capture_output=True, text=True, **more)
    assert done.returncode in (0, 1), done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def submit(folder, source):
    """Runs the example as `spark-submit` does, with the program and a dictionary shipped."""
    environment = dict(os.environ, PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable,
                       SPARK_LOCAL_IP="127.0.0.1", XDG_CONFIG_HOME=os.path.join(folder, "none"), HOME=folder)
    done = subprocess.run(
        [os.path.join(os.path.dirname(sys.executable), "spark-submit"), "--master", "local[2]", "--conf", "spark.ui.enabled=false", "--conf", "spark.ui.showConsoleProgress=false",
         "--files", f"{os.path.join(folder, 'namedrop')},{os.path.join(folder, 'own.toml')}",
         SCRIPT, "--dict", "own.toml", "--input", source, "--output", os.path.join(folder, "out"), "--partitions", "3"],
        capture_output=True, text=True, env=environment, cwd=folder)
    assert done.returncode == 0, done.stderr[-4000:]


def rows(folder):
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    from pyspark.sql import SparkSession
    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    table = spark.read.parquet(os.path.join(folder, "out"))
    types = dict(table.selectExpr("id", "inline(mentions)").dtypes)
    assert (types["start"], types["nested"], types["flags"]) == ("bigint", "boolean", "array<string>"), types
    found = {row["id"]: row.asDict(recursive=True) for row in table.collect()}
    spark.stop()
    return found


def main():
    folder = tempfile.mkdtemp(prefix="namedrop-spark-")
    try:
        shutil.copy(PROGRAM, os.path.join(folder, "namedrop"))
        with open(os.path.join(folder, "own.toml"), "w") as out:
            out.write(DICTIONARY)
        samples = sorted(path for path in glob.glob("samples/**", recursive=True) if path.endswith((".txt", ".md")))
        assert samples, "the samples were not found"
        texts = {path: open(path, encoding="utf-8").read() for path in samples}
        texts["none"] = "Nothing is named here."
        texts["own"] = "All the way to Nowhereville."
        documents = [{"id": path, "text": text} for path, text in texts.items()]
        documents += [{"id": "dated", "text": "Der russische Verteidigungsminister kam.", "lang": "de", "date": "2024-03-01"},
                      {"id": "bad", "lang": "de"}]
        source = os.path.join(folder, "corpus.json")
        with open(source, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
        submit(folder, source)
        found = rows(folder)

        assert found.keys() == {document["id"] for document in documents}, found.keys()
        dictionaries = ["--dict", os.path.join(folder, "own.toml")]
        compared = 0
        for path in samples:
            expected = scan("--no-builtin", "--dict", "entities.toml", *dictionaries, path)
            for mention in expected:
                assert mention.pop("doc") == path
            assert found[path]["mentions"] == expected, f"{path}: the rows differ from what scan says"
            compared += len(expected)
        assert compared > 100, compared
        assert (found["none"]["mentions"], found["none"]["error"]) == ([], None)
        assert [mention["entity"] for mention in found["own"]["mentions"]] == ["nowhereville"], found["own"]
        assert found["dated"]["date"] == "2024-03-01" and found["dated"]["mentions"][0]["form"] == "role", found["dated"]
        assert found["bad"]["error"] == 'no document: it has no "text"', found["bad"]
        print(f"    {len(found)} documents and {compared} mentions under Spark are what scan says")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


main()
