"""How far a job is, for the page that waits for it."""

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import path
from wagtail import hooks

from portal.jobs.models import Job


def job_state(request: HttpRequest, job_id) -> JsonResponse:
    """`{state, over, share, stage, error}` of a job of the person who asks; 404 for anybody else's."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None or not (request.user.is_superuser or job.user_id == request.user.pk):
        raise Http404
    answer = {"state": job.state, "over": job.over, "share": job.share, "stage": job.stage, "error": job.error}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@hooks.register("register_admin_urls")
def urls() -> list:
    """Beside Wagtail's own addresses."""
    return [path("jobs/<uuid:job_id>/", job_state, name="job_state")]
