// Order by drag, and by the arrow buttons without a new page; the order of the hidden fields is what is posted.
(() => {
  const list = document.querySelector("[data-members]");
  if (!list) return;
  const members = () => [...list.querySelectorAll("[data-member]")];
  const settle = () =>
    members().forEach((member, at, all) => {
      member.querySelector('[data-move="-1"]').disabled = at === 0;
      member.querySelector('[data-move="1"]').disabled = at === all.length - 1;
    });

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    const member = button.closest("[data-member]");
    if (button.dataset.move === "-1") member.previousElementSibling?.before(member);
    else member.nextElementSibling?.after(member);
    settle();
    (button.disabled ? member.querySelector("[data-move]:not(:disabled)") : button)?.focus();
  });

  let dragged = null;
  members().forEach((member) => {
    // Only by the handle: text fields must stay selectable with the mouse.
    member.querySelector(".bd-handle").addEventListener("mousedown", () => (member.draggable = true));
    member.addEventListener("dragstart", (event) => {
      dragged = member;
      event.dataTransfer.effectAllowed = "move";
      member.classList.add("bd-member--dragged");
    });
    member.addEventListener("dragend", () => {
      member.classList.remove("bd-member--dragged");
      member.draggable = false;
      dragged = null;
      settle();
    });
    member.addEventListener("dragover", (event) => {
      if (!dragged || dragged === member) return;
      event.preventDefault();
      const box = member.getBoundingClientRect();
      if (event.clientY < box.top + box.height / 2) member.before(dragged);
      else member.after(dragged);
    });
  });
})();
