"""Public addresses, under /corrections/."""

from django.urls import path

from portal.corrections.views import answer, answers, correct, one_receipt

urlpatterns = [
    path("", answers, name="correction_answers"),
    path("new/<uuid:item_id>/", correct, name="correction_new"),
    path("receipt/<str:receipt>/", one_receipt, name="correction_receipt"),
    path("<uuid:correction_id>/", answer, name="correction_answer"),
]
