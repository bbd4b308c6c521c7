// Topics: a map of them, the terms of one by relevance, its paragraphs.
"use strict";

unreports.explorer.explore("topics", "topics", function (section, data) {
  const {el, count, link, language, field, button, listing, safe, wrapped, short, plot} = unreports.explorer;
  const TERMS = 20;
  const order = data.topics.map((_, n) => n).sort((a, b) => data.topics[b].share - data.topics[a].share);
  const percent = (share) => (100 * share).toFixed(share < 0.1 ? 1 : 0) + " %";
  const title = (topic) => "Topic " + topic.topic + (topic.label ? ": " + topic.label : "");
  let current = order[0];

  const middle = data.lambdas.indexOf("0.6");
  const lambda = el("input", {type: "range", min: "0", max: String(Math.max(0, data.lambdas.length - 1)), step: "1", value: String(Math.max(0, middle))});
  const value = el("output", {});
  lambda.addEventListener("input", terms);

  const drawn = plot(section, {
    label: "Map of topics",
    description: "Each circle is a topic, as large as its share; those with like terms lie close. The arrow keys move between them and Enter chooses one. The buttons beneath do the same.",
    draw, chosen: (point) => choose(point.customdata),
  });
  const buttons = el("div", {className: "topics", role: "group", "aria-label": "Topics, the largest first"}, ...order.map(function (n) {
    const topic = data.topics[n];
    const made = button(title(topic) + " · " + percent(topic.share), () => choose(n));
    made.addEventListener("focus", () => point(n));
    made.addEventListener("mouseenter", () => point(n));
    return made;
  }));
  const heading = el("h4", {});
  const verdict = el("p", {className: "status-line", role: "status"});
  const bars = el("ol", {className: "term-bars", lang: data.pages.length ? data.pages[0][2] : ""});
  const help = el("p", {className: "hint"}, "Relevance weighs how frequent a term is in the topic (right) against how particular to it (left). Bar: its share of the topic; the stroke: its share of all.");
  const half = el("div", {}, heading, verdict);
  if (data.lambdas.length) half.append(el("div", {className: "controls"}, field("Relevance: λ", lambda), value), bars, help);
  const side = el("div", {});
  section.append(buttons, el("div", {className: "halves"}, half, side));
  const list = listing(side);

  const marked = data.topics.some((topic) => topic.solid !== null);
  if (marked) buttons.before(el("p", {className: "hint"}, "Filled: more than shuffled text would give. Open: not told apart from chance."));

  function draw(hue, width) {
    const most = Math.max(...data.topics.map((topic) => topic.share), 1e-9);
    const size = Math.min(90, width / 7);
    const spread = (axis) => {
      const all = data.topics.map((topic) => topic[axis]);
      const [low, high] = [Math.min(...all), Math.max(...all)], room = 0.22 * (high - low) || 1;
      return [low - room, high + room];
    };
    const colour = data.topics.map((topic, n) => (topic.solid === false ? "rgba(0,0,0,0)" : hue.series[n === current ? 1 : 0]));
    return {
      data: [{
        type: "scatter", mode: "markers+text", x: data.topics.map((topic) => topic.x), y: data.topics.map((topic) => topic.y), customdata: data.topics.map((_, n) => n),
        text: data.topics.map((topic) => safe(topic.topic)), textfont: {size: 12, weight: 700, color: hue.ink},
        hovertext: data.topics.map((topic) => wrapped(title(topic), 44, 3) + "<br>" + percent(topic.share) + " of an average paragraph" + (topic.solid === false ? "<br>not told apart from chance" : "")),
        hovertemplate: "%{hovertext}<extra></extra>", cliponaxis: false,
        marker: {size: data.topics.map((topic) => Math.max(14, size * Math.sqrt(topic.share / most))), color: colour, opacity: 0.55,
          line: {color: data.topics.map((topic, n) => (n === current ? hue.ink : topic.solid === false ? hue.soft : hue.series[0])), width: data.topics.map((_, n) => (n === current ? 3 : 1.5))}},
      }],
      points: order.map((n) => [0, n, title(data.topics[n]) + ", " + percent(data.topics[n].share)]),
      layout: {
        height: Math.min(440, Math.max(280, width * 0.55)), dragmode: "pan", margin: {l: 8, r: 8, t: 8, b: 8},
        xaxis: {range: spread("x"), showticklabels: false, gridcolor: hue.faint, zerolinecolor: hue.faint},
        yaxis: {range: spread("y"), showticklabels: false, gridcolor: hue.faint, zerolinecolor: hue.faint},
      },
    };
  }

  function point(n) {
    if (drawn.area.dataset.drawn) Plotly.Fx.hover(drawn.area, [{curveNumber: 0, pointNumber: n}]);
  }

  function choose(n) {
    current = n;
    drawn.redraw();
    show();
  }

  function terms() {
    const chosen = data.lambdas[Number(lambda.value)], own = (data.topics[current].terms[chosen] || []).slice(0, TERMS);
    value.textContent = chosen ?? "";
    lambda.setAttribute("aria-valuetext", chosen ?? "");
    const most = Math.max(1e-9, ...own.flatMap(([, weight, overall]) => [weight, overall]));
    bars.replaceChildren(...own.map(function ([term, weight, overall]) {
      const bar = el("span", {className: "bar", "aria-hidden": "true"});
      bar.style.setProperty("--share", weight / most);
      bar.style.setProperty("--other", overall / most);
      return el("li", {}, el("span", {}, term), bar, el("span", {className: "share"}, percent(weight)));
    }));
  }

  function show() {
    const topic = data.topics[current];
    heading.textContent = title(topic);
    verdict.textContent = percent(topic.share) + " of an average paragraph" + (topic.verdict ? "; " + topic.verdict : topic.solid === false ? "; not told apart from chance" : "");
    order.forEach((n, place) => buttons.children[place].setAttribute("aria-pressed", String(n === current)));
    terms();
    list.show("Its paragraphs", topic.paragraphs, ([reference, share, text]) => [
      el("p", {className: "entry-head"}, link(data.pages, reference), " " + percent(share)),
      el("p", {className: "entry-text", lang: language(data.pages, reference)}, text),
    ], {text: "The " + count(topic.paragraphs.length, "paragraph") + " with the largest share"});
  }
  show();
});
