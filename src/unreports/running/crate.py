"""A run described for machines: RO-Crate 1.1 and the Process Run Crate profile 0.5, as JSON-LD.

Each notebook is the instrument of one action; the documents and the parameters are its objects,
what it wrote are its results. The program is the instrument of one more, which made the rest of
them. No action has an agent: a run does not know who started it, and the people of CITATION.cff are
the authors of the software. See w3id.org/ro/crate/1.1 and w3id.org/ro/wfrun/process/0.5.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import Any

from unreports.catalogue import Entry
from unreports.site.downloads import DOWNLOADS
from unreports.site.references import page_name

METADATA = "ro-crate-metadata.json"
CRATE = "https://w3id.org/ro/crate/1.1"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
_PYTHON = "https://www.python.org/"
_PROGRAM = "#unreports"
_FORMATS = {
    ".csv": "text/csv", ".svg": "image/svg+xml", ".png": "image/png", ".pdf": "application/pdf",
    ".html": "text/html", ".ipynb": "application/x-ipynb+json", ".json": "application/json",
    ".txt": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".bib": "application/x-bibtex", ".cff": "text/yaml", ".lock": "text/plain", "": "text/plain",
}  # fmt: skip
# What the context of RO-Crate 1.1 lacks, from the profile's own terms.
_TERMS = {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"}

Node = dict[str, Any]


def describe(
    manifest: Node, content: dict[str, bytes], entries: dict[str, Entry], citation: Node
) -> Node:
    """Return the content of `ro-crate-metadata.json`.

    Parameters
    ----------
    manifest : dict
        The record of the run.
    content : dict
        The files of the bundle by name.
    entries : dict
        The rows of the catalogues, by corpus and file.
    citation : dict
        CITATION.cff.
    """
    people, homes = _people(citation)
    documents = {place_of(d): _document(d, content, entries) for d in manifest["documents"]}
    instruments = [
        _instrument(record, content, manifest, citation)
        for record in manifest["notebooks"].values()
    ]
    known = {node["@id"] for node in (*instruments, *documents.values())}
    words = _words(manifest)
    others = [
        _file(name, data) | ({"name": words[name]} if name in words else {})
        for name, data in sorted(content.items())
        if name not in known
    ]
    actions = [
        node
        for name, record in manifest["notebooks"].items()
        for node in _action(name, record, _read_by(record, documents), content)
    ]
    facts = _facts(manifest)
    actions.append(_whole(manifest, instruments, actions, content))
    parts = [*instruments, *documents.values(), *others]
    mentioned = [node for node in actions if node["@type"] == "CreateAction"]
    mentioned += [node for node in documents.values() if node["@type"] != "File"]
    root = _root(manifest, citation, people) | {
        "hasPart": _refs([node for node in parts if "File" in node["@type"]]),
        "mentions": _refs(mentioned),
    }
    if facts:
        root["additionalProperty"] = _refs(facts)
    about = {
        "@id": METADATA, "@type": "CreativeWork", "about": {"@id": "./"},
        "conformsTo": {"@id": CRATE},
    }  # fmt: skip
    graph = [
        about, root, *_surroundings(citation), _program(manifest), *facts,
        *people, *homes, *parts, *actions,
    ]  # fmt: skip
    return {"@context": [f"{CRATE}/context", _TERMS], "@graph": graph}


def _read_by(record: Node, documents: dict[str, Node]) -> dict[str, Node]:
    """Return the documents of a notebook's corpus."""
    corpus = PurePosixPath(str(record["parameters"].get("corpus", "-")))
    return {
        place: node
        for place, node in documents.items()
        if corpus in (PurePosixPath(place), PurePosixPath(place).parent)
    }


def _refs(nodes: list[Node]) -> Node | list[Node]:
    """Refer to nodes; to one without a list, as RO-Crate has it."""
    references = [{"@id": node["@id"]} for node in nodes]
    return references[0] if len(references) == 1 else references


