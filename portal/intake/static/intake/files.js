/* Dropping files, sending them at once when chosen, and following those that are being read: one request for all. */
(function () {
  "use strict";
  var form = document.querySelector("[data-intake-give]");
  if (form) {
    var zone = form.querySelector("[data-intake-drop]");
    var input = form.querySelector("input[type=file]");
    var send = function () {
      if (!input.files.length) { return; }
      form.querySelector("[data-intake-busy]").hidden = false;
      form.requestSubmit();
    };
    input.addEventListener("change", send);
    ["dragenter", "dragover"].forEach(function (name) {
      zone.addEventListener(name, function (event) { event.preventDefault(); zone.classList.add("is-over"); });
    });
    ["dragleave", "drop"].forEach(function (name) {
      zone.addEventListener(name, function (event) { event.preventDefault(); zone.classList.remove("is-over"); });
    });
    zone.addEventListener("drop", function (event) {
      if (event.dataTransfer && event.dataTransfer.files.length) { input.files = event.dataTransfer.files; send(); }
    });
  }
  function follow() {
    var list = document.querySelector("[data-intake-list][data-reading]");
    if (!list) { return; }
    fetch(window.location.href, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-intake-list]");
        if (fresh && !list.contains(document.activeElement)) { list.replaceWith(fresh); }
        window.setTimeout(follow, 1000);
      })
      .catch(function () { window.setTimeout(follow, 4000); });
  }
  follow();
})();
