/* A save that is still under way ends before the form is sent: else what was typed would meet its own newer draft. */
(() => {
  const hold = (event) => {
    const form = event.target;
    if (!form.matches('form[data-edit-form]')) return;
    const saving = window.wagtail.app.queryController('w-autosave')?.submitPromise;
    if (!saving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const pressed = event.submitter;
    saving.finally(() => {
      /* The button may be disabled by now, and would say nothing. */
      if (pressed?.name && !form.querySelector('[data-pressed]')) {
        const told = Object.assign(document.createElement('input'), { type: 'hidden', name: pressed.name });
        told.value = pressed.value;
        told.dataset.pressed = '';
        form.append(told);
      }
      form.requestSubmit();
    });
  };
  document.addEventListener('submit', hold, true);
})();
