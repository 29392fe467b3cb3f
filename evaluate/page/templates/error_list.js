"use strict";
// The list of errors: filters with counts, sorting, a screenful at a time. The state of the
// filters is kept in the fragment of the address, so that a view can be passed on.

const errorList = (() => {
  const FRAGMENT = "errors";
  const FACETS = ["system", "part", "kind", "metric", "other", "report", "given"];
  const DELAY = 150; // milliseconds after the last key

  const collator = new Intl.Collator(document.documentElement.lang);
  let data, form, shown, found;

  function decode(row, place) {
    const [system, part, report, kinds, metric, confidence, pieces, fields, reason, right, wrong] = row;
    const id = (table, number) => data[table][number][0];
    const error = {
      place, confidence, pieces, fields, reason,
      system: data.systems[system], part: data.parts[part], report: data.reports[report],
      right: right.map((other) => data.systems[other][1]),
      kinds: kinds.map((kind) => data.kinds[kind]),
      metric: metric === null ? null : data.metrics[metric],
      // The ids that each filter compares with.
      keys: {
        system: [id("systems", system)], part: [id("parts", part)],
        report: [id("reports", report)], kind: kinds.map((kind) => id("kinds", kind)),
        metric: [metric === null ? "" : id("metrics", metric)],
        given: [confidence === null ? "without" : "with"],
        other: [...right.map((other) => "right " + id("systems", other)),
          ...wrong.map((other) => "wrong " + id("systems", other))],
      },
    };
    const texts = [error.report[1], error.metric?.[1], reason, pieces.map(([text]) => text).join("")];
    for (const [, gold, predicted] of fields) texts.push(gold, predicted);
    error.text = texts.filter(Boolean).join("\n").toLowerCase();
    return error;
  }

  // --- filters -----------------------------------------------------------------------------

  function stateOf() {
    // Fields that are switched off are not in the data of a form.
    const state = { from: "", to: "", ...Object.fromEntries(new FormData(form)) };
    return { ...state, words: state.text.toLowerCase().split(/\s+/).filter(Boolean) };
  }

  const chooses = (state, facet) => state[facet] !== "all";

  // A chosen value begins with "=", so that no id can be taken for "all".
  const fitsFacet = (error, state, facet) =>
    !chooses(state, facet) || error.keys[facet].includes(state[facet].slice(1));

  function fitsRest(error, state) {
    if (state.from !== "" && !(error.confidence !== null && error.confidence >= Number(state.from))) return false;
    if (state.to !== "" && !(error.confidence !== null && error.confidence <= Number(state.to))) return false;
    return state.words.every((word) => error.text.includes(word));
  }

  // Returns the errors that fit, and for each filter how many would fit if it were set to a value.
  function search(state) {
    const fitting = [];
    const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    const count = (error, facet) => {
      const tally = counts[facet];
      tally.set("all", (tally.get("all") ?? 0) + 1);
      for (const key of new Set(error.keys[facet])) tally.set("=" + key, (tally.get("=" + key) ?? 0) + 1);
    };
    for (const error of data.errors) {
      if (!fitsRest(error, state)) continue;
      const failed = FACETS.filter((facet) => !fitsFacet(error, state, facet));
      if (failed.length === 0) {
        fitting.push(error);
        for (const facet of FACETS) count(error, facet);
      } else if (failed.length === 1) {
        count(error, failed[0]);
      }
    }
    return { fitting, counts };
  }

  function optionsOf(facet) {
    const { words } = data;
    let pairs;
    if (facet === "given") {
      pairs = [["with", words.with], ["without", words.without]];
    } else if (facet === "other") {
      const said = new Set(data.errors.flatMap((error) => error.keys.other));
      pairs = [["right", words.right_in], ["wrong", words.wrong_in]].flatMap(([how, phrase]) =>
        data.systems.map(([id, name]) => [`${how} ${id}`, phrase.replace("{system}", () => name)]))
        .filter(([key]) => said.has(key));
      document.getElementById("beside").hidden = !pairs.length;
    } else {
      pairs = [...data[facet + "s"]];
    }
    if (facet === "metric" && data.errors.some((error) => !error.metric)) pairs.push(["", words.no_metric]);
    const all = facet === "given" ? words.with_or_without : words.all;
    return [["all", all], ...pairs.map(([id, label]) => ["=" + id, label])];
  }

  function fillFilters() {
    for (const facet of FACETS) {
      form.elements[facet].append(...optionsOf(facet).map(([value, label]) => {
        const option = new Option(label, value);
        option.dataset.label = label;
        return option;
      }));
    }
  }

  function showCounts(counts) {
    for (const facet of FACETS) {
      for (const option of form.elements[facet].options) {
        const count = counts[facet].get(option.value) ?? 0;
        option.text = `${option.dataset.label} (${count.toLocaleString("en")})`;
        option.dataset.count = count;
      }
    }
  }

  // --- sorting -----------------------------------------------------------------------------

  // What has no confidence or metric comes last in either direction; report and place decide
  // between equals.
  const byConfidence = (sign) => (one, other) =>
    (one.confidence === null) - (other.confidence === null) || sign * (one.confidence - other.confidence);
  const ORDERS = {
    text: () => 0,
    surest: byConfidence(-1),
    "least-sure": byConfidence(1),
    metric: (one, other) => !one.metric - !other.metric
      || collator.compare(one.metric?.[1] ?? "", other.metric?.[1] ?? ""),
    kind: (one, other) => collator.compare(one.kinds[0]?.[1] ?? "", other.kinds[0]?.[1] ?? ""),
  };

  // --- drawing -----------------------------------------------------------------------------

  function element(name, style, ...content) {
    const made = document.createElement(name);
    if (style) made.className = style;
    made.append(...content);
    return made;
  }

  function drawSentence(error) {
    const sides = ["", data.words.gold, data.words.predicted, data.words.both];
    return element("p", "sentence", ...error.pieces.map(([text, side]) => {
      if (!side) return text;
      const mark = element("mark", `side-${side}`, text);
      mark.title = sides[side];
      return mark;
    }));
  }

  function drawFields(error) {
    const { words } = data;
    const head = element("tr", "", element("td", ""));
    const rows = [element("tr", "gold", element("th", "", words.gold)),
      element("tr", "predicted", element("th", "", words.predicted))];
    for (const row of rows) row.firstChild.scope = "row";
    for (const [label, gold, predicted, differs] of error.fields) {
      const name = element("th", differs ? "differs" : "", data.labels[label]);
      name.scope = "col";
      if (differs) name.append(element("span", "sign", " ≠"), element("span", "hidden", ` ${words.differs}`));
      head.append(name);
      [gold, predicted].forEach((value, side) => {
        const style = [differs ? "differs" : "", value === null ? "nothing" : ""].join(" ").trim();
        rows[side].append(element("td", style, value ?? "—"));
      });
    }
    const table = element("table", "fields", element("thead", "", head), element("tbody", "", ...rows));
    const panel = element("div", "panel", element("div", "scroll", table));
    panels.connect(panel);
    return panel;
  }

  function draw(error) {
    const { words } = data;
    const head = element("div", "head", ...error.kinds.map(([, label]) => element("strong", "kind", label)));
    head.append(element("span", "", error.part[1]));
    if (error.metric) head.append(element("span", "", error.metric[1]));
    if (data.systems.length > 1) head.append(element("span", "", error.system[1]));
    if (error.confidence !== null) {
      head.append(element("span", "", `${words.confidence} ${error.confidence.toFixed(3)}`));
    }
    for (const name of error.right) {
      head.append(element("span", "other", words.right_in.replace("{system}", () => name)));
    }
    head.append(element("span", "report", error.report[1]));
    const item = element("li", "error", head, drawSentence(error));
    item.dataset.place = error.place;
    if (error.fields.length) item.append(drawFields(error));
    if (error.reason) item.append(element("p", "reason", `${words.reason} ${error.reason}`));
    return item;
  }

  function showStatus() {
    const { words } = data;
    const written = (count) => count.toLocaleString("en");
    const left = found.length - shown;
    const parts = [found.length === data.errors.length ? words.status_all : words.status_some];
    if (left) parts.push(words.status_shown);
    document.getElementById("status").textContent = found.length
      ? parts.join("").replace("{found}", written(found.length))
        .replace("{all}", written(data.errors.length)).replace("{shown}", written(shown))
      : data.errors.length ? words.none_found : words.no_errors;
    const more = document.getElementById("more");
    more.hidden = left === 0;
    more.textContent = data.words.more.replace("{count}", written(Math.min(left, data.together)));
  }

  function showMore() {
    const next = found.slice(shown, shown + data.together).map(draw);
    document.getElementById("list").append(...next);
    shown += next.length;
    showStatus();
    return next;
  }

  function update() {
    const ranged = form.elements.given.value !== "=without";
    for (const name of ["from", "to"]) form.elements[name].disabled = !ranged;
    const state = stateOf();
    const { fitting, counts } = search(state);
    showCounts(counts);
    found = fitting.sort((one, other) => ORDERS[state.sort](one, other) || one.place - other.place);
    shown = 0;
    document.getElementById("list").replaceChildren();
    showMore();
  }

  // --- the address ---------------------------------------------------------------------------

  function writeAddress() {
    const kept = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (value && value !== "all" && !(name === "sort" && value === "text")) {
        kept.set(name, FACETS.includes(name) ? value.slice(1) : value);
      }
    }
    const fragment = [FRAGMENT, kept.toString()].filter(Boolean).join("&");
    try {
      history.replaceState(null, "", `#${fragment}`);
    } catch {
      location.replace(`#${fragment}`);
    }
  }

  // Takes up the state of the address, if it speaks of errors; returns whether it does.
  function readAddress() {
    const [name, ...rest] = location.hash.slice(1).split("&");
    if (name !== FRAGMENT) return false;
    form.reset();
    for (const [key, value] of new URLSearchParams(rest.join("&"))) {
      const control = form.elements[key];
      if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) continue;
      const before = control.value;
      control.value = FACETS.includes(key) ? "=" + value : value;
      if (control.selectedIndex === -1) control.value = before; // a value that is not there
    }
    return true;
  }

  function connect() {
    form = document.getElementById("filters");
    if (!form) return;
    data = JSON.parse(document.getElementById("data").textContent);
    data.errors = data.errors.map(decode);
    fillFilters();
    let waiting;
    const change = (delay) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        update();
        writeAddress();
      }, delay);
    };
    form.addEventListener("input", (event) => change(event.target.type === "search" ? DELAY : 0));
    form.addEventListener("change", () => change(0)); // some programs tell no input of a choice
    form.addEventListener("reset", () => change(0)); // the fields are empty only afterwards
    form.addEventListener("submit", (event) => event.preventDefault());
    document.getElementById("more").addEventListener("click", () => {
      const [first] = showMore();
      first.tabIndex = -1;
      first.focus();
    });
    const show = () => document.getElementById("errors").scrollIntoView();
    addEventListener("hashchange", () => {
      if (!readAddress()) return;
      update();
      show();
    });
    form.hidden = false;
    document.getElementById("quote-legend").hidden = false;
    const isAsked = readAddress();
    update();
    if (isAsked) show();
  }
  return { connect };
})();

document.addEventListener("DOMContentLoaded", errorList.connect);
