// Products to compare are remembered on this device until they are compared: a bar tells how many there are.
// Without this file each link leads to the comparison with that product, and more are added there.
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

  for (const link of document.querySelectorAll("a[data-compare]")) {
    const slug = link.dataset.compare;
    const others = chosen().filter((one) => one !== slug);
    if (!others.length) continue;
    link.href = `${link.getAttribute("href").split("?")[0]}?items=${[...others, slug].slice(-MOST).join(",")}`;
  }
})();
