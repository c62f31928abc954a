// A list of materials whose ticks are kept on this device, counted, printed by itself. Without this file the boxes can
// be ticked and printed all the same; they are forgotten with the page.
(() => {
  "use strict";
  const KEY = "checklists";
  const MOST_KEPT = 100;

  function read() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || {};
    } catch {
      return {};
    }
  }

  function keep(list, ticked) {
    const kept = read();
    delete kept[list];
    const recent = Object.entries(kept).slice(-MOST_KEPT + 1);
    if (ticked.length) recent.push([list, ticked]);
    try {
      localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(recent)));
    } catch {
      // A device that keeps nothing still counts what is ticked now.
    }
  }

  function printAlone(checklist) {
    const root = document.documentElement;
    root.dataset.printing = "checklist";
    window.addEventListener("afterprint", () => delete root.dataset.printing, { once: true });
    window.print();
  }

  function bring(checklist) {
    const boxes = [...checklist.querySelectorAll("input[type=checkbox]")];
    const name = checklist.dataset.checklist;
    const done = checklist.querySelector("[data-checklist-done]");
    const count = () => {
      done.textContent = boxes.filter((box) => box.checked).length;
    };
    const remember = () => {
      keep(name, boxes.filter((box) => box.checked).map((box) => box.value));
      count();
    };
    const ticked = new Set(read()[name] || []);
    for (const box of boxes) box.checked = ticked.has(box.value);
    count();
    checklist.addEventListener("change", remember);
    checklist.querySelector("[data-checklist-clear]").addEventListener("click", () => {
      for (const box of boxes) box.checked = false;
      remember();
    });
    checklist.querySelector("[data-checklist-print]").addEventListener("click", () => printAlone(checklist));
    for (const hidden of checklist.querySelectorAll("[data-checklist-bar], [data-checklist-told]")) hidden.hidden = false;
  }

  for (const checklist of document.querySelectorAll("[data-checklist]")) bring(checklist);
})();
