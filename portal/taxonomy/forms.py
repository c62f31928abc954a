"""Back-office forms of the vocabularies."""

from wagtail.admin.forms import WagtailAdminModelForm


class TermForm(WagtailAdminModelForm):
    """A term's form: the code can be given once, afterwards it is shown and ignored."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields:
            self.fields["code"].disabled = True
