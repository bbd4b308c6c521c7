"""What a notebook runs in: the same settings for every kernel, whatever those of the user are.

Some of them count only where they are set before Python starts (the seed of hashes, the threads of
linear algebra, the locale), so they are given to the process from which everything else is forked.
"""

from __future__ import annotations

import os

_FIXED = {
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "315532800",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONUTF8": "1",
    "COLUMNS": "100",
    # Otherwise a kernel that the user installed elsewhere under the same name would be taken.
    "JUPYTER_PREFER_ENV_PATH": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
_UNSET = (
    "PYTHONSTARTUP",
    "IPYTHONDIR",
    "JUPYTER_PATH",
    "PYTHONINSPECT",
    "PYTHONOPTIMIZE",
    "PYTHONWARNINGS",
    "LANG",
    "LANGUAGE",
    "MATPLOTLIBRC",
    "LINES",
)


def fixed_surroundings() -> dict[str, str]:
    """Return the environment variables of this process with the fixed ones over them."""
    return {name: value for name, value in os.environ.items() if name not in _UNSET} | _FIXED
