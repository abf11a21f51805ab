"""HTML from pieces is what Django would make of them."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from fascicle.core.pieces import NOTHING, piece, pieces

PATTERN = '<a href="{}">{}</a>'
values = st.one_of(
    st.text(),
    st.sampled_from("<>&\"'"),
    st.integers(),
    st.none(),
    st.just(SafeString("<b>safe</b>")),
    st.just(gettext_lazy("Stories & series")),
)


@given(values, values)
def test_a_piece_is_escaped_as_django_escapes(first, second):
    made = piece(PATTERN, first, second)

    assert made == format_html(PATTERN, first, second)
    assert isinstance(made, SafeString)


@given(st.lists(st.tuples(values, values)))
def test_so_are_many(rows):
    made = pieces(PATTERN, rows)

    assert made == format_html_join("", PATTERN, rows)
    assert isinstance(made, SafeString)


def test_what_is_made_is_not_escaped_again():
    assert piece("<p>{}</p>", piece("{}", "&")) == "<p>&amp;</p>"
    assert piece("{}{}", NOTHING, pieces("", [])) == ""