def _root(manifest: Node, citation: Node, people: list[Node]) -> Node:
    title = citation.get("title", "United Nations reports by the numbers")
    symbols = ", ".join(record["symbol"] for record in manifest["documents"])
    root = {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": {"@id": PROFILE},
        "name": f"{title}, run {manifest['run']}",
        "description": f"Results of {len(manifest['notebooks'])} notebooks"
        + (f" on {symbols}" if symbols else "")
        + f", made with unreports {manifest['unreports']} in the run {manifest['run']}.",
        "datePublished": manifest["ended"][:10],
        "license": {"@id": _license(citation)},
        "author": _refs(people),
        "publisher": _refs(people[:1]),
    }
    keywords = citation.get("keywords")
    return root | ({"keywords": ", ".join(map(str, keywords))} if keywords else {})


def _license(citation: Node) -> str:
    return f"https://spdx.org/licenses/{citation.get('license', 'MIT')}"


def _surroundings(citation: Node) -> list[Node]:
    """Return the profile, the licence and the languages that others refer to."""
    license_ = str(citation.get("license", "MIT"))
    return [
        {
            "@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5",
        },
        {
            "@id": _license(citation), "@type": "CreativeWork", "name": license_,
            "identifier": license_, "url": _license(citation),
            "description": f"The licence {license_}, by its SPDX identifier.",
        },
        {
            "@id": _PYTHON, "@type": "ComputerLanguage", "name": "Python", "url": _PYTHON,
        },
    ]  # fmt: skip


def _people(citation: Node) -> tuple[list[Node], list[Node]]:
    """Return the authors (an organisation has a name, a person a family name) and their homes."""
    people, homes = [], []
    for number, author in enumerate(citation.get("authors") or [{}], start=1):
        names = [str(author[key]) for key in ("given-names", "family-names") if key in author]
        node: Node = {
            "@id": author.get("orcid") or author.get("website") or f"#author-{number}",
            "@type": "Person" if names else "Organization",
            "name": " ".join(names) or str(author.get("name", "Unknown")),
        }
        if url := author.get("website") or citation.get("url") or citation.get("repository-code"):
            node["url"] = str(url)
        if home := author.get("affiliation"):
            place = f"#affiliation-{number}"
            node["affiliation"] = {"@id": place}
            homes.append({"@id": place, "@type": "Organization", "name": str(home)})
        people.append(node)
    return people, homes


