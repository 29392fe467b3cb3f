"use strict";
// The theme, and tables that are sorted by a click on the head of a column.

const theme = (() => {
  const STORED = "gongkai-theme";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  try {
    chosen = localStorage.getItem(STORED);
  } catch {
    // Without storage the choice holds as long as the page is open.
  }
  if (chosen !== "light" && chosen !== "dark") chosen = null;
  const current = () => chosen ?? (dark.matches ? "dark" : "light");
  const apply = () => {
    if (chosen) document.documentElement.dataset.theme = chosen;
  };
  apply();

  function toggle() {
    chosen = current() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(STORED, chosen);
    } catch {
      // As above.
    }
    apply();
  }

  function connect(button, words) {
    const label = () => {
      button.textContent = current() === "dark" ? words.theme_light : words.theme_dark;
    };
    button.addEventListener("click", () => {
      toggle();
      label();
    });
    dark.addEventListener("change", label);
    label();
    button.hidden = false;
  }
  return { connect };
})();

const tables = (() => {
  const NEXT = { none: "descending", descending: "ascending", ascending: "none" };
  const NEXT_OF_TEXT = { none: "ascending", ascending: "descending", descending: "none" };

  // A row of depth 0 and the rows below it move together.
  function groupsOf(body) {
    const groups = [];
    for (const row of body.rows) {
      if (row.dataset.depth === "0" || !groups.length) groups.push([]);
      groups.at(-1).push(row);
    }
    return groups;
  }

  function compare(one, other, numeric, sign) {
    if (one === "" || other === "") return (one === "") - (other === "");
    return sign * (numeric ? Number(one) - Number(other) : one.localeCompare(other));
  }

  function connect(table) {
    const body = table.tBodies[0];
    const original = groupsOf(body);
    if (original.length < 2) return;
    const heads = [...table.tHead.querySelectorAll("th")].filter((head) => head.textContent.trim());
    for (const head of heads) {
      const numeric = head.classList.contains("number");
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const order = (numeric ? NEXT : NEXT_OF_TEXT)[head.getAttribute("aria-sort")];
        for (const each of heads) each.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", order);
        const key = (group) => group[0].cells[head.cellIndex].dataset.order;
        const sign = order === "descending" ? -1 : 1;
        const sorted = order === "none" ? original : original.toSorted(
          (one, other) => compare(key(one), key(other), numeric, sign));
        body.append(...sorted.flat());
      });
    }
  }
  return { connect };
})();

// What scrolls in itself shows by a shadow on which sides it goes on.
const panels = (() => {
  function mark(panel) {
    const area = panel.firstElementChild;
    const sides = {
      left: area.scrollLeft > 1,
      right: area.scrollWidth - area.clientWidth - area.scrollLeft > 1,
      top: area.scrollTop > 1,
      bottom: area.scrollHeight - area.clientHeight - area.scrollTop > 1,
    };
    const more = Object.keys(sides).filter((side) => sides[side]).join(" ");
    if (panel.dataset.more !== more) panel.dataset.more = more;
  }

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) mark(target.closest(".panel"));
  });

  function connect(panel) {
    const area = panel.firstElementChild;
    area.addEventListener("scroll", () => mark(panel), { passive: true });
    sizes.observe(area);
    sizes.observe(area.firstElementChild);
  }
  return { connect };
})();

document.addEventListener("DOMContentLoaded", () => {
  const { words } = JSON.parse(document.getElementById("data").textContent);
  theme.connect(document.getElementById("theme"), words);
  for (const table of document.querySelectorAll("table[data-sortable]")) tables.connect(table);
  for (const panel of document.querySelectorAll(".panel")) panels.connect(panel);
});
