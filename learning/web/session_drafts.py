"""What the person at hand typed in a session and did not send, back in the forms of its page."""

from contextlib import suppress
from dataclasses import replace

from learning.errors import InvalidInput
from learning.operations.moments import find_zone
from learning.operations.sessions import list_drafts, save_draft
from learning.web.current import current_site, current_viewer
from learning.web.forms import attempts, replies
from learning.web.forms import session_acts as forms
from learning.web.forms.replies import Fields
from learning.web.pages.saving import say_saved
from learning.web.pages.session_page import Returned


def fill_in(returned: Returned, session_id: str, position: str) -> Returned:
    """Add what was saved: in the forms at this position, and for reading what others were left."""
    site = current_site()
    zone = find_zone(site)
    now = site.clock().astimezone(zone)
    kept, unsent = {}, list[str]()
    for draft in list_drafts(site, current_viewer(), session_id).values():
        place, _, name = draft.part.partition("/")
        if place == position:
            said = say_saved(draft.saved_at.astimezone(zone), now)
            kept[name] = replace(replies.restore(draft.fields, said), question=name)
        else:
            unsent += (text.strip() for text in forms.list_unsent(draft.fields))
    typed = attempts.restore(returned.typed, kept, kept.get(forms.SPOTTING))
    return replace(returned, typed=typed, unsent=tuple(filter(None, unsent)))


def keep_unsent(session_id: str, fields: Fields) -> None:
    """Keep what came too late to count, for its writer to read."""
    kept, part = forms.read_kept(fields), forms.read_part(fields)
    if not part or not kept or forms.find_doubts(fields):
        return
    # What is too much to be kept is shown all the same, to be copied.
    with suppress(InvalidInput):
        name = forms.name_draft(fields, part)
        save_draft(current_site(), current_viewer(), session_id, part=name, fields=kept)
