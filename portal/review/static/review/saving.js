/* What the editor saved by itself is its own draft, not somebody's newer one: the form says so when it is sent. */
(() => {
  const DRAFT = { loaded_revision_id: 'revision_id', loaded_revision_created_at: 'revision_created_at' };

  const remember = ({ target, detail }) => {
    for (const [name, told] of Object.entries(DRAFT)) {
      const field = target.elements?.namedItem(name);
      if (field && detail.response?.[told]) field.value = detail.response[told];
    }
  };

  const send = (form, pressed) => {
    if (pressed?.name) {
      /* The button may be disabled by now, and would say nothing. */
      const told = Object.assign(document.createElement('input'), { type: 'hidden', name: pressed.name });
      told.value = pressed.value;
      form.append(told);
    }
    form.requestSubmit();
  };

  /* A save that is still under way ends first. */
  const hold = (event) => {
    const form = event.target;
    const autosave = form.matches('form[data-edit-form]') && window.wagtail.app.queryController('w-autosave');
    if (!autosave || !autosave.submitPromise) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    /* What is sent now is no draft to be saved by itself. */
    autosave.activeValue = false;
    autosave.submitPromise.finally(() => send(form, event.submitter));
  };
  document.addEventListener('w-autosave:success', remember);
  document.addEventListener('submit', hold, true);
})();
