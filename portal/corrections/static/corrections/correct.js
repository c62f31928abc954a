// The passage that is selected on a record's page goes into the form behind 纠错. Without this file people type it.
(() => {
  "use strict";
  const LONGEST = 1000;
  const link = document.querySelector("a[data-correct]");
  if (!link) return;
  const address = link.getAttribute("href");
  let selected = "";
  document.querySelector("[data-correct-hint]")?.removeAttribute("hidden");
  // A tap on the link ends the selection before the click arrives, so the last one is remembered.
  document.addEventListener("selectionchange", () => {
    const text = String(document.getSelection()).trim();
    if (text) selected = Array.from(text).slice(0, LONGEST).join("");
  });
  link.addEventListener("click", () => {
    link.setAttribute("href", selected ? `${address}?passage=${encodeURIComponent(selected)}` : address);
  });
})();
