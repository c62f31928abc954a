// A terminal nobody touches asks whether somebody is still there, then goes back to the start (WCAG 2.2.1).
// The start itself, and a page somebody reads across a deadline, are fetched anew when the clock makes them wrong.
(() => {
  "use strict";
  const screen = document.body.dataset;
  const second = 1000;
  const retry = 15 * second;
  const idle = Number(screen.idle) * second;
  const answer = Number(screen.answer) * second;
  const line = document.querySelector("[data-countdown]");
  const dialog = document.getElementById("still-here");
  const question = dialog && dialog.querySelector("[data-answer-countdown]");
  const wrongAt = Date.parse(screen.trueUntil || "");
  let touched = Date.now();
  let asked = 0;
  let leaving = 0;

  // Only where the server answers: a terminal must not end on the browser's own error page.
  async function go(address, reload) {
    if (Date.now() < leaving) return;
    leaving = Date.now() + retry;
    try {
      const response = await fetch(address, { method: "HEAD", cache: "no-store" });
      if (response.status >= 500) return;
    } catch {
      return;
    }
    if (reload) location.reload();
    else location.replace(address);
  }

  function stay() {
    touched = Date.now();
    asked = 0;
    if (dialog && dialog.open) dialog.close();
  }

  function ask() {
    asked = Date.now();
    if (!dialog) return;
    dialog.showModal();
    dialog.querySelector("[data-still-here]").focus();
  }

  function say(place, left) {
    if (!place) return;
    const text = (place.dataset.countdown || place.dataset.answerCountdown || "").replace("{seconds}", Math.max(0, Math.ceil(left / second)));
    if (place.textContent !== text) place.textContent = text;
  }

  function tick() {
    const now = Date.now();
    if (wrongAt && now >= wrongAt + second) go(location.href, true);
    if (!idle) return;
    if (asked) {
      say(question, asked + answer - now);
      if (now >= asked + answer) go(screen.start, false);
      return;
    }
    const left = touched + idle - now;
    say(line, left);
    if (line) line.toggleAttribute("data-near", left < 15 * second);
    if (left <= 0) ask();
  }

  for (const name of ["pointerdown", "keydown", "wheel", "touchmove"]) {
    addEventListener(name, () => { if (!asked) stay(); }, { passive: true });
  }
  if (dialog) dialog.addEventListener("close", stay);
  document.querySelector("[data-still-here]")?.addEventListener("click", stay);
  // A page the browser kept is old: its clock stood still.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => document.getElementById(button.dataset.print).contentWindow.print());
  }
  setInterval(tick, second / 2);
  tick();
})();
