"""A page counts paragraphs as the archive does."""

import random

import pytest

from fascicle.core.html import clean, paragraph_texts
from tests.core.test_paragraphs import CASES, nasty
from tests.factories import make_archive, make_chapter, make_work

pytestmark = pytest.mark.django_db(transaction=True)

COUNTED = """async () => {
  const { paragraphsOf, wordsOf } = await import("/static/js/paragraphs.js");
  return paragraphsOf(document.querySelector(".reader .text")).map(wordsOf);
}"""


def test_a_page_and_the_archive_count_the_same_paragraphs(page):
    make_archive()
    html = clean("".join(one for one in CASES if one.startswith("<")))
    work = make_work("Counted", texts=[make_chapter(html)])
    page.goto(f"/works/{work.pk}/chapters/1/")

    counted = page.evaluate(COUNTED)

    assert counted == paragraph_texts(html)
    assert len(counted) > 10


ALL_COUNTED = """async () => {
  const { paragraphsOf, wordsOf } = await import("/static/js/paragraphs.js");
  const texts = [...document.querySelectorAll(".reader .text")];
  return texts.map((one) => paragraphsOf(one).map(wordsOf));
}"""


def test_they_agree_on_the_nastiest_of_texts(page):
    make_archive()
    chance = random.Random(21)
    texts = [nasty(chance) for _ in range(150)]
    work = make_work("Nasty", texts=[make_chapter(one) for one in texts])
    page.goto(f"/works/{work.pk}/whole/")

    counted = page.evaluate(ALL_COUNTED)

    assert counted == [paragraph_texts(one) for one in texts]
