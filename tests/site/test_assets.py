"""What the pages share: one copy, and data that no script can break out of."""

import json
from pathlib import Path

import pytest

from unreports.site.assets import data_script, drop_stale_assets, write_assets, write_data
from unreports.site.text import escaped, visible

HOSTILE = "</script><script>x</script><!-- \u2028\u2029 & \\ \" ' é"


def test_data_is_a_script_that_holds_the_value() -> None:
    text = data_script("a", {"k": [HOSTILE, 1.5, None]})
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(text)
    assert json.loads(text.partition(" = ")[2].rstrip(";\n")) == {"k": [HOSTILE, 1.5, None]}


def test_what_json_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        data_script("a", float("nan"))


def test_assets_of_an_earlier_run_go(tmp_path: Path) -> None:
    write_assets(tmp_path)
    kept = write_data(tmp_path, "kept", 1)
    gone = write_data(tmp_path, "gone", 1)
    drop_stale_assets(tmp_path, {kept})
    names = {path.name for path in (tmp_path / "assets").iterdir()}
    assert {"style.css", "site.js", kept} <= names
    assert gone not in names


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\nb\tc", "a\nb\tc"),
        ("\x00\x1b\x7f\x9b", "␀␛⟨U+007F⟩⟨U+009B⟩"),
        ("\u202e\u2066\u200f", "⟨U+202E⟩⟨U+2066⟩\u200f"),
    ],
)
def test_what_acts_unseen_is_shown(text: str, seen: str) -> None:
    assert visible(text) == seen
    assert escaped(text + "<") == seen + "&lt;"
