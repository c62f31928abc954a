/* The review: a passage is marked where it stands, a candidate goes into its field, rows are added and left out. */
(function () {
  "use strict";
  var side = document.getElementById("intake-document");
  var form = document.querySelector("[data-intake-review]");
  if (!side || !form) { return; }
  var changed = false;

  function letters(root) {
    var found = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (var node = walker.nextNode(); node; node = walker.nextNode()) {
      for (var at = 0; at < node.data.length; at += 1) {
        if (!/\s/.test(node.data[at])) { found.push([node, at, node.data[at]]); }
      }
    }
    return found;
  }
  function mark(passage, words) {
    side.querySelectorAll(".is-marked").forEach(function (one) { one.classList.remove("is-marked"); });
    passage.classList.add("is-marked");
    side.scrollTop = passage.offsetTop - side.clientHeight / 3;
    passage.focus({ preventScroll: true });
    if (!window.Highlight || !CSS.highlights) { return; }
    CSS.highlights.delete("intake-passage");
    var all = letters(side), text = all.map(function (one) { return one[2]; }).join("");
    var wanted = words.replace(/\s+/g, ""), inside = letters(passage);
    if (!inside.length || !wanted) { return; }
    var from = text.indexOf(wanted, Math.max(0, all.findIndex(function (one) { return one[0] === inside[0][0]; })));
    if (from < 0) { return; }
    var range = new Range(), last = all[from + wanted.length - 1];
    range.setStart(all[from][0], all[from][1]);
    range.setEnd(last[0], last[1] + 1);
    CSS.highlights.set("intake-passage", new Highlight(range));
  }
  function put(button) {
    var field = document.getElementById(button.dataset.intakeUse), value = button.dataset.value;
    var time = /_0$/.test(field.id) && document.getElementById(field.id.replace(/_0$/, "_1"));
    if (time) {
      field.value = value.split("|")[0];
      time.value = value.split("|")[1] || "";
    } else if (field.type === "checkbox") {
      field.checked = value === "True";
    } else {
      field.value = value;
    }
    changed = true;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
  function add(rows) {
    var total = rows.querySelector("[name$=-TOTAL_FORMS]"), number = total.value;
    var holder = document.createElement("div");
    holder.innerHTML = rows.querySelector("template").innerHTML.replace(/__prefix__/g, number);
    var row = holder.firstElementChild;
    rows.insertBefore(row, rows.querySelector("template"));
    total.value = String(Number(number) + 1);
    row.querySelector("input:not([type=checkbox]), textarea").focus();
  }
  function leftOut(box) {
    box.closest("[data-intake-row]").classList.toggle("is-left-out", box.checked);
  }

  document.querySelectorAll("[data-intake-passage]").forEach(function (link) {
    link.addEventListener("click", function (event) {
      var passage = document.getElementById(link.getAttribute("href").slice(1));
      if (passage) { event.preventDefault(); mark(passage, link.dataset.intakePassage); }
    });
  });
  form.querySelectorAll("[data-intake-add]").forEach(function (button) { button.hidden = false; });
  form.querySelectorAll("input[name$=-DELETE]").forEach(leftOut);
  form.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) { return; }
    if (button.dataset.intakeUse) { put(button); }
    if (button.hasAttribute("data-intake-add")) { add(button.closest("[data-intake-rows]")); }
  });
  form.addEventListener("change", function (event) {
    changed = true;
    if (/-DELETE$/.test(event.target.name)) { leftOut(event.target); }
  });
  form.addEventListener("submit", function () { changed = false; });
  window.addEventListener("beforeunload", function (event) { if (changed) { event.preventDefault(); } });
  var wrong = form.querySelector(".error-message");
  if (wrong) {
    var asked = wrong.closest(".intake-field, .intake-cell, .intake-picture");
    var input = asked && asked.querySelector("input, textarea, select");
    if (input) { input.focus(); }
  }
})();
