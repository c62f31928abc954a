// After everything else: the worker that keeps the page for readers without a network.
addEventListener("load", () => {
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/service-worker.js").catch(() => {});
});
