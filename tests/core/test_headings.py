"""Headings of a text stand below the page's own, whatever levels they were written at."""

import pytest

from fascicle.core.html import with_headings_from


@pytest.mark.parametrize(
    ("first", "written", "shown"),
    [
        (2, "<h2>I</h2><p>a</p><h3>Dawn</h3>", "<h2>I</h2><p>a</p><h3>Dawn</h3>"),
        (3, "<h2>I</h2><h3>a</h3><h4>b</h4>", "<h3>I</h3><h4>a</h4><h5>b</h5>"),
        (2, '<h3>I</h3><h4 lang="fr">a</h4>', '<h2>I</h2><h3 lang="fr">a</h3>'),
        (2, "<h4>a</h4><h2>b</h2><h3>c</h3>", "<h2>a</h2><h2>b</h2><h3>c</h3>"),
        (2, "<h2>a</h2><h4>b</h4><h4>c</h4>", "<h2>a</h2><h3>b</h3><h3>c</h3>"),
        (3, "<h2>a</h2><h4>b</h4><h3>c</h3>", "<h3>a</h3><h4>b</h4><h4>c</h4>"),
        (3, "<hr><p>h2 &lt;h2> h3</p>", "<hr><p>h2 &lt;h2> h3</p>"),
    ],
)
def test_levels_begin_where_the_page_has_room_and_none_is_left_out(
    first, written, shown
):
    assert with_headings_from(first, written) == shown
