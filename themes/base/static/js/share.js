// Share buttons: shown where the browser can share or copy; without scripts the links beside them remain.
for (const button of document.querySelectorAll("[data-share]")) {
  const canShare = typeof navigator.share === "function";
  if (!canShare && !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = button.parentElement.querySelector("[data-share-said]");
    try {
      if (canShare) {
        await navigator.share({ title: document.title, url: button.dataset.share });
      } else {
        await navigator.clipboard.writeText(button.dataset.share);
        if (said) said.textContent = button.dataset.shareDone;
      }
    } catch (error) {
      // Closing the share sheet is no failure; a refused clipboard leaves the address in the address bar.
      if (error.name !== "AbortError" && said) said.textContent = button.dataset.shareFailed;
    }
  });
}
