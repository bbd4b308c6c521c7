// The timeline: dated events in lanes, to zoom and to filter, each with its sentence.
"use strict";

unreports.explorer.explore("timeline", "timeline", function (section, data) {
  const {el, count, link, language, marked, field, select, button, listing, safe, wrapped, short, plot} = unreports.explorer;
  const SYMBOLS = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross", "x"];
  const GLYPHS = ["●", "■", "▲", "◆", "▼", "✚", "✖"];
  const ALL = ["event", "period", "programme", "deadline", "citation", "metadata", "vague"];
  const LANES = 30, DAY = 86400000, LINE = 13, GAP = 9;
  const day = (text) => Date.parse(text + "T00:00:00Z");
  const iso = (time) => new Date(time).toISOString().slice(0, 10);
  const events = data.events.map(function ([begin, finish, precision, role, sentence, text, reference, partners, named, themes], n) {
    return {n, begin: day(begin), finish: day(finish) + DAY, when: when(begin, finish, precision), role, sentence, text, reference, partners, named, themes};
  });
  const whole = [Math.min(...events.map((e) => e.begin)), Math.max(...events.map((e) => e.finish))];
  const main = data.view[0] ? [day(data.view[0]), day(data.view[1]) + DAY] : whole;
  const state = {lanes: "partner", organisation: "", theme: "", roles: new Set(data.roles.slice(0, 1)), range: [...main]};
  let picked = null;

  function when(begin, finish, precision) {
    if (begin === finish) return begin;
    if (precision === "year") return begin.slice(0, 4);
    if (precision === "month") return begin.slice(0, 7);
    return begin + " to " + finish;
  }

  function names(event) {
    const own = state.lanes === "partner" ? event.partners.map((n) => data.organisations[n])
      : state.lanes === "theme" ? event.themes.map((n) => data.themes[n]) : [event.role];
    return own.length ? own : ["(none named)"];
  }

  const kept = () => events.filter((event) => state.roles.has(event.role) &&
    (state.organisation === "" || event.named.includes(Number(state.organisation))) &&
    (state.theme === "" || event.themes.includes(Number(state.theme))));
  const seen = () => kept().filter((event) => event.begin < state.range[1] && event.finish > state.range[0]);

  // Controls
  function options(list, of) {
    const sums = list.map((name, n) => [n, name, events.filter((event) => event[of].includes(n)).length]);
    sums.sort((a, b) => a[1].localeCompare(b[1]));
    return [["", "All"], ...sums.map(([n, name, sum]) => [String(n), short(name, 60) + " (" + sum + ")"])];
  }
  const lanes = select("Lanes by", [["partner", "partner organisation"], ["theme", "theme"], ["role", "role of the date"]], function (value) { state.lanes = value; update(); });
  const organisation = select("Organisation", options(data.organisations, "named"), function (value) { state.organisation = value; update(); });
  const theme = select("Theme", options(data.themes, "themes"), function (value) { state.theme = value; update(); });
  const roles = el("fieldset", {className: "choices"}, el("legend", {}, "Role"), ...data.roles.map(function (role) {
    const box = el("input", {type: "checkbox", checked: state.roles.has(role), value: role});
    box.addEventListener("change", function () { state.roles[box.checked ? "add" : "delete"](role); update(); });
    const glyph = el("span", {className: "glyph series-" + ALL.indexOf(role), "aria-hidden": "true"}, GLYPHS[ALL.indexOf(role)]);
    return el("label", {}, box, glyph, role + " (" + events.filter((event) => event.role === role).length + ")");
  }));
  const from = el("input", {type: "date"}), to = el("input", {type: "date"});
  for (const [input, end] of [[from, 0], [to, 1]]) {
    input.addEventListener("change", function () {
      const time = day(input.value) + end * DAY;
      if (Number.isNaN(time)) return;
      const range = [...state.range];
      range[end] = time;
      if (range[1] > range[0]) look(range);
    });
  }
  const zoom = (factor, shift) => function () {
    const [a, b] = state.range, middle = (a + b) / 2 + shift * (b - a), half = (b - a) / 2 * factor;
    look([middle - half, middle + half]);
  };
  section.append(
    el("div", {className: "controls"}, lanes, organisation, theme),
    roles,
    el("div", {className: "controls"}, field("From", from), field("To", to), el("span", {className: "buttons"},
      button("+", zoom(0.5, 0), "Zoom in"), button("−", zoom(2, 0), "Zoom out"), button("←", zoom(1, -0.5), "Earlier"), button("→", zoom(1, 0.5), "Later"),
      button("Main period", () => look([...main])), button("Whole time", () => look([...whole])))),
  );

  function look(range) {
    if (range[1] - range[0] < 7 * DAY) return;
    state.range = range;
    update();
  }

  // Plot
  const drawn = plot(section, {
    label: "Timeline of dated events",
    description: "Each mark is an event; the arrow keys move between them and Enter opens one. The list beneath holds the same events.",
    draw, chosen, moved,
  });
  const list = listing(section);
  if (data.left) section.append(el("p", {className: "extent"}, "The " + count(data.left, "earliest event") + " of the table are not here."));

  function rowsOf(lane, range) {
    // As many lines as hold the marks of a lane without one hiding another.
    const space = (range[1] - range[0]) / 70, same = new Map(), lines = [];
    for (const event of lane) {
      const key = event.begin + "|" + event.finish + "|" + event.role;
      if (!same.has(key)) same.set(key, {...event, all: []});
      same.get(key).all.push(event.n);
    }
    for (const mark of [...same.values()].sort((a, b) => a.begin - b.begin || a.finish - b.finish)) {
      let line = lines.findIndex((end) => end <= mark.begin);
      if (line < 0) line = lines.push(0) - 1;
      lines[line] = Math.max(mark.finish + (mark.all.length > 1 ? 2 : 0.3) * space, mark.begin + space);
      mark.line = line;
    }
    return {marks: [...same.values()], lines: lines.length || 1};
  }

  function draw(hue, width) {
    const lanesOf = new Map();
    for (const event of seen()) for (const name of names(event)) lanesOf.set(name, [...(lanesOf.get(name) || []), event]);
    const order = [...lanesOf].sort((a, b) => (a[0] === "(none named)") - (b[0] === "(none named)") || b[1].length - a[1].length || a[0].localeCompare(b[0])).slice(0, LANES);
    const narrow = width < 600;
    const lines = {}, marks = {}, ticks = [], shapes = [], points = [], times = {x: [], y: [], text: []};
    let y = 0;
    for (const [name, lane] of order) {
      const packed = rowsOf(lane, state.range);
      if (narrow) packed.lines = Math.max(2, packed.lines); // room for a name on two lines
      ticks.push([y + packed.lines * LINE / 2, name]);
      for (const mark of packed.marks) {
        const at = y + mark.line * LINE + LINE / 2;
        const bar = lines[mark.role] ||= {x: [], y: []}, dot = marks[mark.role] ||= {x: [], y: [], customdata: [], words: [], hover: []};
        const start = Math.max(mark.begin, state.range[0]), end = Math.min(mark.finish, state.range[1]);
        const long = mark.finish - mark.begin > 8 * DAY;
        if (long) { bar.x.push(iso(start), iso(end), null); bar.y.push(at, at, null); }
        dot.x.push(new Date((start + end) / 2).toISOString());
        dot.y.push(at);
        if (mark.all.length > 1) {
          times.x.push(iso(end));
          times.y.push(at);
          times.text.push(" ×" + mark.all.length);
        }
        dot.customdata.push([name, mark.all, mark.when]);
        dot.words.push(mark.when + ", " + name + ": " + short(mark.sentence, 160));
        dot.hover.push(safe(mark.when) + ", " + mark.role + (mark.all.length > 1 ? " ×" + mark.all.length : "") + "<br>" + wrapped(mark.sentence, narrow ? 36 : 62, 4));
      }
      y += packed.lines * LINE + GAP;
      shapes.push({type: "line", xref: "paper", x0: 0, x1: 1, y0: y - GAP / 2, y1: y - GAP / 2, line: {color: hue.faint, width: 1}, layer: "below"});
    }
    const traces = [{type: "scatter", mode: "text", ...times, textposition: "middle right", textfont: {size: 10, color: hue.soft}, hoverinfo: "skip"}];
    for (const role of Object.keys(marks)) {
      const n = ALL.indexOf(role), colour = hue.series[n];
      if (lines[role]) traces.push({type: "scatter", mode: "lines", ...lines[role], line: {color: colour, width: 4}, opacity: 0.6, hoverinfo: "skip"});
      const {words, hover, ...dot} = marks[role];
      words.forEach((text, point) => points.push([traces.length, point, text, dot.x[point]]));
      traces.push({type: "scatter", mode: "markers", ...dot, hovertext: hover, hovertemplate: "%{hovertext}<extra></extra>",
        marker: {color: colour, symbol: SYMBOLS[n], size: 9, line: {color: hue.ground, width: 1}}, cliponaxis: true});
    }
    points.sort((a, b) => (a[3] < b[3] ? -1 : 1));
    return {
      data: traces,
      points,
      layout: {
        height: Math.max(180, y + 60), dragmode: "zoom", shapes,
        margin: {l: narrow ? 118 : 245, r: 14, t: 30, b: 24},
        xaxis: {type: "date", range: state.range.map((time) => new Date(time).toISOString()), side: "top", gridcolor: hue.faint, zeroline: false, tickfont: {color: hue.soft}},
        yaxis: {range: [Math.max(y, LINE), 0], fixedrange: true, tickvals: ticks.map((tick) => tick[0]), ticktext: ticks.map((tick) => (narrow ? wrapped(tick[1], 18, 2) : safe(short(tick[1], 36)))), tickfont: {size: narrow ? 10 : 11}, showgrid: false, zeroline: false},
      },
    };
  }

  function chosen(point, keyboard) {
    const [lane, all, time] = point.customdata;
    picked = {title: time + ", " + lane, all};
    show(keyboard);
  }

  function moved(change) {
    const range = change["xaxis.range"] || [change["xaxis.range[0]"], change["xaxis.range[1]"]];
    if (!range[0]) return;
    const [a, b] = range.map((text) => Date.parse(String(text).replace(" ", "T").replace(/(\d)$/, "$1") + (String(text).length > 10 ? "Z" : "T00:00:00Z")));
    if (b - a >= 7 * DAY && (Math.abs(a - state.range[0]) > 1000 || Math.abs(b - state.range[1]) > 1000)) look([a, b]);
  }

  // List
  function entry(event) {
    const glyph = el("span", {className: "glyph series-" + ALL.indexOf(event.role), "aria-hidden": "true"}, GLYPHS[ALL.indexOf(event.role)]);
    return [
      el("p", {className: "entry-head"}, glyph, el("b", {}, event.when), " " + event.role, " ", link(data.pages, event.reference)),
      el("p", {className: "entry-text", lang: language(data.pages, event.reference)}, ...marked(event.sentence, event.text)),
    ];
  }

  function show(focus) {
    const shown = picked ? events.filter((event) => picked.all.includes(event.n)) : seen();
    const all = button("Show all in view", function () { picked = null; show(true); });
    list.show(picked ? picked.title : "Events in view", shown, entry, {
      text: count(shown.length, "event") + (picked ? "" : " of " + events.length.toLocaleString("en")),
      actions: picked ? [all] : [], focus,
    });
  }

  function update() {
    picked = null;
    from.value = iso(state.range[0]);
    to.value = iso(state.range[1] - DAY);
    drawn.redraw();
    show(false);
  }
  update();
});
