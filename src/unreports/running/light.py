"""Making nbformat, papermill and nbconvert quick to import.

They import jsonschema, which imports rfc3987_syntax where it is installed (JupyterLab needs it),
and that compiles a grammar for two seconds: more than half of the start-up. It serves only to
check values of the format "iri", which the schema of notebooks does not have.
"""

from __future__ import annotations

import sys


def skip_grammar() -> None:
    """Let `import rfc3987_syntax` fail, which jsonschema takes for its absence.

    To be called before any of them is imported.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
