"""What becomes of the lines that expect an address, once it has an account.

Called in the transaction that opens the account; knows no viewer and no page.
"""

from sqlalchemy import Connection

from learning.operations.messages import PutIn, tell_put_in
from learning.operations.site import Site
from learning.storage import audit, cohort_people, cohorts, enrolments
from learning.storage.cohort_people import InviteRow
from learning.storage.cohorts import TEACHER


def welcome(site: Site, connection: Connection, person_id: str, *, email: str) -> None:
    """Put somebody into the cohorts that expect them, and enrol them in the courses of these.

    One statement where nobody does.
    """
    for invite in cohort_people.take_invites(connection, email):
        _let_in(site, connection, person_id, invite)


def _let_in(site: Site, connection: Connection, person_id: str, invite: InviteRow) -> None:
    now, cohort_id = site.clock(), invite.cohort_id
    cohort_people.put_person(connection, cohort_id, person_id, place=invite.place, at=now)
    cohort = cohorts.load_cohort(connection, cohort_id)
    if cohort:
        told = PutIn(cohort.name, cohort_id, invite.role == TEACHER)
        tell_put_in(site, connection, told, person_id=person_id)
    for path in sorted(cohorts.list_courses(connection, cohort_id)):
        enrolments.add_enrolment(connection, person_id, path, at=now)
    action = "put into a cohort that expected them"
    entry = audit.Entry(site.new_id(), now, invite.invited_by, action, person_id)
    audit.add_entry(connection, entry)
