// Shows tokens as what they are, and gives each frame the colours it is named for: browsers take those from the system.
for (const shown of document.querySelectorAll("[data-token]")) {
  shown.style[shown.dataset.property] = `var(--${shown.dataset.token})`;
}

function force(rules, scheme) {
  for (const rule of rules) {
    if (!(rule instanceof rule.parentStyleSheet.ownerNode.ownerDocument.defaultView.CSSMediaRule)) continue;
    const dark = rule.conditionText.replaceAll(" ", "").includes("prefers-color-scheme:dark");
    if (dark) rule.media.mediaText = scheme === "dark" ? "all" : "not all";
    else force(rule.cssRules, scheme);
  }
}

for (const frame of document.querySelectorAll("iframe[data-scheme]")) {
  const paint = () => {
    const shown = frame.contentDocument;
    if (!shown || !shown.documentElement) return;
    shown.documentElement.style.colorScheme = frame.dataset.scheme;
    for (const sheet of shown.styleSheets) force(sheet.cssRules, frame.dataset.scheme);
  };
  frame.addEventListener("load", paint);
  if (frame.contentDocument && frame.contentDocument.readyState === "complete") paint();
}
