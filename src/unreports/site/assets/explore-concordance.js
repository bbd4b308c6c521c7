// The concordance: any word, start of a word or phrase, in all documents, each line with its paragraph.
"use strict";

unreports.explorer.explore("concordance", "concordance", function (section, data) {
  const {el, count, field, select, link} = unreports.explorer;
  const PAGE = 50, WIDTH = 60, FIRST = 40;
  const input = el("input", {type: "search", autocomplete: "off", spellcheck: false});
  const status = el("p", {className: "status-line", role: "status"});
  const list = el("ol", {className: "kwic"});
  const more = el("button", {type: "button", hidden: true}, "Show more");
  const state = {order: "document", everywhere: false};
  let texts, lines = [], wait;

  const everywhere = el("input", {type: "checkbox"});
  section.append(
    el("p", {className: "hint"}, "A word finds its other forms too, accents and capitals aside; * stands for any letters (", el("kbd", {}, "lutt*"), "), or alone for any word; several words are a phrase."),
    el("div", {className: "controls", role: "search", "aria-label": "Words in context"}, field("Word or phrase", input),
      select("Order", [["document", "as in the documents"], ["left", "by the words before"], ["right", "by the words after"]], function (value) { state.order = value; show(); }),
      el("label", {className: "choice"}, everywhere, "also in summaries, notes and annexes")),
    status, list, more,
  );
  everywhere.addEventListener("change", function () { state.everywhere = everywhere.checked; search(); });

  async function load() {
    if (texts) return;
    const files = data.documents.flatMap((name) => ["data-text-" + name + ".js", "data-words-" + name + ".js"]);
    await Promise.all(["data-lemmas.js", ...files].map((file) => unreports.load(file)));
    texts ||= data.documents.map(function (name) {
      const {symbol, page, lang, paragraphs} = unreports.data["text-" + name], words = unreports.data["words-" + name];
      return {symbol, lang, page: page.replace(/^html\//, ""), paragraphs, spans: words.spans, others: new Set(words.others), lemmas: unreports.data.lemmas[lang] || {}};
    });
  }

  // As `analysis.concordance` compares: small letters without accents, one kind of apostrophe.
  const known = new Map();
  function bare(text) {
    if (!known.has(text)) known.set(text, text.replace(/’/g, "'").toLowerCase().replace(/ß/g, "ss").normalize("NFKD").replace(/\p{M}/gu, "").replace(/œ/g, "oe"));
    return known.get(text);
  }

  function lemmaOf(form, text) {
    const low = form.replace(/’/g, "'").toLowerCase();
    return bare(Object.hasOwn(text.lemmas, low) ? text.lemmas[low] : low);
  }

  // The pieces of a query, each a test of one word; a piece without a star also has a lemma.
  function parse(query) {
    return query.trim().split(/\s+/).map((piece) => piece.includes("*") ? piece : piece.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}'’%)]+$/gu, "")).filter(Boolean).map(function (piece) {
      if (!piece.includes("*")) return {piece, word: bare(piece)};
      const pattern = new RegExp("^" + piece.split("*").map((part) => bare(part).replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join(".*") + "$", "su");
      const tested = new Map();
      return {test(form) {
        if (!tested.has(form)) tested.set(form, pattern.test(bare(form)));
        return tested.get(form);
      }};
    });
  }

  // Whether the pieces from `p` on match the words from `w` on: the word after the last, or -1.
  function match(pieces, p, words, w, text) {
    if (p === pieces.length) return w;
    if (w >= words.length) return -1;
    if (p && /\S/.test(words.gap(w))) return -1;
    const form = words.form(w), piece = pieces[p];
    if (piece.test ? piece.test(form) : bare(form) === piece.word || lemmaOf(form, text) === lemmaOf(piece.piece, text)) {
      const end = match(pieces, p + 1, words, w + 1, text);
      if (end >= 0) return end;
    }
    if (piece.test) return -1;
    // A piece typed as one that is several words ("l'ONU"), or a word that has blanks ("10 000").
    if (bare(form).length < piece.word.length && piece.word.startsWith(bare(form))) {
      for (let last = w + 1; last < Math.min(w + 4, words.length); last++) {
        const joined = bare(words.between(w, last));
        if (joined === piece.word) return match(pieces, p + 1, words, last + 1, text);
        if (!piece.word.startsWith(joined)) {
          // The last part may be another form of its word.
          const rest = piece.word.slice(bare(words.between(w, last - 1)).length);
          if (lemmaOf(words.form(last), text) === lemmaOf(rest, text) && !words.gap(last)) return match(pieces, p + 1, words, last + 1, text);
          break;
        }
      }
    }
    const blanks = form.split(/\s+/).length;
    if (blanks > 1 && pieces.slice(p, p + blanks).map((own) => own.word).join(" ") === bare(form).replace(/\s+/g, " ")) return match(pieces, p + blanks, words, w + 1, text);
    return -1;
  }

  function wordsOf(text, n) {
    const own = text.paragraphs[n][2], code = text.spans[n], starts = [], ends = [];
    for (let i = 0, at = 0; i < code.length; i += 2) {
      at += code.charCodeAt(i) - FIRST;
      starts.push(at);
      at += code.charCodeAt(i + 1) - FIRST;
      ends.push(at);
    }
    return {
      length: starts.length, starts, ends,
      form: (w) => own.slice(starts[w], ends[w]),
      gap: (w) => own.slice(ends[w - 1], starts[w]),
      between: (a, b) => own.slice(starts[a], ends[b]),
    };
  }

  function find(query) {
    const pieces = parse(query), found = [];
    if (!pieces.length || !/[\p{L}\p{N}]/u.test(query)) return found;
    texts.forEach(function (text, t) {
      text.paragraphs.forEach(function ([id, reference, own], n) {
        if (!state.everywhere && text.others.has(n)) return;
        const words = wordsOf(text, n);
        for (let w = 0; w < words.length; w++) {
          const end = match(pieces, 0, words, w, text);
          if (end > w) {
            found.push(line(text, id, reference, own, words.starts[w], words.ends[end - 1]));
            w = end - 1;
          }
        }
      });
    });
    return found;
  }

  function line(text, id, reference, own, start, end) {
    let first = Math.max(0, start - WIDTH), last = Math.min(own.length, end + WIDTH);
    while (first > 0 && first < start && !/\s/.test(own[first - 1])) first++;
    while (last < own.length && last > end && !/\s/.test(own[last])) last--;
    return {text, id, reference, left: own.slice(first, start), word: own.slice(start, end), right: own.slice(end, last)};
  }

  function ordered() {
    if (state.order === "document") return lines;
    const key = (own) => (state.order === "left" ? bare(own.left).trim().split(/\s+/).reverse() : bare(own.right).trim().split(/\s+/)).join(" ").replace(/^[^\p{L}\p{N}]+/u, "");
    return lines.map((own) => [key(own), own]).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)).map(([, own]) => own);
  }

  function show() {
    const all = ordered();
    list.replaceChildren();
    grow(all);
    more.onclick = function () {
      const start = list.children.length;
      grow(all);
      list.children[start].querySelector("a").focus();
    };
  }

  function grow(all) {
    const start = list.children.length;
    list.append(...all.slice(start, start + PAGE).map((own) => el("li", {},
      el("a", {href: own.text.page + "?q=" + encodeURIComponent(own.word.replace(/\s+/g, " ")) + "#" + own.id}, own.reference),
      el("span", {className: "line", lang: own.text.lang}, el("span", {className: "left"}, el("bdi", {}, own.left)), el("mark", {}, own.word), el("span", {className: "right"}, own.right)))));
    more.hidden = list.children.length >= all.length;
  }

  async function search() {
    const query = input.value;
    if (query.trim().length < 2) {
      lines = [];
      status.textContent = "";
      return show();
    }
    await load();
    if (query !== input.value) return;
    lines = find(query);
    const where = new Set(lines.map((own) => own.reference)).size;
    status.textContent = lines.length ? "Found " + count(lines.length, "time") + " in " + count(where, "paragraph") : "Not found";
    show();
  }

  input.addEventListener("focus", load);
  input.addEventListener("input", function () {
    clearTimeout(wait);
    wait = setTimeout(search, 200);
  });
});
