"""What may mean the same, and what must not be taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fascicle.core.names import name_key
from fascicle.tags.suggestions import Rule, Used, likely_synonyms


def used(*names, **uses):
    """Tags of these names, each used less than the one before it."""
    return [
        Used(n, name_key(name), uses.get(name, 100 - n))
        for n, name in enumerate(names, 1)
    ]


def rules(*names):
    return {(s.tag, s.of): s.rule for s in likely_synonyms(used(*names))}


@pytest.mark.parametrize(
    ("main", "variant", "rule"),
    [
        ("Sci-Fi", "scifi", Rule.SPACING),
        ("Hurt/Comfort", "hurt / comfort", Rule.SPACING),
        ("Don't Look Back", "dont look back", Rule.SPACING),
        ("Rock & Roll", "rock and roll", Rule.SPACING),
        ("S.F.", "SF", Rule.SPACING),
        ("時をかける少女", "時をかける・少女", Rule.SPACING),
        ("Ghosts", "Ghost", Rule.PLURAL),
        ("Haunted Cities", "haunted city", Rule.PLURAL),
        ("Wolves", "Wolf", Rule.PLURAL),
        ("Dragón", "dragones", Rule.PLURAL),
        ("Corações", "coração", Rule.PLURAL),
        ("Bateaux", "bateau", Rule.PLURAL),
        ("Geschichten", "Geschichte", Rule.PLURAL),
        ("Звезда", "звёзды", Rule.PLURAL),
        ("Ghosts in the Attic", "ghost in the attic", Rule.PLURAL),
        ("Mystery", "Mistery", Rule.SPELLING),
        ("Lighthouse", "Lighthuose", Rule.SPELLING),
        ("Colour of Magic", "color of magic", Rule.SPELLING),
        ("Harry Potter", "Potter, Harry", Rule.ORDER),
        ("Ines Okafor/Tomas Reyes", "Tomas Reyes/Ines Okafor", Rule.ORDER),
        ("The Lord of the Rings", "Lord of the Rings", Rule.ARTICLE),
        ("Lord of the Rings", "LOTR", Rule.INITIALS),
        ("Science Fiction", "SF", Rule.INITIALS),
        ("Tolstoy", "Толстой", Rule.SCRIPT),
        ("Chekhov", "Чехов", Rule.SCRIPT),
        ("Yuri Zhivago", "Юрий Живаго", Rule.SCRIPT),
        ("Kyiv", "Київ", Rule.SCRIPT),
        ("Odysseas", "Οδυσσέας", Rule.SCRIPT),
        ("Naruto", "ナルト", Rule.SCRIPT),
        ("Sakura", "さくら", Rule.SCRIPT),
        ("Shōjo", "しょうじょ", Rule.SCRIPT),
    ],
)
def test_the_less_used_is_suggested_with_the_reason(main, variant, rule):
    found = likely_synonyms(used(main, variant))

    assert [(s.tag, s.of, s.rule) for s in found] == [(2, 1, rule)]


@pytest.mark.parametrize(
    "names",
    [
        ("Ines/Tomas", "Ines & Tomas"),
        ("C", "C++", "C#"),
        ("Part 1", "Part 2"),
        ("1 2", "12"),
        ("1980s", "1990s"),
        ("Moral", "Amoral"),
        ("Typical", "Atypical"),
        ("Harry", "Larry"),
        ("He", "She"),
        ("魔法使い", "魔法遣い"),
        ("हिन्दी", "हिन्दू"),
        ("!!!", "???"),
        ("Ines Okafor", "Tomas Reyes"),
        ("Kate", "Katherine"),
    ],
)
def test_what_only_looks_alike_is_left_alone(names):
    assert rules(*names) == {}


def test_the_more_used_is_the_one_to_keep():
    rows = [Used(1, "scifi", 3), Used(2, "sci-fi", 50)]

    (found,) = likely_synonyms(rows)

    assert (found.tag, found.of) == (1, 2)


def test_of_two_as_much_used_the_first_coined_is_kept():
    rows = [Used(7, "sci-fi", 5), Used(3, "scifi", 5)]

    (found,) = likely_synonyms(rows)

    assert (found.tag, found.of) == (7, 3)


def test_what_was_told_apart_is_not_suggested_again():
    rows = used("Sci-Fi", "scifi")

    assert likely_synonyms(rows, apart={(1, 2)}) == []


def test_what_resembles_a_synonym_is_suggested_for_what_that_means():
    rows = [
        Used(1, "science fiction", 90),
        Used(2, "sci-fi", 40, canonical=1),
        Used(3, "scifi", 5),
    ]

    (found,) = likely_synonyms(rows)

    assert (found.tag, found.of, found.by_way_of) == (3, 1, 2)


def test_two_synonyms_of_one_tag_are_no_news():
    rows = [
        Used(1, "science fiction", 90),
        Used(2, "sci-fi", 40, canonical=1),
        Used(3, "scifi", 5, canonical=1),
    ]

    assert likely_synonyms(rows) == []


def test_a_rare_slip_beside_a_common_name_is_surer():
    rare = likely_synonyms([Used(1, "mystery", 500), Used(2, "mistery", 2)])
    common = likely_synonyms([Used(1, "mystery", 500), Used(2, "mistery", 400)])

    assert rare[0].confidence > common[0].confidence


def test_a_pair_is_suggested_once_by_its_surest_rule():
    assert rules("Sci-Fi Stories", "scifi story") == {}
    assert rules("Sci-Fi Story", "sci fi story") == {(2, 1): Rule.SPACING}


def test_no_tag_gets_more_than_three_suggestions():
    names = ["Marina Kass", "Marine Kass", "Marino Kass", "Maring Kass", "Marinu Kass"]

    found = likely_synonyms(used(*names))

    assert max([s.tag for s in found].count(n) for n in range(1, 6)) == 3


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@given(st.lists(names.map(name_key).filter(bool), unique=True, max_size=30))
def test_no_name_is_too_odd(keys):
    rows = [Used(n, key, n % 3) for n, key in enumerate(keys, 1)]

    found = likely_synonyms(rows)

    assert all(s.tag != s.of and 0 < s.confidence <= 1 for s in found)


def test_many_thousand_names_of_one_shape_do_not_multiply():
    rows = [Used(n, "-".join("a" * n), 1) for n in range(1, 150)]
    rows += [Used(1000 + n, f"chapter {n} of something", 1) for n in range(3000)]

    assert len(likely_synonyms(rows)) < 3000
