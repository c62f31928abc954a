// Suggestions under every input[data-suggest]: the combobox with a list of ARIA 1.2. Without this file the form just
// searches. Nothing is sent while an input method is still composing; an answer that comes too late is dropped.
(() => {
  "use strict";
  const PAUSE = 150;

  function element(name, attributes) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  class Suggestions {
    constructor(input) {
      this.input = input;
      this.active = -1;
      this.dismissed = false;
      this.list = element("ul", {
        class: "suggest", id: `${input.id}-suggestions`, role: "listbox", "aria-label": input.dataset.suggestLabel, hidden: "",
      });
      this.status = element("div", { class: "visually-hidden", role: "status" });
      input.after(this.list);
      input.form.append(this.status);
      for (const [key, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
        autocapitalize: "off", spellcheck: "false",
      })) input.setAttribute(key, value);
      input.addEventListener("input", (event) => event.isComposing || this.later());
      input.addEventListener("compositionend", () => this.later());
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("blur", () => this.close());
      // The field keeps the focus: pressing on the list must not end in blur before the click arrives.
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => this.follow(event.target.closest("[role=option]")));
    }

    get options() {
      return [...this.list.children];
    }

    get open() {
      return !this.list.hidden;
    }

    later() {
      clearTimeout(this.timer);
      this.request?.abort();
      this.timer = setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
      const words = this.input.value.trim();
      if (!words) return this.close();
      const request = (this.request = new AbortController());
      try {
        const address = new URL(this.input.dataset.suggest, location.href);
        address.searchParams.set("q", words);
        const response = await fetch(address, { signal: request.signal });
        if (!response.ok) return this.close();
        const found = await response.json();
        if (request === this.request && document.activeElement === this.input) this.show(found);
      } catch {
        if (request === this.request) this.close();
      }
    }

    show({ suggestions, status }) {
      this.list.replaceChildren(...suggestions.map((row, place) => {
        const option = element("li", { class: `suggest__option suggest__option--${row.kind}`, role: "option",
          id: `${this.list.id}-${place}`, "aria-selected": "false" });
        option.textContent = row.text;
        option.dataset.url = row.url;
        return option;
      }));
      this.move(-1);
      this.expand(suggestions.length > 0);
      this.status.textContent = status;
    }

    expand(open) {
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open));
    }

    close() {
      clearTimeout(this.timer);
      this.request?.abort();
      this.move(-1);
      this.expand(false);
      this.status.textContent = "";
    }

    move(place) {
      const options = this.options;
      options[this.active]?.setAttribute("aria-selected", "false");
      this.active = place;
      const option = options[place];
      if (!option) return this.input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    }

    // One place before the first and after the last is the field itself.
    step(by) {
      const places = this.options.length + 1;
      this.move(((this.active + 1 + by + places) % places) - 1);
    }

    follow(option) {
      if (option) location.assign(option.dataset.url);
    }

    key(event) {
      if (event.isComposing || event.keyCode === 229) return;
      const handled = {
        ArrowDown: () => this.arrow(1, event),
        ArrowUp: () => this.arrow(-1, event),
        Enter: () => this.open && this.active >= 0 && (this.follow(this.options[this.active]), true),
        Escape: () => this.open && (this.close(), true),
        Tab: () => void this.close(),
      }[event.key]?.();
      if (handled) event.preventDefault();
    }

    arrow(by, event) {
      if (!this.open) {
        if (!this.options.length) this.later();
        else if (!event.altKey || by > 0) this.expand(true);
      } else if (event.altKey) {
        if (by < 0) this.close();
        return true;
      }
      if (this.open && !event.altKey) this.step(by);
      return true;
    }
  }

  for (const input of document.querySelectorAll("input[data-suggest]")) new Suggestions(input);
})();
