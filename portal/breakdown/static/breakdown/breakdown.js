// The screen works without this: it chooses ranges and whole clauses by mouse and keyboard, and takes found values.
(() => {
  const form = document.querySelector("[data-breakdown]");
  if (!form) return;
  const boxes = [...form.querySelectorAll('input[name="clause"]')];
  const count = form.querySelector("[data-count]");
  let last = boxes.findIndex((box) => box.checked);

  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = chosen ? `${count.dataset.some} ${chosen}` : count.dataset.none;
  };
  const range = (from, to, checked) => {
    for (let at = Math.min(from, to); at <= Math.max(from, to); at += 1) boxes[at].checked = checked;
  };
  const choose = (box, shift) => {
    const at = boxes.indexOf(box);
    if (shift && last >= 0) range(last, at, box.checked);
    last = at;
    tell();
  };

  boxes.forEach((box, at) => {
    box.addEventListener("click", (event) => choose(box, event.shiftKey));
    box.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const next = boxes[at + step];
      if (!step || !next) return;
      event.preventDefault();
      if (event.shiftKey) next.checked = box.checked = true;
      last = at + step;
      next.focus();
      tell();
    });
  });
  form.querySelectorAll("[data-choose]").forEach((text) => {
    text.addEventListener("click", (event) => {
      if (event.target.closest("a") || String(window.getSelection())) return;
      const box = document.getElementById(text.dataset.choose);
      box.checked = !box.checked;
      choose(box, event.shiftKey);
    });
  });

  form.querySelectorAll("[data-use]").forEach((button) => {
    button.hidden = false;
    button.parentElement.querySelector(".bd-value").hidden = true;
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset.use);
      field.value = button.dataset.value;
      field.focus();
    });
  });

  // The words a value was read from, marked in the clause while one is at them.
  const squeeze = (text) => text.replace(/\s/g, "");
  const clear = () => form.querySelectorAll("[data-clause].bd-said").forEach((clause) => clause.classList.remove("bd-said"));
  form.querySelectorAll("[data-passage]").forEach((passage) => {
    passage.tabIndex = 0;
    const words = squeeze(passage.textContent.replace(/^…|…$/g, ""));
    const show = () => {
      clear();
      const clause = [...form.querySelectorAll("[data-clause]")].find(
        (one) => one.querySelector("input:checked") && squeeze(one.textContent).includes(words),
      );
      if (clause) {
        clause.classList.add("bd-said");
        clause.scrollIntoView({ block: "nearest" });
      }
    };
    passage.addEventListener("focus", show);
    passage.addEventListener("mouseenter", show);
    passage.addEventListener("blur", clear);
    passage.addEventListener("mouseleave", clear);
  });

  // A new page begins at the top of the text: go back to where the work is.
  const first = boxes.find((box) => box.checked);
  const pane = form.querySelector(".bd-scroll");
  if (first && pane) pane.scrollTop = first.closest("[data-clause]").offsetTop - 8;
  tell();
})();
