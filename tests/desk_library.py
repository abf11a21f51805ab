"""A library in which everything that an address of the desk can name is one writer's."""

from django.utils import timezone

from fascicle.accounts import actions as accounts
from fascicle.accounts.models import Claim, Invitation, Proof
from fascicle.core.models import Archive
from fascicle.works import actions
from fascicle.works.actions import ChapterInput
from fascicle.works.models import (
    Announcement,
    Autosave,
    BulkEdit,
    ChapterByline,
    KeptNote,
    Mode,
    OfferKind,
    Orphaning,
    Picture,
    RelationKind,
)
from tests.factories import NOW, make_pen_name, make_work

#: The slot of what the writer has typed and not saved.
SLOT = "0191e0a0-0000-7000-8000-000000000001"


def make_library(people):
    """All that an address of the desk can name, by what it is; ``people`` are users by role."""
    name = {role: user.pen_names.get(is_default=True) for role, user in people.items()}
    shared = make_shared_work(people, name)
    return {
        **shared,
        **make_dealings(people, name, shared["work"]),
        **make_series(name),
        **make_own_things(people["writer"], name["writer"]),
    }


def make_shared_work(people, name):
    """A work that the writer began, one joined, one left, and one writes a chapter of."""
    writer = people["writer"]
    work = make_work("Salt Roads", by=name["writer"], chapters=3)
    for who in ("co_writer", "former_co_writer"):
        offer = actions.offer(
            work, name[who].name, kind=OfferKind.WORK, by=writer, at=NOW
        )
        actions.accept_offer(offer, by=people[who], at=NOW)
    actions.leave(work, by=people["former_co_writer"], at=NOW)
    chapter = work.chapters.get(position=1)
    ChapterByline.objects.create(chapter=chapter, pen_name=name["chapter_writer"])
    text = ChapterInput(text="New.", mode=Mode.PLAIN)
    actions.save_chapter(chapter, text, base_version=1, by=writer, at=NOW)
    binned = work.chapters.get(position=3)
    actions.discard_chapter(binned, at=NOW)
    return {
        "work": work,
        "chapter": chapter,
        "binned": binned,
        "revision": chapter.revisions.order_by("pk").first(),
        "announcement": Announcement.objects.create(
            work=work, html="<p>Soon.</p>", posted_at=NOW
        ),
        "guest_name": name["chapter_writer"],
        "writer_name": name["writer"],
    }


def make_dealings(people, name, work):
    """What the writer asks of others, and others of the writer."""
    theirs = make_work("Theirs", by=name["member"])
    member, writer = people["member"], people["writer"]
    to_writer, of_work = (
        actions.offer(what, to.name, kind=OfferKind.WORK, by=by, at=NOW)
        for what, to, by in (
            (theirs, name["writer"], member),
            (work, name["curator"], writer),
        )
    )
    return {
        "to_writer": to_writer,
        "of_work": of_work,
        "relation": actions.relate(
            theirs, RelationKind.SEQUEL, title="Salt Roads", at=NOW
        ),
        "own_relation": actions.relate(
            work, RelationKind.INSPIRED, title="Nowhere", at=NOW
        ),
        "gift_of_work": actions.dedicate(work, "my sister", at=NOW),
        "gift_to_writer": actions.dedicate(theirs, name["writer"].name, at=NOW),
    }


def make_series(name):
    series = actions.start_series("Mine", owner=name["writer"], at=NOW)
    part = make_work("Part", by=name["writer"])
    return {
        "series": series,
        "part": part,
        "entry": actions.place_in_series(series, part),
        "asked": actions.ask_to_own(series, name["co_writer"], at=NOW),
    }


def make_own_things(writer, name):
    thrown, let_go = (make_work(title, by=name) for title in ("Thrown", "Let go"))
    actions.throw_away_work(thrown, by=writer, at=NOW)
    actions.orphan(let_go, by=writer, at=timezone.now())
    Autosave.objects.create(user=writer, slot=SLOT, started_at=NOW, kept_at=NOW)
    unclaimed = make_pen_name("Old Name")
    Archive.objects.update(images=True)
    sent = {"media_type": "image/png", "width": 1, "height": 1, "size": 1}
    return {
        "picture": Picture.objects.create(
            digest="1" * 64, words="A lamp", sent_by=writer, sent_at=NOW, **sent
        ),
        "thrown": thrown,
        "orphaning": Orphaning.objects.get(),
        "note": KeptNote.objects.create(user=writer, name="Thanks", html="<p>Oh.</p>"),
        "edit": BulkEdit.objects.create(
            user=writer, made_at=NOW, change={"changed": 0}, before={}
        ),
        "unclaimed": unclaimed,
        "claim": Claim.objects.create(
            user=writer, pen_name=unclaimed, proof=Proof.HOST, made_at=NOW
        ),
        "invitation": Invitation.objects.create(
            token_hash="0" * 64, made_by=writer, made_at=NOW
        ),
        "device": accounts.let_device_in(
            writer, "The small one", sees_adult=False, at=NOW
        )[0],
        "second": accounts.new_pen_name(writer, "Second Name", at=NOW),
    }
