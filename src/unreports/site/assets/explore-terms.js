// Terms: a table to sort and to filter, with intervals as bars and references as links.
"use strict";

unreports.explorer.explore("terms", "terms", async function (section, data) {
  const {el, count, link, field, select} = unreports.explorer;
  const CITED = 4;
  const state = {contrast: 0, part: ""};
  const status = el("p", {className: "status-line", role: "status"});
  const holder = el("div", {className: "table-holder"});
  const filter = el("input", {type: "search", autocomplete: "off", spellcheck: false});
  let table;

  const contrast = select("Contrast", data.contrasts.map((own, n) => [String(n), own.title]), function (value) { state.contrast = Number(value); fill(); });
  const part = select("Part", [], function (value) { state.part = value; rows(); });
  filter.addEventListener("input", function () { table.search(unreports.fold(filter.value).folded.trim()).draw(); });
  const controls = el("div", {className: "controls"}, ...(data.contrasts.length > 1 ? [contrast] : []), part, field("Terms that contain", filter));
  section.append(controls, status, holder);

  function bar(low, high, ratio, scale) {
    const box = el("span", {className: "interval", "aria-hidden": "true"});
    const at = (value) => (value + scale) / (2 * scale);
    const ends = low === null ? [Math.min(0, ratio), Math.max(0, ratio)] : [low, high];
    box.style.setProperty("--from", at(ends[0]));
    box.style.setProperty("--to", at(ends[1]));
    box.style.setProperty("--at", at(ratio));
    return box;
  }

  function interval(row, scale) {
    const [, , , , ratio, low, high] = row;
    if (ratio === null) return el("span", {});
    const text = ratio.toFixed(1) + (low === null ? "" : " (" + low.toFixed(1) + " to " + high.toFixed(1) + ")");
    return el("span", {className: "effect"}, bar(low, high, ratio, scale), el("span", {}, text));
  }

  function cited(references) {
    const box = el("span", {}), last = references.at(-1), beyond = typeof last === "number" ? last : 0;
    const every = beyond ? references.slice(0, -1) : references;
    const add = (from, to) => every.slice(from, to).forEach(function (reference, n) {
      const made = link(data.pages, reference), before = every[from + n - 1];
      // A symbol is written once before the numbers of its paragraphs.
      if (from + n && Array.isArray(before) && Array.isArray(reference) && before[0] === reference[0] && made.href) {
        made.setAttribute("aria-label", made.textContent);
        made.textContent = reference[1].replace(/^\D+(?=\d)/, "");
      }
      box.append(from + n ? ", " : "", made);
    });
    add(0, CITED);
    if (every.length > CITED) {
      const more = el("button", {type: "button", className: "plain"}, "+ " + (every.length - CITED + beyond));
      more.setAttribute("aria-label", "Show " + (every.length - CITED + beyond) + " more references");
      more.addEventListener("click", function () {
        const first = box.children.length - 1;
        more.remove();
        add(CITED, every.length);
        if (beyond) box.append(" + " + beyond + " more in the table’s file");
        box.children[first].focus();
      });
      box.append(" ", more);
    }
    return box;
  }

  function fill() {
    const own = data.contrasts[state.contrast];
    const parts = [...new Set(own.rows.map((row) => row[1]))];
    part.input.replaceChildren(...[["", "All"], ...parts.map((n) => [String(n), data.parts[n]])].map(([value, text]) => el("option", {value}, text)));
    state.part = "";
    rows();
  }

  function rows() {
    const own = data.contrasts[state.contrast];
    const kept = own.rows.filter((row) => state.part === "" || row[1] === Number(state.part));
    const scale = Math.max(1, ...kept.flatMap((row) => [row[4], row[5], row[6]].map((value) => Math.abs(value ?? 0))));
    if (table) table.destroy();
    const made = el("table", {"aria-label": "Terms"});
    holder.replaceChildren(el("div", {className: "table-scroll"}, made));
    const number = (title, index, digits) => ({
      title, type: "num", className: "number", orderSequence: ["desc", "asc"],
      data: (row, kind) => (kind === "display" ? (row[index] === null ? "" : row[index].toLocaleString("en", {maximumFractionDigits: digits})) : row[index] ?? -Infinity),
    });
    const text = (title, get, lang) => ({
      title, type: "string", data: (row, kind) => (kind === "display" ? el("span", lang ? {lang} : {}, get(row)) : unreports.fold(get(row)).folded),
    });
    table = new DataTables.default(made, {
      data: kept,
      columns: [
        {...text("term", (row) => row[0], data.lang), className: "term"},
        {...text("part", (row) => data.parts[row[1]]), searchable: false},
        {...number("times", 2, 0), searchable: false},
        {...number("paragraphs", 3, 0), searchable: false},
        {title: "log ratio", type: "num", searchable: false, orderSequence: ["desc", "asc"], data: (row, kind) => (kind === "display" ? interval(row, scale) : row[4] ?? -Infinity)},
        {title: "references", orderable: false, searchable: false, className: "references", data: (row, kind) => (kind === "display" ? cited(row[9]) : "")},
        {...number("G2", 8, 1), searchable: false},
        {...number("dispersion", 7, 2), searchable: false},
      ],
      order: [], pageLength: 10, autoWidth: false, deferRender: true,
      layout: {topStart: null, topEnd: null, bottomStart: "pageLength", bottomEnd: "paging"},
      language: {lengthMenu: "_MENU_ rows a page", emptyTable: "No term", zeroRecords: "No term"},
    });
    const say = function () {
      const info = table.page.info();
      status.textContent = info.recordsDisplay ? "Terms " + (info.start + 1) + " to " + info.end + " of " + info.recordsDisplay.toLocaleString("en") : "No term";
      if (own.left) status.textContent += "; the " + count(own.left, "row") + " with the weakest evidence are only in the table’s file";
    };
    table.on("draw", say);
    table.search(unreports.fold(filter.value).folded.trim()).draw();
  }

  // DataTables sorts on Enter; what says that it is a button must take the space bar too.
  holder.addEventListener("keydown", function (event) {
    if (event.key !== " " || !event.target.matches(".dt-column-order")) return;
    event.preventDefault();
    event.target.click();
  });
  await unreports.unpack("datatables");
  fill();
});
