"""Let the official validator judge a bundle as a Process Run Crate; run by `make crate`.

The validator (roc-validator, by CRS4) fetches one document from the network, the JSON-LD context
of RO-Crate 1.1. It is put into the validator's cache from the package ro-crate-py, which had it in
its releases of that time, so that the result depends on no site's being up.

    python benchmarks/crate.py outputs/reference.zip
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from importlib.metadata import distribution
from pathlib import Path

import requests
import requests_cache
import urllib3

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILE = "process-run-crate"
# Recommendations that a bundle need not follow: the program and the notebooks may have no address
# on the web; a run does not know who started it; an organisation in CITATION.cff has a website or
# has none.
NOT_OURS = (
    "process-run-crate-0.5_3.2,process-run-crate-0.5_5.1,process-run-crate-0.5_8.6,"
    "ro-crate-1.1_31.2"
)


class Packaged(requests.adapters.HTTPAdapter):
    """Answer every request with the context."""

    def send(self, request, **_):
        file = distribution("rocrate").locate_file("rocrate/data/ro-crate.jsonld")
        raw = urllib3.HTTPResponse(
            body=io.BytesIO(Path(str(file)).read_bytes()),
            headers={"Content-Type": "application/ld+json"},
            status=200,
            preload_content=False,
            request_url=request.url,
        )
        return self.build_response(request, raw)


def fill(cache: Path) -> None:
    """Put the context into the cache of the validator."""
    session = requests_cache.CachedSession(str(cache), backend="sqlite", expire_after=-1)
    session.mount("https://", Packaged())
    accept = "application/ld+json, application/json, */*;q=0.1"
    content = session.get(CONTEXT, headers={"Accept": accept}).json()
    if content["@id"] != CONTEXT:
        sys.exit(f"the package rocrate has {content['@id']}, not {CONTEXT}")


def main(bundle: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache"
        fill(cache)
        program = Path(sys.executable).with_name("rocrate-validator")
        options = ["--no-paging", "--verbose", "--offline", "--cache-path", str(cache)]
        profile = ["--profile-identifier", PROFILE, "--requirement-severity", "recommended"]
        left_out = ["--skip-checks", NOT_OURS]
        command = [program, "--no-interactive", "validate", *options, *profile, *left_out, bundle]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
