// What explorers share: controls, lists with links to paragraphs, plots in the colours of the page.
"use strict";

(function () {
  const PAGE = 40; // entries of a list at a time
  const NARROW = 600; // pixels: below, a plot leaves dragging to the page
  const script = document.currentScript.src;

  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = script.replace(/\.js$/, ".css").replace("explore-common", "explore");
  document.head.append(sheet);

  // Plotly would write a style element, which the page's policy refuses; its rules are in ours.
  const none = document.createElement("meta");
  none.id = "plotly.js-style-global";
  none.className = "no-inline-styles";
  document.head.append(none);

  // An element with properties (or attributes, where their name has a hyphen) and children.
  function el(tag, properties, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (name.includes("-") || name === "role" || name === "for" || name === "list") made.setAttribute(name, value);
      else if (value !== undefined) made[name] = value;
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  function count(n, one, many) {
    return n.toLocaleString("en") + " " + (n === 1 ? one : many || one + "s");
  }

  // The link of a citation, which is [document, place] or [document, place, anchor].
  function link(pages, reference) {
    if (typeof reference === "string") return el("span", {}, reference);
    const [number, place, anchor] = reference;
    const [symbol, page] = pages[number];
    const name = anchor ?? "par-" + place.match(/\d+/)[0];
    return el("a", {href: page + "#" + name}, symbol + ", " + place);
  }

  function language(pages, reference) {
    return typeof reference === "string" ? "" : pages[reference[0]][2];
  }

  // A text with one part of it marked.
  function marked(text, part) {
    const at = part ? text.indexOf(part) : -1;
    if (at < 0) return [text];
    return [text.slice(0, at), el("mark", {}, part), text.slice(at + part.length)];
  }

  let ids = 0;
  function field(label, input) {
    input.id = "explore-" + ++ids;
    return el("span", {className: "field"}, el("label", {for: input.id}, label), input);
  }

  function select(label, options, changed) {
    const input = el("select", {}, ...options.map(([value, text]) => el("option", {value}, text)));
    input.addEventListener("change", () => changed(input.value));
    return Object.assign(field(label, input), {input});
  }

  function button(text, pressed, label) {
    const made = el("button", {type: "button"}, text);
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", pressed);
    return made;
  }

  // A box with a heading, what it counts, and entries made when shown; `focus` moves there.
  function listing(section) {
    const title = el("h4", {tabIndex: -1});
    const back = el("span", {className: "back"});
    const status = el("p", {className: "status-line", "aria-live": "polite", role: "status"});
    const list = el("ol", {});
    const box = el("div", {className: "entries", tabIndex: 0, role: "region"}, list);
    const more = button("Show more", () => grow(true));
    const whole = el("div", {className: "listing"}, el("div", {className: "listing-head"}, title, back), status, box, more);
    section.append(whole);
    let rows = [], make;

    function grow(focus) {
      const start = list.children.length;
      list.append(...rows.slice(start, start + PAGE).map((row) => el("li", {}, ...make(row))));
      more.hidden = list.children.length >= rows.length;
      if (focus) list.children[start]?.querySelector("a, button")?.focus();
    }

    return {
      box: whole,
      status,
      show(heading, entries, maker, {text = "", actions = [], focus = false} = {}) {
        const inside = whole.contains(document.activeElement);
        title.textContent = heading;
        box.setAttribute("aria-label", heading);
        status.textContent = text;
        back.replaceChildren(...actions);
        list.replaceChildren();
        [rows, make] = [entries, maker];
        grow(false);
        box.scrollTop = 0;
        if (focus || inside) title.focus({preventScroll: true});
        if (focus) whole.scrollIntoView({block: "nearest"});
      },
    };
  }

  // Text of documents in a plot: plotly reads some HTML, so that everything is made harmless first.
  function safe(text) {
    return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  // A text in lines of some width, the first few, for the note beside a point.
  function wrapped(text, width, most) {
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      const last = lines.length - 1;
      if (lines[last] && lines[last].length + word.length >= width) lines.push(word.slice(0, width));
      else lines[last] += (lines[last] ? " " : "") + word.slice(0, width);
    }
    const kept = lines.slice(0, most);
    return kept.map(safe).join("<br>") + (lines.length > most ? " …" : "");
  }

  function short(text, width) {
    return text.length <= width ? text : text.slice(0, width - 1).replace(/[\s,;:–-]+$/, "") + "…";
  }

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(name).trim();
    return {
      ink: read("--ink"), soft: read("--soft"), faint: read("--faint"), ground: read("--ground"), raised: read("--raised"),
      brand: read("--brand"), series: [0, 1, 2, 3, 4, 5, 6].map((n) => read("--series-" + n)), font: read("--sans"),
    };
  }

  const CONFIG = {displaylogo: false, displayModeBar: false, responsive: false, showTips: false, typesetMath: false, doubleClick: false,
    showSendToCloud: false, plotlyServerURL: "", topojsonURL: "", scrollZoom: false};

  // A plot that is drawn once it comes near. `draw(colours, width)` gives {data, layout, points};
  // `points` are [curve, point, words] in the order of the arrow keys; `chosen` gets what is clicked.
  function plot(section, {label, description, draw, chosen, moved}) {
    const note = el("p", {className: "unseen", id: "explore-" + ++ids}, description);
    const area = el("div", {className: "plot", "aria-label": label, "aria-describedby": note.id, role: "img"});
    const scroll = el("div", {className: "plot-scroll"}, area);
    const spoken = el("p", {className: "unseen", role: "status"});
    section.append(note, scroll, spoken);
    let ready = false, points = [], at = -1;

    function redraw() {
      if (!ready) return;
      const hue = colours();
      const width = scroll.clientWidth;
      if (!width) return;
      const made = draw(hue, width);
      points = made.points || [];
      at = -1;
      if (points.length) {
        area.tabIndex = 0;
        area.setAttribute("role", "application");
      }
      const narrow = width < NARROW || matchMedia("(pointer: coarse)").matches;
      const layout = {
        paper_bgcolor: hue.ground, plot_bgcolor: hue.ground, showlegend: false, hovermode: "closest", autosize: false, width,
        font: {family: hue.font, size: 12, color: hue.ink},
        hoverlabel: {bgcolor: hue.raised, bordercolor: hue.soft, font: {color: hue.ink, family: hue.font, size: 12}, align: "left"},
        ...made.layout,
      };
      if (narrow) layout.dragmode = false;
      // What is wider than its box scrolls, by keyboard too.
      if (layout.width > width && !points.length) {
        scroll.tabIndex = 0;
        scroll.setAttribute("role", "region");
        scroll.setAttribute("aria-label", label);
      }
      Plotly.react(area, made.data, layout, CONFIG);
    }

    async function start() {
      await unreports.unpack("plotly");
      ready = true;
      redraw();
      area.on("plotly_click", (event) => chosen(event.points[0]));
      if (moved) area.on("plotly_relayout", moved);
      let width = scroll.clientWidth;
      new ResizeObserver(function () {
        if (scroll.clientWidth !== width) { width = scroll.clientWidth; redraw(); }
      }).observe(scroll);
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
      area.dataset.drawn = "true";
    }

    area.addEventListener("keydown", function (event) {
      const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
      if (!points.length) return;
      if (step) {
        at = (at + step + points.length) % points.length;
        if (at < 0) at = 0;
        Plotly.Fx.hover(area, [{curveNumber: points[at][0], pointNumber: points[at][1]}]);
        spoken.textContent = points[at][2];
      } else if (event.key === "Enter" && at >= 0) {
        const [curve, point] = points[at];
        chosen({curveNumber: curve, pointNumber: point, customdata: area.data[curve].customdata[point]}, true);
      } else if (event.key === "Escape") {
        Plotly.Fx.unhover(area);
        at = -1;
      } else return;
      event.preventDefault();
    });

    new IntersectionObserver(function (entries, observer) {
      if (entries.some((entry) => entry.isIntersecting)) {
        observer.disconnect();
        start();
      }
    }, {rootMargin: "300px"}).observe(scroll);
    return {redraw, area};
  }

  // Fill the place of a kind of explorer, if the page has it.
  function explore(kind, data, fill) {
    const section = document.querySelector("[data-explorer='" + kind + "']");
    if (!section || !unreports.data[data]) return;
    section.hidden = false;
    fill(section, unreports.data[data]);
  }

  unreports.explorer = {el, count, link, language, marked, field, select, button, listing, safe, wrapped, short, plot, explore};
})();
