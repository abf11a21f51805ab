"""With others: bylines, offers, hidden names, letting go, relations, gifts, the bin."""

from django.urls import URLPattern, path

from fascicle.works.views import asked, bin, bonds, company

_WORK = "<number:work_id>"
_COMPANY = f"{_WORK}/company"

urlpatterns: list[URLPattern] = [
    path(f"{_COMPANY}/", company.company, name="company"),
    path(f"{_COMPANY}/offers/", company.offering, name="offering"),
    path(f"{_COMPANY}/heir/", company.handing_over, name="handing_over"),
    path(
        f"{_COMPANY}/offers/<number:offer_id>/withdrawal/",
        company.withdrawal,
        name="offer_withdrawal",
    ),
    path(
        f"{_COMPANY}/chapters/<number:chapter_id>/<number:pen_name_id>/removal/",
        company.guest_removal,
        name="guest_removal",
    ),
    path(
        f"{_COMPANY}/names/<number:pen_name_id>/move/",
        company.name_move,
        name="name_move",
    ),
    path(f"{_COMPANY}/names/<number:pen_name_id>/", company.own_name, name="own_name"),
    path(f"{_COMPANY}/hiding/", company.hiding, name="hiding"),
    path(f"{_COMPANY}/showing/", company.showing, name="showing"),
    path(f"{_COMPANY}/leaving/", company.leaving, name="leaving"),
    path(f"{_COMPANY}/orphaning/", company.orphaning, name="orphaning"),
    path(f"{_WORK}/removal/", company.work_removal, name="work_removal"),
    # What others ask.
    path("offers/", asked.offers, name="offers"),
    path(
        "offers/<number:offer_id>/acceptance/",
        asked.acceptance,
        name="offer_acceptance",
    ),
    path("offers/<number:offer_id>/refusal/", asked.refusal, name="offer_refusal"),
    path(
        "offers/chapters/<number:chapter_id>/leaving/",
        asked.chapter_leaving,
        name="chapter_leaving",
    ),
    path(
        "offers/gifts/<number:gift_id>/refusal/",
        asked.gift_refusal,
        name="gift_refusal",
    ),
    path(
        "offers/relations/<number:relation_id>/approval/",
        asked.relation_approval,
        name="relation_approval",
    ),
    path(
        "offers/relations/<number:relation_id>/refusal/",
        asked.relation_refusal,
        name="relation_refusal",
    ),
    # What a work has to do with others, and whom it is for.
    path(f"{_WORK}/relations/", bonds.relations, name="relations"),
    path(
        f"{_WORK}/relations/<number:relation_id>/removal/",
        bonds.relation_removal,
        name="relation_removal",
    ),
    path(f"{_WORK}/gifts/", bonds.gifts, name="gifts"),
    path(
        f"{_WORK}/gifts/<number:gift_id>/removal/",
        bonds.gift_removal,
        name="gift_removal",
    ),
    # The bin.
    path("bin/", bin.contents, name="bin"),
    path("bin/works/<number:work_id>/return/", bin.work_return, name="work_return"),
    path(
        "bin/works/<number:work_id>/destruction/",
        bin.work_destruction,
        name="work_destruction",
    ),
    path(
        "bin/chapters/<number:chapter_id>/return/",
        bin.chapter_return,
        name="chapter_return",
    ),
    path(
        "bin/chapters/<number:chapter_id>/destruction/",
        bin.chapter_destruction,
        name="chapter_destruction",
    ),
    path(
        "bin/orphans/<number:orphaning_id>/return/",
        bin.orphan_return,
        name="orphan_return",
    ),
]
