"""Topics beside other libraries on the same matrix: run by `make bench`.

    python benchmarks/topics.py --peers benchmarks/.venv/bin/python [--topics 8] [--corpus folder]

Every library gets the same paragraphs and terms: LDA their counts, NMF their weights. Stability is
the mean agreement of topics (average Jaccard of ten terms): over seeds, of each two of ten; under
deletion, of the model and those of five random four fifths of the paragraphs. NPMI stands beside
the 95th percentile of the same library's on ten shuffled texts. ARI and NMI compare the paragraphs'
leading topics with the headings they stand under, mean of ten seeds. Seconds are processor time of
one fit. Ours has no seed: it is deterministic, and its row with random starts says what that hides.
Then 20,000 made paragraphs and 20 topics: time, and memory above what the process held before. The
numbers also go to outputs/bench_topics.json.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from peer_topics import LIBRARIES
from scipy import sparse
from terms import resident

import unreports
from unreports.analysis.frequency import TermCounts, count_terms
from unreports.analysis.topics import fit_topics
from unreports.analysis.topics.agreement import agreement_table, headings
from unreports.analysis.topics.coherence import npmi, top_terms
from unreports.analysis.topics.factorisation import factorise
from unreports.analysis.topics.null import band, shuffled
from unreports.analysis.topics.stability import agreement
from unreports.analysis.topics.weighting import vocabulary, weigh

ROOT = Path(__file__).resolve().parents[1]
SEEDS, DELETIONS, SHUFFLES = 10, 5, 10
PATIENCE = 1800  # seconds for a library
MISSING = {"BERTopic": "needs a sentence model, which is a download of its own"}
Job = dict[str, Any]
Fit = Callable[[Job], list[dict[str, Any]]]


def ours(job: Job, *, random: bool = False) -> list[dict[str, Any]]:
    """Fit NMF as `fit_topics` does, or from random starts."""
    found = []
    for seed in job["seeds"]:
        before = time.process_time()
        w, h = factorise(weigh(job["counts"]), job["k"], seed=seed if random else None)
        took = time.process_time() - before
        shares = w * h.sum(axis=1)
        leading = np.where(shares.max(axis=1) > 0, shares.argmax(axis=1) + 1, 0)
        found.append({"topics": top_terms(h).tolist(), "leading": leading, "seconds": took})
    return found


def peer(python: Path, library: str, jobs: list[Job]) -> list[list[dict[str, Any]]]:
    """Fit another library, by the Python that has it."""
    asked = [
        {**job, "counts": plain(job["counts"]), "weights": plain(weigh(job["counts"]))}
        for job in jobs
    ]
    done = subprocess.run(
        [python, Path(__file__).with_name("peer_topics.py"), library],
        input=json.dumps(asked), capture_output=True, text=True, timeout=PATIENCE,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["it ended"])[-1])
    answer: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return answer


def plain(matrix: sparse.csr_matrix) -> dict[str, Any]:
    parts = {name: getattr(matrix, name).tolist() for name in ("data", "indices", "indptr")}
    return {**parts, "shape": list(matrix.shape)}


def jobs_of(matrix: sparse.csr_matrix, k: int) -> list[Job]:
    """The whole with ten seeds, four fifths of it, and shuffled texts."""
    rng = np.random.default_rng(0)
    n = matrix.shape[0]
    rows = [np.sort(rng.permutation(n)[n // 5 :]) for _ in range(DELETIONS)]
    parts = [matrix[r] for r in rows] + [shuffled(matrix, rng) for _ in range(SHUFFLES)]
    whole = {"counts": matrix, "k": k, "seeds": list(range(SEEDS))}
    return [whole, *({"counts": part, "k": k, "seeds": [0]} for part in parts)]


def measure(
    name: str, jobs: list[Job], answers: list[list[dict[str, Any]]], labels: list[str]
) -> dict[str, Any]:
    """One row of the table."""
    whole, parts, nulls = answers[0], answers[1 : 1 + DELETIONS], answers[1 + DELETIONS :]
    rankings = [np.array(one["topics"]) for one in whole]
    matrix = jobs[0]["counts"]
    chance = [
        npmi(job["counts"], np.array(answer[0]["topics"])).mean()
        for job, answer in zip(jobs[1 + DELETIONS :], nulls, strict=True)
    ]
    checks = [
        agreement_table(np.asarray(one["leading"]), {"headings": labels})["value"] for one in whole
    ]
    coherence = float(np.mean([npmi(matrix, ranking).mean() for ranking in rankings]))
    likeness = [agreement(a, b).mean() for a, b in combinations(rankings, 2)]
    return {
        "library": name,
        "seconds": min(one["seconds"] for one in whole),
        "stability_seed": float(np.mean(likeness)),
        "stability_deletion": float(
            np.mean([agreement(rankings[0], np.array(one[0]["topics"])).mean() for one in parts])
        ),
        "npmi": coherence,
        "null_high": band(np.array(chance))[1],
        "above_null": coherence - band(np.array(chance))[1],
        "ari": float(np.mean([values[0] for values in checks])),
        "nmi": float(np.mean([values[1] for values in checks])),
    }


def compare(counts: TermCounts, k: int, python: Path | None) -> tuple[pd.DataFrame, dict[str, str]]:
    """Measure every library; say why some are missing."""
    matrix = counts.matrix[:, vocabulary(counts, 3, 0.5)]
    labels = headings(counts.paragraphs, counts.sections)
    jobs = jobs_of(matrix, k)
    ours(jobs[1])  # what is loaded once is not timed
    rows = [
        measure("unreports", jobs, [ours(job) for job in jobs], labels),
        measure("unreports, random", jobs, [ours(job, random=True) for job in jobs], labels),
    ]
    missing = dict(MISSING)
    for library in LIBRARIES:
        if python is None or not python.is_file():
            missing[library] = "no environment for it; run `make bench`"
            continue
        try:
            rows.append(measure(library, jobs, peer(python, library, jobs), labels))
        except (RuntimeError, subprocess.TimeoutExpired, json.JSONDecodeError) as error:
            missing[library] = str(error)
    return pd.DataFrame(rows), missing


def many_paragraphs(n: int = 20_000, m: int = 20_000, k: int = 20) -> TermCounts:
    """Make paragraphs of 60 terms each: two thirds from a topic of theirs, frequencies by Zipf."""
    rng = np.random.default_rng(0)
    zipf = 1 / np.arange(1, m + 1)
    orders = [rng.permutation(m) for _ in range(k)]
    topic = rng.integers(0, k, n)
    common = rng.choice(m, size=(n, 20), p=zipf / zipf.sum())
    own = rng.choice(m, size=(n, 40), p=zipf / zipf.sum())
    for index, order in enumerate(orders):
        own[topic == index] = order[own[topic == index]]
    columns = np.hstack([common, own]).ravel()
    rows = np.repeat(np.arange(n), 60)
    matrix = sparse.csr_matrix((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=(n, m))
    frame = pd.DataFrame(
        {
            "symbol": "A/1/1", "paragraph": np.arange(1, n + 1), "section": "1",
            "reference": [f"A/1/1, par. {i + 1}" for i in range(n)], "language": "en",
        }
    )  # fmt: skip
    terms = tuple(f"t{i:06}" for i in range(m))
    return TermCounts(matrix, terms, frame, np.full(n, 60), pd.DataFrame())


def large(result: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    """Fit 20 topics to 20,000 paragraphs; put the seconds, the megabytes and the cells."""
    counts = many_paragraphs()
    fit_topics(many_paragraphs(300, 300), 2)
    Path("/proc/self/clear_refs").write_text("5")  # Linux: the peak counts from here
    held, before = resident("VmRSS"), time.process_time()
    model = fit_topics(counts, 20)
    took = time.process_time() - before
    result.put((took, resident("VmHWM") - held, len(model.basis.terms)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers", type=Path, help="the Python that has the other libraries")
    parser.add_argument("--topics", type=int, default=8)
    parser.add_argument("--corpus", type=Path, default=ROOT / "data" / "corpus")
    given = parser.parse_args()
    counts = count_terms(unreports.load_corpus(given.corpus))
    table, missing = compare(counts, given.topics, given.peers)
    print(f"\n{given.topics} topics of {counts.matrix.shape[0]} paragraphs")
    print(table.round(3).to_string(index=False))
    for name, reason in missing.items():
        print(f"{name}: not available: {reason}")
    context = multiprocessing.get_context("spawn")
    result = context.Queue()
    process = context.Process(target=large, args=(result,))
    process.start()
    seconds, megabytes, terms = result.get()
    process.join()
    print(
        f"\n20 topics of 20,000 paragraphs with {terms} terms: {seconds:.1f} s of one core, "
        f"{megabytes:.0f} MB at the peak; a dense matrix would take {20_000 * terms * 8 / 1e6:.0f}"
    )
    path = ROOT / "outputs" / "bench_topics.json"
    path.parent.mkdir(exist_ok=True)
    found = {"libraries": table.to_dict("records"), "not available": missing}
    found |= {"large": {"seconds": seconds, "megabytes": megabytes, "terms": terms}}
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"Written to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
