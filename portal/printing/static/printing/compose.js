// Composing a compilation: search, add, order by drag or by buttons; the rows go back as JSON when the form is sent.
(() => {
  const root = document.querySelector("[data-compose]");
  if (!root) return;
  const words = document.querySelector("[data-words]").dataset;
  const list = root.querySelector("[data-rows]");
  const said = root.querySelector("[data-said]");
  const form = document.getElementById("compose");
  let changed = false;

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const place = (row) => `${words.place} ${[...list.children].indexOf(row) + 1} / ${list.children.length}`;
  const touched = () => {
    changed = true;
    root.querySelector("[data-empty]").hidden = list.children.length > 0;
    for (const button of root.querySelectorAll("button[data-record]")) mark(button);
  };
  const has = (record) => [...list.children].some((row) => row.dataset.record === record);
  const mark = (button) => {
    const there = button.dataset.record.split(",").every(has);
    button.disabled = there;
    button.textContent = there ? words.added : words.add;
    button.setAttribute("aria-label", `${button.textContent}: ${button.dataset.name}`);
  };

  function move(row, step, button) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    step < 0 ? other.before(row) : other.after(row);
    button.focus();
    said.textContent = place(row);
    touched();
  }

  function moves(row, name) {
    const up = make("button", { type: "button", "aria-label": `${words.up}: ${name}`, title: words.up }, "↑");
    const down = make("button", { type: "button", "aria-label": `${words.down}: ${name}`, title: words.down }, "↓");
    const out = make("button", { type: "button", "aria-label": `${words.out}: ${name}`, title: words.out }, "×");
    up.addEventListener("click", () => move(row, -1, up));
    down.addEventListener("click", () => move(row, 1, down));
    out.addEventListener("click", () => {
      const next = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      (next ? next.querySelector("button") : root.querySelector("[data-add-chapter]")).focus();
      touched();
    });
    return make("span", { class: "pc-moves" }, up, down, out);
  }

  function draggable(row) {
    const handle = row.querySelector(".pc-handle");
    handle.addEventListener("mousedown", () => { row.draggable = true; });
    row.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("text/plain", "");
      event.dataTransfer.effectAllowed = "move";
      row.classList.add("pc-row--moving");
    });
    row.addEventListener("dragend", () => {
      row.draggable = false;
      row.classList.remove("pc-row--moving");
      for (const one of list.children) one.classList.remove("pc-row--over");
    });
  }

  list.addEventListener("dragover", (event) => {
    const moving = list.querySelector(".pc-row--moving");
    const over = event.target.closest(".pc-row");
    if (!moving) return;
    event.preventDefault();
    if (!over || over === moving) return;
    const box = over.getBoundingClientRect();
    event.clientY < box.top + box.height / 2 ? over.before(moving) : over.after(moving);
  });
  list.addEventListener("drop", (event) => {
    event.preventDefault();
    const moving = list.querySelector(".pc-row--moving");
    if (moving) said.textContent = place(moving);
    touched();
  });

  function chapter(data) {
    const input = make("input", { type: "text", maxlength: 255, "aria-label": words.chapter, placeholder: words.chapter });
    input.value = data.chapter;
    const row = make("li", { class: "pc-row pc-row--chapter" }, make("span", { class: "pc-handle", "aria-hidden": "true" }, "⠿"), input);
    row.append(moves(row, words.chapter));
    input.addEventListener("input", touched);
    row.read = () => ({ chapter: input.value });
    draggable(row);
    return row;
  }

  function entry(data) {
    const title = make("span", { class: "pc-title" }, data.title);
    if (data.detail) title.append(make("small", {}, data.detail));
    if (data.gone) title.append(make("small", { class: "pc-gone" }, words.gone));
    const note = make("input", { type: "text", class: "pc-note", maxlength: 5000, "aria-label": `${words.note}: ${data.title}`, placeholder: words.note });
    note.value = data.note || "";
    const row = make("li", { class: "pc-row", "data-record": data.record }, make("span", { class: "pc-handle", "aria-hidden": "true" }, "⠿"), title);
    row.append(moves(row, data.title), note);
    note.addEventListener("input", touched);
    row.read = () => ({ ...data, note: note.value });
    draggable(row);
    return row;
  }

  const add = (data) => {
    if (has(data.record)) return;
    list.append(entry(data));
  };

  function result(data) {
    const title = make("span", { class: "pc-title" }, data.title, make("small", {}, data.detail));
    const button = make("button", { type: "button", class: "button button-small button-secondary", "data-name": data.title });
    button.dataset.record = data.kind === "product" ? data.members.map((row) => row.record).join(",") : data.record;
    button.addEventListener("click", () => {
      if (data.kind === "product") {
        list.append(chapter({ chapter: data.title }));
        data.members.forEach(add);
      } else add(data);
      said.textContent = `${words.added}: ${data.title}`;
      touched();
    });
    mark(button);
    return make("li", {}, title, button);
  }

  const search = root.querySelector("[data-search]");
  async function look() {
    const answer = await fetch(`${root.dataset.found}?${new URLSearchParams(new FormData(search))}`);
    if (!answer.ok) return;
    const { rows, total } = await answer.json();
    root.querySelector("[data-results]").replaceChildren(...rows.map(result));
    root.querySelector("[data-total]").textContent = `${words.found} ${total}`;
  }
  search.addEventListener("submit", (event) => { event.preventDefault(); look(); });
  search.addEventListener("change", look);

  root.querySelector("[data-add-chapter]").addEventListener("click", () => {
    const row = chapter({ chapter: "" });
    list.append(row);
    row.querySelector("input").focus();
    touched();
  });
  form.addEventListener("submit", () => {
    form.querySelector("[data-sent]").value = JSON.stringify([...list.children].map((row) => row.read()));
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  for (const row of JSON.parse(document.getElementById("compose-rows").textContent)) {
    list.append("chapter" in row ? chapter(row) : entry(row));
  }
  touched();
  changed = false;
  look();
})();
