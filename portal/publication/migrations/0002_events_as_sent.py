"""Events are kept as the text that is sent; what filters knew stands beside it. The log has a head from the start."""

import json
import secrets

from django.db import migrations, models

PLACEHOLDER = "https://portal.invalid"
ADDRESSES = {"url", "api_url", "permalink"}


def absolute(form):
    """Site paths under the placeholder, as in portal.publication.addresses."""
    if isinstance(form, list):
        return [absolute(member) for member in form]
    if not isinstance(form, dict):
        return form
    return {
        name: PLACEHOLDER + value
        if name in ADDRESSES and isinstance(value, str) and value.startswith("/")
        else absolute(value)
        for name, value in form.items()
    }


def instant(value):
    return value.isoformat().replace("+00:00", "Z")


def data_of(event):
    data = {"id": str(event.item_id), "version": event.version, "deleted": event.type.endswith(".withdrawn")}
    data |= {} if data["deleted"] else {"object": event.object}
    data |= {"changed": event.changed} if event.changed is not None else {}
    data |= event.extra
    data |= {"withdrawn_at": instant(event.time)} if data["deleted"] else {}
    return absolute(data)


def keep_as_sent(apps, schema_editor):
    events = apps.get_model("publication", "PublicationEvent")
    heads = apps.get_model("publication", "LogHead")
    heads.objects.get_or_create(pk=1, defaults={"epoch": secrets.token_hex(4)})
    for event in events.objects.order_by("position").iterator(chunk_size=200):
        envelope = {
            "specversion": "1.0",
            "id": f"{event.epoch}-{event.position}",
            "source": f"{PLACEHOLDER}/api/v1",
            "type": event.type,
            "subject": f"{event.kind}/{event.item_id}",
            "time": instant(event.time),
            "sequence": f"{event.position:020d}",
            "recordedtime": instant(event.recorded_at),
            "datacontenttype": "application/json",
            "data": data_of(event),
        }
        event.body = json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))
        # Their codes alone say nothing of the status: a filtered reader is told of them rather than not.
        event.before = event.after = None
        event.save(update_fields=["body", "before", "after"])


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]

    operations = [
        migrations.AddField("loghead", "pruned", models.BigIntegerField(default=0)),
        migrations.AddField("loghead", "edition", models.BigIntegerField(default=0)),
        migrations.AddField("publisheditem", "facts", models.JSONField(null=True)),
        migrations.AddField("publicationevent", "body", models.TextField(default=""), preserve_default=False),
        migrations.AddField("publicationevent", "redacted", models.BooleanField(default=False)),
        migrations.RunPython(keep_as_sent, migrations.RunPython.noop),
        migrations.RemoveField("publicationevent", "object"),
        migrations.RemoveField("publicationevent", "changed"),
        migrations.RemoveField("publicationevent", "extra"),
    ]
