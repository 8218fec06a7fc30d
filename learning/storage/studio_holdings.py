"""The declaration of what is held about people who write in the studio."""

from sqlalchemy import or_

from learning.storage.held import ME, RECORD, SAFETY, TEACHING, WITH_ACCOUNT, YOURS, Holding
from learning.storage.studio_schema import (
    AccessToken,
    DraftFile,
    DraftSave,
    Work,
    WorkEditor,
    WorkReview,
)

OF_WORK = "It is about the course or case, not about you"

STUDIO_HOLDINGS: tuple[Holding, ...] = (
    Holding(
        "works",
        Work,
        title="Courses and cases of yours in the studio",
        purpose="So that you can write them, and nobody else does whom you have not asked",
        basis=TEACHING,
        kept="As long as the course or case",
        whose=Work.owner_id == ME,
        order=("made_at", "prefix"),
        given={"prefix": "work", "review_needed": "review_needed", "made_at": "made_at"},
        withheld={"owner_id": YOURS},
    ),
    Holding(
        "shared-works",
        WorkEditor,
        title="Courses and cases that others share with you",
        purpose="So that you can write them together",
        basis=TEACHING,
        kept="Until they are no longer shared with you",
        whose=WorkEditor.person_id == ME,
        order=("added_at", "prefix"),
        given={"prefix": "work", "added_at": "shared_since"},
        withheld={"person_id": YOURS},
    ),
    Holding(
        "draft-files",
        DraftFile,
        title="Files that you saved last in the studio",
        purpose="To show the authors of a work who wrote last",
        basis=RECORD,
        kept="As long as the course or case",
        whose=DraftFile.saved_by == ME,
        order=("saved_at", "path"),
        given={
            "path": "file",
            "no": "number_of_save",
            "title": "title",
            "gone": "removed",
            "saved_at": "saved_at",
        },
        withheld={
            "saved_by": YOURS,
            **dict.fromkeys("prefix sha256 text law_checked errors warnings".split(), OF_WORK),
        },
    ),
    Holding(
        "draft-saves",
        DraftSave,
        title="Your saves in the studio",
        purpose="So that nothing that was written is lost, and two authors can be told apart",
        basis=RECORD,
        kept="The last of each day as long as the course or case, the others two days",
        whose=DraftSave.saved_by == ME,
        order=("saved_at", "path", "no"),
        given={"path": "file", "no": "number_of_save", "saved_at": "saved_at"},
        withheld={
            "saved_by": YOURS,
            "request_id": "What your page called the save, so that it counts once",
            **dict.fromkeys(("sha256", "packed"), OF_WORK),
        },
    ),
    Holding(
        "reviews-of-works",
        WorkReview,
        title="Reviews that you asked for or gave before something was published",
        purpose="To know that a second educator has read it",
        basis=RECORD,
        kept="As long as the course or case",
        whose=or_(WorkReview.asked_by == ME, WorkReview.answered_by == ME),
        order=("asked_at", "id"),
        given={
            "id": "review",
            "prefix": "work",
            "words": "asked_with_the_words",
            "asked_by": "asked_by",
            "asked_at": "asked_at",
            "verdict": "verdict",
            "answer": "answer",
            "answered_by": "answered_by",
            "answered_at": "answered_at",
        },
        withheld={"digest": OF_WORK},
    ),
    Holding(
        "access-tokens",
        AccessToken,
        title="Keys for your own programs",
        purpose="So that you can work on your courses and cases in another editor",
        basis=SAFETY,
        kept=WITH_ACCOUNT,
        whose=AccessToken.person_id == ME,
        order=("made_at", "token_hash"),
        given={
            "name": "name",
            "made_at": "made_at",
            "used_at": "last_used_at",
            "ended_at": "ended_at",
        },
        withheld={"person_id": YOURS, "token_hash": "It stands for the key itself"},
    ),
)
