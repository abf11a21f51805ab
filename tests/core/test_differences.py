"""Two copies of a text side by side."""

from fascicle.core.differences import differences, paragraphs_of


def test_for_a_picture_stands_what_it_shows():
    html = '<p>Before.</p><p><img src="/images/1" alt="A &lt;lamp&gt; at 5 %" width="3"></p>'

    assert paragraphs_of(html) == ["Before.", "[picture: A <lamp> at 5 %]"]


def test_another_picture_is_a_difference():
    one, other = (
        f'<p>Before.</p><p><img src="/images/{n}" alt="{words}"></p>'
        for n, words in enumerate(["A lamp", "A door"])
    )

    same, changed = differences(one, other)

    assert not same.differs
    assert changed.differs
