/* Follows a job: [data-job] holds the address of its state; the page is loaded again when the job is over. */
(function () {
  "use strict";
  document.querySelectorAll("[data-job]").forEach(function (box) {
    var bar = box.querySelector("progress");
    var stage = box.querySelector("[data-job-stage]");
    function look() {
      fetch(box.dataset.job, { credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(answer.status); })
        .then(function (job) {
          if (job.over) { window.location.reload(); return; }
          if (job.share) { bar.value = job.share; }
          if (job.stage) { stage.textContent = job.stage; }
          window.setTimeout(look, 700);
        })
        .catch(function () { window.setTimeout(look, 3000); });
    }
    look();
  });
})();
