// Comes back by itself: asks the server now and then, and at once when the device says that it has a network again.
(() => {
  "use strict";
  const seconds = 15;
  async function again() {
    try {
      const response = await fetch(location.href, { method: "HEAD", cache: "no-store" });
      if (response.status < 500) location.reload();
    } catch {
      // Still without a network.
    }
  }
  document.querySelector("[data-again]").addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
  addEventListener("online", again);
  if (!location.pathname.endsWith("/offline/")) setInterval(again, seconds * 1000);
})();
