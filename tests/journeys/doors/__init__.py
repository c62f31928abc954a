"""Every door through which something becomes public, changes or goes: arrange, go, expect."""

from collections.abc import Callable

from tests.journeys.doors import editing, programs, trees
from tests.journeys.doors.ways import Way

DOORS: list[Callable[..., Way]] = [
    editing.create, editing.edit, editing.save_a_draft, editing.unpublish, editing.restore_after_unpublish,
    editing.keep_from_the_public, editing.schedule, editing.scheduled_publish, editing.scheduled_expiry,
    editing.submit_for_review, editing.workflow, editing.alias, editing.publish_what_has_an_alias,
    editing.unpublish_what_has_an_alias,
    editing.convert_an_alias, editing.copy_as_draft, editing.copy_and_publish, editing.revert,
    programs.add_live_child, programs.publish_without_a_change, programs.withdraw_with_a_reason,
    programs.happening, programs.import_new,
    trees.delete_one, trees.delete_a_tree, trees.bulk_publish, trees.bulk_unpublish,
    trees.bulk_unpublish_with_descendants, trees.bulk_delete, trees.bulk_move, trees.move,
    trees.move_of_a_parent, trees.rename_of_a_parent, trees.restrict, trees.restrict_a_parent,
    trees.lift_a_restriction, trees.lift_a_parents_restriction,
]  # fmt: skip
