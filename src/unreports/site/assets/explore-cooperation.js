// Cooperation: the matrix and the network of who works with whom; a pair opens its paragraphs.
"use strict";

(function () {
  const {el, count, link, language, field, select, button, listing, safe, wrapped, short, plot, explore} = unreports.explorer;
  const ROWS = 30, COLUMNS = 24, TIES = 80;

  // What both have in common: the pairs kept by the controls, and the list beneath the plot.
  function base(section, data, {least, label, description, scene}) {
    const pairs = data.pairs.map(([un, partner, paragraphs, cited]) => ({un, partner, paragraphs, cited}));
    const state = {un: "", partner: "", least};
    const name = (n) => data.organisations[n][1];
    let picked = null;

    function options(side) {
      const sums = new Map();
      for (const pair of pairs) sums.set(pair[side], (sums.get(pair[side]) || 0) + pair.paragraphs);
      const order = [...sums].sort((a, b) => name(a[0]).localeCompare(name(b[0])));
      return [["", "All"], ...order.map(([n, sum]) => [String(n), short(name(n), 60) + " (" + sum + ")"])];
    }
    const un = select("United Nations entity", options("un"), function (value) { state.un = value; update(); });
    const partner = select("Partner", options("partner"), function (value) { state.partner = value; update(); });
    const floor = el("input", {type: "number", min: "1", max: String(Math.max(...pairs.map((pair) => pair.paragraphs))), value: String(least)});
    floor.addEventListener("input", function () { state.least = Math.max(1, Math.floor(Number(floor.value) || 1)); update(); });
    section.append(el("div", {className: "controls"}, un, partner, field("At least … paragraphs", floor)));

    const kept = () => pairs.filter((pair) => pair.paragraphs >= state.least &&
      (state.un === "" || pair.un === Number(state.un)) && (state.partner === "" || pair.partner === Number(state.partner)));
    const drawn = plot(section, {label, description, draw: (hue, width) => scene(kept(), data, hue, width), chosen: (point, keyboard) => pick(point.customdata, keyboard)});
    const list = listing(section);
    if (data.left) section.append(el("p", {className: "extent"}, "The " + count(data.left, "pair") + " in fewest paragraphs are not here."));

    // A pair, or an organisation with all its ties: [un, partner], either of which may be null.
    function pick(choice, focus) {
      if (!choice) return;
      const own = kept().filter((pair) => (choice[0] === null || pair.un === choice[0]) && (choice[1] === null || pair.partner === choice[1]));
      if (!own.length) return;
      picked = own;
      show(focus);
    }

    function paragraph([reference, sentence]) {
      return [el("p", {className: "entry-head"}, link(data.pages, reference)),
        el("p", {className: "entry-text", lang: language(data.pages, reference)}, data.sentences[sentence])];
    }

    function pairEntry(pair) {
      return [button("", function () { picked = [pair]; show(true); })].map(function (made) {
        made.append(el("span", {}, name(pair.un) + " – " + name(pair.partner)), el("span", {}, count(pair.paragraphs, "paragraph")));
        return made;
      });
    }

    function show(focus) {
      const all = button("All pairs", function () { picked = null; show(true); });
      if (picked && picked.length === 1) {
        const [pair] = picked;
        const few = pair.cited.length < pair.paragraphs ? "; here are the first " + pair.cited.length : "";
        list.show(name(pair.un) + " – " + name(pair.partner), pair.cited, paragraph, {text: count(pair.paragraphs, "paragraph") + few, actions: [all], focus});
      } else {
        const own = [...(picked || kept())].sort((a, b) => b.paragraphs - a.paragraphs);
        list.show(picked ? "Ties of one organisation" : "Pairs", own, pairEntry, {text: count(own.length, "pair") + (picked ? "" : " of " + pairs.length), actions: picked ? [all] : [], focus});
      }
    }

    function update() {
      picked = null;
      drawn.redraw();
      show(false);
    }
    update();
  }

  function totals(pairs, side) {
    const sums = new Map();
    for (const pair of pairs) sums.set(pair[side], (sums.get(pair[side]) || 0) + pair.paragraphs);
    return [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([n]) => n);
  }

  function hover(data, pair, width) {
    return wrapped(data.organisations[pair.un][1] + " – " + data.organisations[pair.partner][1], width, 3) + "<br>" + count(pair.paragraphs, "paragraph");
  }

  function matrix(pairs, data, hue, width) {
    const rows = totals(pairs, "un").slice(0, ROWS), columns = totals(pairs, "partner").slice(0, COLUMNS);
    const z = rows.map(() => columns.map(() => null));
    const blank = () => rows.map(() => columns.map(() => ""));
    const text = blank(), notes = blank(), customdata = rows.map((un) => columns.map((partner) => [un, partner]));
    for (const pair of pairs) {
      const r = rows.indexOf(pair.un), c = columns.indexOf(pair.partner);
      if (r < 0 || c < 0) continue;
      z[r][c] = pair.paragraphs;
      text[r][c] = String(pair.paragraphs);
      notes[r][c] = hover(data, pair, 60);
    }
    const most = Math.max(1, ...z.flat().map((value) => value || 0));
    const label = (n) => safe(short(data.organisations[n][0], 26));
    const left = room(rows, data, 26), top = 0.75 * room(columns, data, 26);
    const wide = Math.max(width, left + top + 10 + columns.length * 22);
    return {
      data: [{
        type: "heatmap", z, x: columns.map((_, n) => n), y: rows.map((_, n) => n), text, customdata, hovertext: notes,
        hovertemplate: "%{hovertext}<extra></extra>", hoverongaps: false, texttemplate: "%{text}", textfont: {size: 10.5}, xgap: 1, ygap: 1, showscale: false,
        zmin: 0, zmax: most, colorscale: [[0, hue.ground], [0.001, mix(hue.ground, hue.series[0], 0.18)], [1, hue.series[0]]],
      }],
      layout: {
        width: wide, height: top + 20 + rows.length * 22, dragmode: false, margin: {l: left, r: top, t: top + 10, b: 10},
        xaxis: {side: "top", tickvals: columns.map((_, n) => n), ticktext: columns.map(label), tickangle: -45, ticks: "", tickfont: {size: 11}, fixedrange: true, showgrid: false, zeroline: false},
        yaxis: {autorange: "reversed", tickvals: rows.map((_, n) => n), ticktext: rows.map(label), ticks: "", tickfont: {size: 11}, fixedrange: true, showgrid: false, zeroline: false},
      },
    };
  }

  // How many pixels the labels of some organisations take, cut to a number of characters.
  function room(organisations, data, most) {
    return 16 + 6.6 * Math.min(most, Math.max(4, ...organisations.map((n) => data.organisations[n][0].length)));
  }

  // A colour between two, given as #rrggbb or #rgb.
  function mix(one, other, share) {
    const parts = (text) => (text.length === 4 ? text.replace(/[^#]/g, "$&$&") : text).match(/[0-9a-f]{2}/gi).map((hex) => parseInt(hex, 16));
    const [a, b] = [parts(one), parts(other)];
    return "rgb(" + a.map((value, n) => Math.round(value + (b[n] - value) * share)).join(",") + ")";
  }

  // As in the figure: an organisation has room for its ties, and these do not cross at its edge.
  function layOut(ties, sides) {
    const places = {}, ends = {}, room = {}, other = {un: "partner", partner: "un"};
    for (const side of ["un", "partner"]) {
      room[side] = new Map(sides[side].map((n) => [n, Math.max(1, 0.6 * ties.filter((tie) => tie[side] === n).length)]));
    }
    const sums = {un: 0, partner: 0};
    for (const side of ["un", "partner"]) for (const own of room[side].values()) sums[side] += own;
    const slots = Math.max(sums.un, sums.partner, 4);
    for (const side of ["un", "partner"]) {
      let here = 0;
      places[side] = new Map();
      for (const [n, own] of room[side]) {
        places[side].set(n, (here + own / 2) * slots / sums[side]);
        here += own;
      }
    }
    for (const side of ["un", "partner"]) {
      ends[side] = [];
      for (const n of sides[side]) {
        const own = [...ties.keys()].filter((tie) => ties[tie][side] === n);
        own.sort((a, b) => places[other[side]].get(ties[a][other[side]]) - places[other[side]].get(ties[b][other[side]]));
        own.forEach((tie, rank) => { ends[side][tie] = places[side].get(n) + (rank - (own.length - 1) / 2) * 0.6; });
      }
    }
    return [places, ends, slots];
  }

  function network(pairs, data, hue, width) {
    const ties = [...pairs].sort((a, b) => b.paragraphs - a.paragraphs).slice(0, TIES);
    const sides = {un: totals(ties, "un"), partner: totals(ties, "partner")};
    const most = Math.max(1, ...ties.map((tie) => tie.paragraphs));
    const [places, ends, slots] = layOut(ties, sides);
    const bends = 24, traces = [], middle = {x: [], y: [], customdata: [], hovertext: [], text: []}, points = [];
    const groups = new Map();
    for (const [n, tie] of ties.entries()) {
      const a = ends.un[n], b = ends.partner[n];
      const own = groups.get(tie.paragraphs) || {x: [], y: []};
      groups.set(tie.paragraphs, own);
      for (let bend = 0; bend <= bends; bend++) {
        const t = bend / bends;
        own.x.push(t);
        own.y.push(a + (b - a) * t * t * (3 - 2 * t));
      }
      own.x.push(null);
      own.y.push(null);
      middle.x.push(0.055);
      middle.y.push(a + (b - a) * 0.0087);
      middle.text.push(String(tie.paragraphs));
      middle.customdata.push([tie.un, tie.partner]);
      middle.hovertext.push(hover(data, tie, 60));
    }
    for (const [paragraphs, own] of groups) {
      traces.push({type: "scatter", mode: "lines", ...own, line: {color: hue.series[0], width: 1 + 9 * paragraphs / most}, opacity: 0.4, hoverinfo: "skip"});
    }
    middle.customdata.forEach(([un, partner], n) => points.push([traces.length, n, data.organisations[un][1] + " – " + data.organisations[partner][1] + ", " + count(ties[n].paragraphs, "paragraph")]));
    traces.push({type: "scatter", mode: "markers+text", ...middle, hovertemplate: "%{hovertext}<extra></extra>", textfont: {size: 9, color: hue.ink}, marker: {size: 15, color: hue.ground, line: {color: hue.series[0], width: 1}}});
    const cut = width < 600 ? 13 : 30, edge = Math.max(room(sides.un, data, cut), room(sides.partner, data, cut));
    for (const [side, x] of [["un", 0], ["partner", 1]]) {
      const own = sides[side], texts = own.map((n) => safe(short(data.organisations[n][0], cut)));
      const bars = {x: [], y: []};
      for (const n of own) {
        const there = ties.flatMap((tie, place) => (tie[side] === n ? [ends[side][place]] : []));
        bars.x.push(x, x, null);
        bars.y.push(Math.min(...there) - 0.2, Math.max(...there) + 0.2, null);
      }
      traces.push({type: "scatter", mode: "lines", ...bars, line: {color: hue.ink, width: 5}, hoverinfo: "skip", cliponaxis: false});
      own.forEach((n, at) => points.push([traces.length, at, data.organisations[n][1]]));
      traces.push({
        type: "scatter", mode: "markers+text", x: own.map(() => x), y: own.map((n) => places[side].get(n)), text: texts, customdata: own.map((n) => (x ? [null, n] : [n, null])),
        hovertext: own.map((n) => wrapped(data.organisations[n][1], 50, 3)), hovertemplate: "%{hovertext}<extra></extra>", cliponaxis: false,
        textposition: x ? "middle right" : "middle left", textfont: {size: 11}, marker: {symbol: "square", size: 9, color: hue.ink},
      });
    }
    return {
      data: traces, points,
      layout: {
        width: Math.max(width, 300), height: 60 + slots * 26, dragmode: false, margin: {l: edge, r: edge, t: 16, b: 16},
        xaxis: {range: [-0.03, 1.03], visible: false, fixedrange: true}, yaxis: {range: [slots, 0], visible: false, fixedrange: true},
      },
    };
  }

  explore("matrix", "cooperation", (section, data) => base(section, data, {
    least: 1, scene: matrix, label: "Matrix of United Nations entities and partners",
    description: "Each cell is a pair, its number that of the paragraphs. The list beneath holds the same pairs as buttons.",
  }));
  explore("network", "cooperation", (section, data) => base(section, data, {
    least: 2, scene: network, label: "Network of United Nations entities and partners",
    description: "At the left United Nations entities, at the right partners; each line is a pair. The arrow keys move between pairs and organisations, Enter opens one. The list beneath holds the same pairs as buttons.",
  }));
})();
