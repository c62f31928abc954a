// One box that ticks all others of its name.
document.querySelectorAll("[data-choose-all]").forEach((all) => {
  all.addEventListener("change", () => {
    document.querySelectorAll(`input[name="${all.dataset.chooseAll}"]`).forEach((box) => { box.checked = all.checked; });
  });
});
