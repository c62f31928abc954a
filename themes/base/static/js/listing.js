// Lists answer at once: what is ticked beside the rows changes them in their place, and the address with them. In the
// sheet of a phone one ticks first and looks afterwards. Without this file the form is sent by its button.
(() => {
  "use strict";
  const form = document.querySelector("form[data-live]");
  if (!form) return;
  const wide = matchMedia("(min-width: 60rem)");
  const status = form.querySelector("[data-live-status]");
  const place = () => location.pathname + location.search;
  let request, shown = place();

  function address() {
    const pairs = new Map();
    for (const [name, value] of new FormData(form)) {
      if (value) pairs.set(name, pairs.has(name) ? `${pairs.get(name)},${value}` : value);
    }
    const query = new URLSearchParams([...pairs]).toString().replaceAll("%2C", ",");
    return form.getAttribute("action") + (query ? `?${query}` : "");
  }

  // What was unfolded stays so; the field with suggestions stays itself.
  function keep(made) {
    for (const old of form.querySelectorAll("details.narrow, details.narrow__more")) {
      const name = old.querySelector("summary").textContent;
      const same = [...made.querySelectorAll("details.narrow, details.narrow__more")]
        .find((found) => found.querySelector("summary").textContent === name);
      if (same) same.open = same.open || old.open;
    }
    const named = [form, made].map((part) => part.querySelector(".narrow__named"));
    if (named[0] && named[1]) {
      named[0].querySelector("input").dataset.suggest = named[1].querySelector("input").dataset.suggest;
      named[1].replaceWith(named[0]);
    }
  }

  function show(page) {
    const made = page.querySelector("form[data-live]"), focused = document.activeElement;
    keep(made);
    for (const part of [".drawer__body", ".drawer__foot", ".drawer__toggle"]) {
      form.querySelector(part).replaceChildren(...made.querySelector(part).childNodes);
    }
    document.getElementById("results").replaceChildren(...page.getElementById("results").childNodes);
    if (focused?.name && !focused.isConnected) {
      const inputs = [...form.querySelectorAll("input")];
      inputs.find((input) => input.name === focused.name && input.value === focused.value)?.focus();
    }
    status.textContent = document.querySelector(".listing__count")?.textContent ?? "";
  }

  async function update() {
    request?.abort();
    const mine = (request = new AbortController()), target = address();
    const results = document.getElementById("results");
    results.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(target, { signal: mine.signal });
      if (!response.ok) return location.assign(target);
      show(new DOMParser().parseFromString(await response.text(), "text/html"));
      history.pushState(null, "", target);
      shown = place();
    } catch (error) {
      if (error.name !== "AbortError") location.assign(target);
    } finally {
      if (mine === request) results.removeAttribute("aria-busy");
    }
  }

  form.addEventListener("change", (event) => {
    if (wide.matches && ["checkbox", "radio"].includes(event.target.type)) update();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(address());
  });
  // A link within the page pops a state too, and changes nothing that is listed.
  addEventListener("popstate", () => place() !== shown && location.reload());
  document.addEventListener("keydown", (event) => {
    const sheet = form.querySelector(".drawer");
    if (event.key === "Escape" && sheet.open && !wide.matches && !event.defaultPrevented) {
      sheet.open = false;
      sheet.querySelector("summary").focus();
    }
    turn(event);
  });

  // In a calendar the arrows go from one day with entries to the next, Page Up and Page Down turn the month.
  function turn(event) {
    const grid = event.target.closest?.("[data-calendar]");
    if (!grid || event.altKey || event.ctrlKey || event.metaKey) return;
    const month = { PageUp: "-1", PageDown: "1" }[event.key];
    const days = [...grid.querySelectorAll("a.calendar__number")];
    const place = days.indexOf(event.target.closest("td")?.querySelector("a.calendar__number"));
    const next = { ArrowLeft: place - 1, ArrowUp: place - 1, ArrowRight: place + 1, ArrowDown: place + 1,
      Home: 0, End: days.length - 1 }[event.key];
    const target = month ? document.querySelector(`[data-turn="${month}"]`) : days[next];
    if (!target) return;
    event.preventDefault();
    if (month) target.click();
    else target.focus();
  }
})();
