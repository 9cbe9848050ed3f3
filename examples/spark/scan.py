#!/usr/bin/env python3
"""Scans a corpus with namedrop under Apache Spark.

The program and its dictionary travel with the job; each task runs one program and writes its documents to it.

    spark-submit --files /usr/bin/namedrop,people.toml examples/spark/scan.py \\
        --dict people.toml --input s3a://news/2024/*.json.gz --output s3a://news/2024.mentions

The input has the columns id, text and, where they are known, lang and date (JSON lines or Parquet, by the name's end). The
output is Parquet with a row a document; `mentions` is a list, so that a document without any is in it, too, and one that
could not be read says why in `error`. A mention a row:

    spark.read.parquet("….mentions").selectExpr("id", "inline(mentions)")
"""
import argparse
import json
import os
import subprocess
import threading

from pyspark import SparkFiles
from pyspark.sql import SparkSession, functions
from pyspark.sql.types import ArrayType, BooleanType, LongType, StringType, StructField, StructType

MENTION = StructType([
    StructField("start", LongType(), False),
    StructField("end", LongType(), False),
    StructField("line", LongType(), False),
    StructField("text", StringType(), False),
    StructField("entity", StringType()),
    StructField("name", StringType()),
    StructField("kind", StringType()),
    StructField("form", StringType(), False),
    StructField("flags", ArrayType(StringType(), False), False),
    StructField("nested", BooleanType(), False),
    StructField("candidates", ArrayType(StringType(), False), False),
])
DOCUMENT = StructType([
    StructField("id", StringType(), False),
    StructField("language", StringType()),
    StructField("date", StringType()),
    StructField("error", StringType()),
    StructField("mentions", ArrayType(MENTION, False), False),
])
COLUMNS = ["id", "text", "lang", "date"]


def feed(documents, program, counted):
    """Writes documents until there are no more, or the program wants none; what goes wrong here is raised there."""
    try:
        with program.stdin as lines:
            for document in documents:
                lines.write(json.dumps({key: document[key] for key in COLUMNS}, ensure_ascii=False).encode() + b"\n")
                counted["sent"] += 1
    except BrokenPipeError:
        pass  # its exit status says why
    except BaseException as error:  # the source of the documents failed
        counted["error"] = error


def scanner(command):
    """What Spark calls for each partition. The program's messages are in the executor's log."""
    def scan(documents):
        path = SparkFiles.get(command[0])
        files = [SparkFiles.get(part[1:]) if part.startswith("@") else part for part in command[1:]]
        program = subprocess.Popen([path, "scan", "--jsonl-in", "--receipts", *files],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        counted = {"sent": 0, "error": None}
        feeder = threading.Thread(target=feed, args=(documents, program, counted), daemon=True)
        feeder.start()
        mentions, received = [], 0
        for line in program.stdout:
            found = json.loads(line)
            if "start" in found:
                mentions.append(tuple(found[field.name] for field in MENTION.fields))
                continue
            # The receipt: these were all mentions of the document.
            received += 1
            yield found["doc"], found["language"], found["date"], found["error"], mentions
            mentions = []
        feeder.join()
        status = program.wait()
        if counted["error"]:
            raise counted["error"]
        # 2 is also the status when single documents could not be read: their rows say so.
        if status not in (0, 1, 2) or received != counted["sent"]:
            raise RuntimeError(f"namedrop ended with status {status} after {received} of {counted['sent']} documents")
    return scan


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--input", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--program", default="namedrop", help="its name among --files")
    parser.add_argument("--dict", action="append", default=[], help="a dictionary's name among --files; may be repeated")
    parser.add_argument("--offsets", default="byte", choices=["byte", "char", "utf16"])
    parser.add_argument("--partitions", type=int, help="as many programs are run in all; else as the input lies")
    given = parser.parse_args()

    spark = SparkSession.builder.appName("namedrop").getOrCreate()
    read = spark.read.parquet if given.input.endswith(".parquet") else spark.read.json
    corpus = read(given.input)
    # A column that the corpus lacks is unknown for all documents.
    corpus = corpus.select(*[(functions.col(name) if name in corpus.columns else functions.lit(None)).cast("string").alias(name)
                             for name in COLUMNS])
    if given.partitions:
        corpus = corpus.repartition(given.partitions)
    command = [os.path.basename(given.program), "--offsets", given.offsets]
    for name in given.dict:
        command += ["--dict", "@" + os.path.basename(name)]
    scanned = spark.createDataFrame(corpus.rdd.mapPartitions(scanner(command)), DOCUMENT)
    scanned.write.mode("overwrite").parquet(given.output)
    spark.stop()


if __name__ == "__main__":
    main()
