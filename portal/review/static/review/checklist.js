/* Links of the list of what is missing lead to the field: its section is opened, and it gets the focus. */
(() => {
  const place = (name) =>
    document.querySelector(`form[data-edit-form] [data-contentpath="${CSS.escape(name)}"]`) ||
    document.getElementById(`id_${name}`)?.closest('[data-field]') ||
    document.getElementById(`id_${name}-FORMS`)?.parentElement ||
    document.getElementById(`id_${name}`);

  const open = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const toggle = at.matches('[data-panel]') && at.querySelector('[data-panel-toggle][aria-expanded="false"]');
      if (toggle && toggle.closest('[data-panel]') === at) toggle.click();
      if (at.matches('[role="tabpanel"][hidden]')) document.querySelector(`[role="tab"][href="#${at.id}"]`)?.click();
    }
  };

  const go = (name) => {
    const found = place(name);
    if (!found) return false;
    open(found);
    found.scrollIntoView({ block: 'center' });
    const inner = 'input:not([type="hidden"]), textarea, select, [contenteditable="true"], button';
    (found.querySelector(inner) || found).focus({ preventScroll: true });
    return true;
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-gate-anchor]');
    if (link && go(link.dataset.gateAnchor)) event.preventDefault();
  });

  /* After a save the list comes anew without its counter. */
  const count = () => {
    const list = document.querySelector('[data-gate-count]');
    const counter = document.querySelector('[data-side-panel-toggle="gate"] [data-side-panel-toggle-counter]');
    if (!list || !counter) return;
    counter.textContent = list.dataset.gateCount;
    counter.hidden = list.dataset.gateCount === '0';
  };

  document.addEventListener('DOMContentLoaded', () => {
    const panel = document.querySelector('[data-side-panel="gate"]');
    if (panel) new MutationObserver(count).observe(panel, { childList: true, subtree: true });
    if (window.location.hash.startsWith('#gate-')) window.setTimeout(() => go(window.location.hash.slice(6)), 300);
  });
})();
