// On a record's page: what changed since the last visit (kept on this device only), print, share. All of it is also
// reachable without this file: the versions' page takes ?since=, the browser prints, the address can be copied.
(() => {
  "use strict";
  const MOST_KEPT = 300;
  const KEY = "seen";

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      return {};
    }
  }

  function write(key, kept) {
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // A device that keeps nothing shows nothing of earlier visits.
    }
  }

  function compareWithLastVisit(item) {
    const seen = read(KEY);
    const { record, version } = item.dataset;
    const [before] = seen[record] || [];
    const told = item.querySelector("[data-since]");
    if (told && before && Number(before) < Number(version)) {
      const link = told.querySelector("a");
      link.href = `${link.getAttribute("href")}?since=${encodeURIComponent(before)}`;
      told.hidden = false;
    }
    seen[record] = [version, Date.now()];
    const newest = Object.entries(seen).sort(([, one], [, other]) => other[1] - one[1]);
    write(KEY, Object.fromEntries(newest.slice(0, MOST_KEPT)));
  }

  async function share(button) {
    const address = button.dataset.share;
    const said = button.parentElement.querySelector("[data-said]");
    try {
      if (navigator.share) await navigator.share({ title: document.title, url: address });
      else {
        await navigator.clipboard.writeText(address);
        said.textContent = button.dataset.done;
      }
    } catch (problem) {
      // Whoever closes the sheet wants nothing; without a clipboard the address is shown to be copied by hand.
      if (problem.name !== "AbortError") said.textContent = address;
    }
  }

  const item = document.querySelector("[data-record]");
  if (item) compareWithLastVisit(item);
  for (const hidden of document.querySelectorAll("[data-needs-script]")) hidden.hidden = false;
  document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
  const sharing = document.querySelector("[data-share]");
  sharing?.addEventListener("click", () => share(sharing));
  window.addEventListener("beforeprint", () => {
    for (const closed of document.querySelectorAll("main details:not([open])")) closed.open = true;
  });
})();
