// A product that is added to the comparison joins those chosen before in this tab. Without this file each link leads to
// the comparison of that product alone, and more are added there; the choice stands in the address either way.
(() => {
  "use strict";
  const KEY = "compare";
  const MOST = 4;
  const compared = document.querySelector("[data-compared]");

  function chosen() {
    try {
      return (sessionStorage.getItem(KEY) || "").split(",").filter(Boolean);
    } catch {
      return [];
    }
  }

  function choose(slugs) {
    try {
      sessionStorage.setItem(KEY, slugs.join(","));
    } catch {
      // Without storage the address alone keeps the choice.
    }
  }

  if (compared) {
    if (compared.dataset.compared) choose(compared.dataset.compared.split(","));
    const kept = compared.querySelector("[data-kept]");
    if (kept && chosen().length && !location.search) {
      kept.querySelector("a").href = `?items=${chosen().join(",")}`;
      kept.hidden = false;
    }
    for (const link of compared.querySelectorAll("[data-remove]")) {
      link.addEventListener("click", () => choose(chosen().filter((slug) => slug !== link.dataset.remove)));
    }
    return;
  }

  // When it is followed, because lists put in new rows.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-compare]");
    if (!link) return;
    const slugs = [...chosen().filter((one) => one !== link.dataset.compare), link.dataset.compare].slice(-MOST);
    link.href = `${link.getAttribute("href").split("?")[0]}?items=${slugs.join(",")}`;
  }, true);
})();
