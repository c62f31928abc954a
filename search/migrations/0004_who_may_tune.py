"""Moderators tune the search; editors see what was tuned and what people searched. Groups can be changed later."""

from django.db import migrations

ACTIONS = {"add": "Can add", "change": "Can change", "delete": "Can delete", "view": "Can view"}
MODELS = {
    "synonymgroup": ("synonyms entry", ACTIONS),
    "bestbet": ("best bet", ACTIONS),
    "searched": ("search that people made", {"view": "Can view"}),
}


def grant(apps, schema_editor):
    """Django makes permissions only after all migrations: they are made here as it would."""
    content_type = apps.get_model("contenttypes", "ContentType")
    permission = apps.get_model("auth", "Permission")
    groups = {group.name: group for group in apps.get_model("auth", "Group").objects.all()}
    for model, (name, actions) in MODELS.items():
        found, _ = content_type.objects.get_or_create(app_label="search", model=model)
        for action, words in actions.items():
            right, _ = permission.objects.get_or_create(
                content_type=found, codename=f"{action}_{model}", defaults={"name": f"{words} {name}"}
            )
            for group in ("Moderators", "Editors") if action == "view" else ("Moderators",):
                if group in groups:
                    groups[group].permissions.add(right)


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0003_first_synonyms"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0026_group_collection_permission"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop, elidable=False)]
