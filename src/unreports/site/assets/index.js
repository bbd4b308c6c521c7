// The index of a run: search in the paragraphs of all documents, which are loaded when first asked.
"use strict";

(function () {
  const form = document.querySelector("form.search");
  const field = form.querySelector("input");
  const output = form.querySelector("output");
  const list = document.getElementById("found");
  const documents = form.dataset.documents.split(" ");
  const LEAST = 2, MOST = 50, BEFORE = 60, LENGTH = 220;
  let texts;

  function load(done) {
    const files = documents.map((name) => unreports.load("data-text-" + name + ".js"));
    Promise.all(files).then(function () {
      texts ||= documents.map(function (name) {
        const text = unreports.data["text-" + name];
        text.folded = text.paragraphs.map(([, , words]) => unreports.fold(words));
        return text;
      });
      done();
    });
  }

  function search() {
    const query = unreports.fold(field.value).folded.trim();
    list.replaceChildren();
    output.textContent = "";
    if (query.length < LEAST) return;
    let found = collect(query, false);
    const words = !found.length && query.includes(" ");
    if (words) found = collect(query, true);
    const few = found.length > MOST ? "; here are the first " + MOST : "";
    output.textContent = !found.length ? "Not found" : (words ? "Not together; apart in " : "") +
      found.length + (found.length === 1 ? " paragraph" : " paragraphs") + few;
    list.append(...found.slice(0, MOST).map(entry));
  }

  function collect(query, words) {
    const found = [];
    for (const text of texts) {
      text.paragraphs.forEach(function (paragraph, n) {
        const spans = unreports.find(text.folded[n].folded, query, words);
        if (spans.length) found.push({text, paragraph, places: text.folded[n].places, spans});
      });
    }
    return found;
  }

  function entry({text, paragraph: [id, reference, words], places, spans}) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = text.page + "?q=" + encodeURIComponent(field.value.trim()) + "#" + id;
    link.textContent = reference;
    const quote = document.createElement("span");
    quote.lang = text.lang;
    let from = Math.max(0, places[spans[0][0]] - BEFORE);
    if (from) from = words.indexOf(" ", from) + 1;
    const last = Math.min(words.length, from + LENGTH);
    if (from) quote.append("… ");
    let at = from;
    for (const span of spans) {
      const start = places[span[0]], end = places[span[1] - 1] + 1;
      if (start < at || end > last) continue;
      const mark = document.createElement("mark");
      mark.textContent = words.slice(start, end);
      quote.append(words.slice(at, start), mark);
      at = end;
    }
    quote.append(words.slice(at, last), last < words.length ? " …" : "");
    item.append(link, " ", quote);
    return item;
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("focus", () => load(function () {}));
  field.addEventListener("input", () => load(search));
  field.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { field.value = ""; search(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    field.focus();
  });
})();