def _file(name: str, data: bytes) -> Node:
    path = PurePosixPath(name)
    return {
        "@id": name,
        "@type": "File",
        "name": path.name,
        "contentSize": str(len(data)),
        "encodingFormat": _FORMATS.get(path.suffix, "application/octet-stream"),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _words(manifest: Node) -> dict[str, str]:
    """Return what each file of the run shows, by its name."""
    words = {"run.json": "The record of the run", "index.html": "The index of the run"}
    words |= DOWNLOADS
    for name, record in manifest["notebooks"].items():
        words[f"notebooks/{name}.ipynb"] = f"{record['title']} (executed)"
        words[f"html/{name}.html"] = f"{record['title']} (page)"
        for written in record["written"]:
            text = written["caption"] or written.get("alt") or written["name"]
            words |= {file: str(text) for file in written["files"]}
    for document in manifest["documents"]:
        words[f"html/{page_name(document['symbol'])}.html"] = f"{document['symbol']} (page)"
    return words


def _document(document: Node, content: dict[str, bytes], entries: dict[str, Entry]) -> Node:
    """Return a document: a file of the bundle, or a work that is only named."""
    place = place_of(document)
    if place in content:
        node = _file(place, content[place])
    else:
        name = f"#document-{page_name(document['symbol'])}"
        node = {"@id": name, "@type": "CreativeWork", "sha256": document["sha256"]}
    entry = entries.get(place)
    optional = {
        "inLanguage": document["language"],
        "dateCreated": document["date"],
        "url": entry.source if entry else "",
        "conditionsOfAccess": entry.rights if entry else "",
    }
    node |= {"name": document["title"] or document["symbol"], "identifier": document["symbol"]}
    return node | {key: value for key, value in optional.items() if value}


def place_of(document: Node) -> str:
    """Return where a document lies in the project, and in the bundle."""
    corpus = PurePosixPath(document["corpus"])
    return str(corpus if corpus.name == document["file"] else corpus / document["file"])


def source_place(record: Node) -> str:
    """Return where a notebook without outputs lies in the bundle; notebooks/ has the executed."""
    return f"source/{record['source']['file']}"


def _instrument(record: Node, content: dict[str, bytes], manifest: Node, citation: Node) -> Node:
    place = source_place(record)
    node = _file(place, content[place]) | {
        "@type": ["File", "SoftwareSourceCode"],
        "name": record["title"],
        "programmingLanguage": {"@id": _PYTHON},
        "version": str(citation.get("version", manifest["unreports"])),
        "softwareRequirements": {"@id": _PROGRAM},
    }
    url = citation.get("repository-code") or citation.get("url")
    return node | ({"url": str(url)} if url else {})


def _program(manifest: Node) -> Node:
    return {
        "@id": _PROGRAM,
        "@type": "SoftwareApplication",
        "name": "unreports",
        "version": manifest["unreports"],
        "description": f"The program that executed the notebooks, under Python {manifest['python']}"
        f" on {manifest['platform']}; run.json has the versions of all packages.",
    }


def _facts(manifest: Node) -> list[Node]:
    """Return the commit of the project and the digest of its lock, where the record has them."""
    code, lock = manifest.get("code"), manifest.get("lock")
    facts: list[Node] = []
    if code:
        state = (
            "Files had changed since this commit."
            if code["changed"]
            else "Nothing had changed since."
        )
        facts.append(_value("#commit", "git commit of the project", code["commit"], state))
    if lock:
        facts.append(_value("#lock", f"SHA-256 of {lock['file']}", lock["sha256"]))
    return facts


def _value(place: str, name: str, value: Any, words: str = "") -> Node:
    node = {"@id": place, "@type": "PropertyValue", "name": name, "value": value}
    return node | ({"description": words} if words else {})


def _whole(
    manifest: Node, instruments: list[Node], actions: list[Node], content: dict[str, bytes]
) -> Node:
    """Return the action of the whole run: its record, its index, and what no notebook wrote."""
    taken = {result["@id"] for action in actions for result in _listed(action.get("result"))}
    made = [name for name in ("run.json", *manifest["files"]) if name in content]
    return {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"Run {manifest['run']}",
        "description": "unreports executed the notebooks, and made the record, the index, "
        "the pages of the documents and the files for other programs.",
        "instrument": {"@id": _PROGRAM},
        "object": _refs(instruments),
        "result": _refs([{"@id": name} for name in made if name not in taken]),
        "startTime": manifest["started"],
        "endTime": manifest["ended"],
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }


def _listed(value: Any) -> list[Node]:
    return value if isinstance(value, list) else [value] if value else []


def _action(
    name: str, record: Node, documents: dict[str, Node], content: dict[str, bytes]
) -> list[Node]:
    """Return the action of one notebook, and its parameters."""
    parameters = [
        _value(
            f"#{name}/{parameter}",
            parameter,
            ", ".join(map(str, value)) if isinstance(value, list) else value,
            record["help"].get(parameter, ""),
        )
        for parameter, value in record["parameters"].items()
    ]
    written = [file for item in record["written"] for file in item["files"]]
    results = [f"notebooks/{name}.ipynb", *written, f"html/{name}.html"]
    action: Node = {
        "@id": f"#run-{name}",
        "@type": "CreateAction",
        "name": f"Execution of {record['title']}",
        "description": f"The notebook {name} was executed with the parameters listed.",
        "instrument": {"@id": source_place(record)},
        "object": _refs([*documents.values(), *parameters]),
        "result": _refs([{"@id": file} for file in results if file in content]),
        "startTime": record["started"],
        "endTime": record["ended"],
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }
    if record["status"] != "done":
        action["actionStatus"] = "http://schema.org/FailedActionStatus"
        action["error"] = (record["failure"] or {}).get("error", record["status"])
    return [action, *parameters]
