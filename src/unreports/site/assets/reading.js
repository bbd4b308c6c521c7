// The reading page of a document: search in its paragraphs, copy a citation.
"use strict";

(function () {
  const article = document.querySelector("article.document");
  const form = article.querySelector("form.search");
  const field = form.querySelector("input");
  const output = form.querySelector("output");
  const steps = form.querySelectorAll("button");
  const LEAST = 2, MOST = 5000;
  let blocks, found = [], matches = 0, current = -1;

  // The text of each paragraph and footnote, without the marks of footnotes, and its text nodes.
  function read() {
    blocks = [];
    for (const p of article.querySelectorAll(".paragraph > p, .note > p")) {
      const nodes = [], starts = [];
      let text = "";
      const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.parentElement.closest("sup")) continue;
        nodes.push(node);
        starts.push(text.length);
        text += node.data;
      }
      blocks.push({box: p.parentElement, nodes, starts, text, ...unreports.fold(text)});
    }
  }

  function range(block, from, to) {
    const made = new Range();
    const place = function (offset, last) {
      let n = block.starts.length - 1;
      while (n > 0 && (last ? block.starts[n] >= offset : block.starts[n] > offset)) n--;
      return [block.nodes[n], offset - block.starts[n]];
    };
    made.setStart(...place(block.places[from], false));
    made.setEnd(...place(block.places[to - 1] + 1, true));
    return made;
  }

  function search() {
    if (!blocks) read();
    const query = unreports.fold(field.value).folded.trim();
    found = [];
    matches = 0;
    current = -1;
    let words = false;
    if (query.length >= LEAST) {
      collect(query, false);
      words = !found.length && query.includes(" ");
      if (words) collect(query, true);
    }
    paint("search", found.flatMap((hit) => hit.ranges));
    paint("search-current", []);
    for (const button of steps) button.disabled = !found.length;
    form.classList.toggle("active", query.length >= LEAST);
    output.textContent = query.length < LEAST ? "" : !found.length ? "Not found" :
      (words ? "Not together; apart in " : "") + count(found.length, "paragraph") +
      (words ? "" : ", " + count(matches, "match", "matches"));
  }

  function collect(query, words) {
    for (const block of blocks) {
      const own = unreports.find(block.folded, query, words);
      if (!own.length) continue;
      const room = Math.max(0, MOST - matches);
      matches += own.length;
      found.push({block, ranges: own.slice(0, room).map((span) => range(block, ...span))});
    }
  }

  function paint(name, ranges) {
    if (window.Highlight) CSS.highlights.set(name, new Highlight(...ranges));
  }

  function count(n, one, many) {
    return n + " " + (n === 1 ? one : many || one + "s");
  }

  function step(by) {
    if (!found.length) return;
    current = current < 0 ? (by > 0 ? 0 : found.length - 1) : (current + by + found.length) % found.length;
    const {block, ranges} = found[current];
    for (let box = block.box.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    paint("search-current", ranges);
    block.box.scrollIntoView({block: "center"});
    const named = block.box.closest("[data-reference]");
    output.textContent = current + 1 + " of " + found.length + (named ? ": " + named.dataset.reference : "");
  }

  function clear() {
    field.value = "";
    search();
  }

  form.hidden = false;
  let wait;
  field.addEventListener("input", function () {
    clearTimeout(wait);
    wait = setTimeout(search, blocks && blocks.length > 2000 ? 200 : 0);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("keydown", function (event) {
    if (event.key === "Enter") { event.preventDefault(); step(event.shiftKey ? -1 : 1); }
    if (event.key === "Escape") { event.preventDefault(); clear(); }
  });
  for (const button of steps) button.addEventListener("click", () => step(Number(button.dataset.step)));
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) { field.value = asked; search(); }

  // A link is of use to others only where the page has been put on a server.
  const status = article.querySelector(".copied");
  function citation(box) {
    const web = location.protocol.startsWith("http");
    return box.dataset.reference + (web ? ", " + location.href.replace(/[?#].*$/, "") + "#" + box.id : "");
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "unseen";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  for (const box of article.querySelectorAll(".paragraph[id]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy citation";
    button.setAttribute("aria-label", "Copy citation " + box.dataset.reference);
    box.querySelector(".about").append(button);
  }
  article.addEventListener("click", async function (event) {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const text = citation(button.closest(".paragraph"));
    const done = await copy(text);
    button.focus({preventScroll: true});
    status.textContent = (done ? "Copied: " : "To copy by hand: ") + text;
    clearTimeout(status.timer);
    status.timer = setTimeout(() => { status.textContent = ""; }, done ? 4000 : 20000);
  });
})();
