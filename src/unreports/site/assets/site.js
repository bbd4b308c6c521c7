// What every page has: data and scripts on demand, texts compared without accents, opened targets.
"use strict";
window.unreports ||= {data: {}};

(function () {
  const assets = document.currentScript.src.replace(/[^/]*$/, "");
  const asked = {};

  // Run a script of assets/ once; a promise. `fetch` is refused to pages opened from a file.
  unreports.load = function (name) {
    asked[name] ||= run(assets + name);
    return asked[name];
  };

  function run(address) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  // Run a library that lies packed (gzip, base64) in data-<name>.js, once; a promise.
  unreports.unpack = function (name) {
    asked["packed " + name] ||= unreports.load(`data-${name}.js`).then(async function () {
      const bytes = Uint8Array.from(atob(unreports.data[name]), (c) => c.charCodeAt(0));
      delete unreports.data[name];
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      const code = await new Response(stream).blob();
      const address = URL.createObjectURL(new Blob([code], {type: "text/javascript"}));
      await run(address);
      URL.revokeObjectURL(address);
    });
    return asked["packed " + name];
  };

  const SAME = {"’": "'", "ʼ": "'", "‘": "'", "œ": "oe", "æ": "ae", "‑": "-", "–": "-", "\u00ad": ""};

  // A text in small letters without accents, and for each of its characters the place in the text.
  unreports.fold = function (text) {
    let folded = "";
    const places = [];
    for (let i = 0; i < text.length; i++) {
      let c = text[i].toLowerCase();
      if (c > "~") c = SAME[c] ?? c.normalize("NFD").replace(/\p{M}/gu, "");
      if (/\s/.test(c)) c = folded.endsWith(" ") ? "" : " ";
      for (let n = 0; n < c.length; n++) places.push(i);
      folded += c;
    }
    places.push(text.length);
    return {folded, places};
  };

  // Where a folded text has a folded phrase, or else all of its words: pairs of offsets in it.
  unreports.find = function (folded, query, words) {
    const found = [];
    for (const word of words ? query.split(" ") : [query]) {
      let at = folded.indexOf(word);
      if (at < 0) return [];
      for (; at >= 0; at = folded.indexOf(word, at + word.length)) found.push([at, at + word.length]);
    }
    return found.sort((a, b) => a[0] - b[0]);
  };

  // On a phone the list of contents would stand between the reader and the text.
  const contents = document.querySelector(".contents > details");
  if (contents && matchMedia("(max-width: 62rem)").matches) contents.open = false;

  // A target inside something folded up, which older browsers leave closed.
  function reveal() {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) {
      if (!box.open) { box.open = true; target.scrollIntoView(); }
    }
  }
  addEventListener("hashchange", reveal);
  reveal();
})();
