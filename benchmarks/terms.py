"""Text to a paragraph-by-term matrix: this package beside scikit-learn's CountVectorizer.

    python benchmarks/terms.py [--megabytes 20] [--rounds 5] [--new-words 0]

Both read the same texts, on one core: paragraphs of the shipped reports, their sentences in a
random order, as often as it takes. `--new-words 5` puts a word never seen before in the place of 5
words in a thousand, as a larger vocabulary would. The rounds alternate, so that other work on the
machine slows both; seconds are those of the processor. Memory is the peak above what the process
holds with the texts, each side in a process of its own. Lemmas and terms of several words are
included on our side; CountVectorizer has neither. Last comes the time of the table of terms of the
shipped corpus with the intervals of 1,000 resamples.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import random
import re
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

CORPUS = Path(__file__).resolve().parents[1] / "data" / "corpus"


def varied_texts(megabytes: float, new_words: float) -> list[str]:
    import unreports

    rng = random.Random(20)
    bases = [
        re.split(r"(?<=\.) ", text) for text in unreports.load_corpus(CORPUS).body["text"].tolist()
    ]
    texts: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        sentences = list(rng.choice(bases))
        rng.shuffle(sentences)
        text = " ".join(sentences)
        if new_words:
            text = " ".join(
                f"{word}{rng.getrandbits(40):x}".translate(LETTERS)
                if word.isalpha() and rng.random() < new_words / 1000
                else word
                for word in text.split(" ")
            )
        texts.append(text)
        size += len(text.encode())
    return texts


LETTERS = str.maketrans("0123456789", "ghijklmnop")


def lemmas(texts: list[str]) -> object:
    from unreports.language.counting import count_texts

    return count_texts(texts, "fr", unit="lemma")


def tokens(texts: list[str]) -> object:
    from unreports.language.counting import count_texts

    return count_texts(texts, "fr", unit="token")


def count_vectorizer(texts: list[str]) -> object:
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer().fit_transform(texts)


SIDES: dict[str, Callable[[list[str]], object]] = {
    "unreports, lemmas": lemmas,
    "unreports, tokens": tokens,
    "CountVectorizer": count_vectorizer,
}


def seconds(side: Callable[[list[str]], object], texts: list[str]) -> float:
    start = time.process_time()
    side(texts)
    return time.process_time() - start


def bootstrap_seconds(resamples: int = 1000) -> float:
    """Take the time of the contrast of the shipped reports, without reading and counting them."""
    import unreports
    from unreports.analysis.contrast import term_table
    from unreports.analysis.frequency import count_terms

    counts = count_terms(unreports.load_corpus(CORPUS))
    term_table(counts, n_resamples=2)
    start = time.process_time()
    term_table(counts, n_resamples=resamples)
    return time.process_time() - start


def peak(name: str, megabytes: float, new_words: float, result: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    """Put the megabytes that a side takes beyond the texts and its own imports and word lists."""
    texts = varied_texts(megabytes, new_words)
    SIDES[name](texts[:50])
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # Linux: the peak counts from here
    before = resident("VmRSS")
    kept = SIDES[name](texts)
    result.put(resident("VmHWM") - before)
    del kept


def resident(name: str) -> float:
    """Megabytes that the process holds (VmRSS) or has held (VmHWM)."""
    status = Path("/proc/self/status").read_text()
    match = re.search(rf"{name}:\s+(\d+) kB", status)
    assert match
    return int(match[1]) / 1024


def memory(name: str, megabytes: float, new_words: float) -> float:
    context = multiprocessing.get_context("spawn")
    result = context.Queue()
    process = context.Process(target=peak, args=(name, megabytes, new_words, result))
    process.start()
    taken = float(result.get())
    process.join()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--new-words", type=float, default=0, help="new words in a thousand")
    given = parser.parse_args()
    texts = varied_texts(given.megabytes, given.new_words)
    size = sum(len(text.encode()) for text in texts) / 1e6
    for side in SIDES.values():
        side(texts[:50])
    rounds = [
        {name: seconds(side, texts) for name, side in SIDES.items()} for _ in range(given.rounds)
    ]
    print(f"{size:.0f} MB, {len(texts)} paragraphs, median of {given.rounds} rounds, one core")
    print(f"{'':20}{'MB/s':>8}{'ratio':>8}{'memory, MB':>12}")
    for name in SIDES:
        speed = median(size / one[name] for one in rounds)
        ratio = median(one["CountVectorizer"] / one[name] for one in rounds)
        taken = memory(name, given.megabytes, given.new_words)
        print(f"{name:20}{speed:8.1f}{ratio:8.2f}{taken:12.0f}")
    print(f"intervals of the shipped reports, 1,000 resamples: {bootstrap_seconds():.2f} s")


if __name__ == "__main__":
    main()
