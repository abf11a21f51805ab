import pytest

from fascicle.core.wordcount import count_words, count_words_in_html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Don’t well-known people say 3.14?", 5),
        ("She waited—and waited -- in vain.", 5),
        ("one--two three", 2),
        ("* * * --- …", 0),
        ("«Où est-il ?» demanda-t-elle.", 3),
        ("今天天气很好。", 6),
        ("古い灯台の階段", 7),
        ("コーヒー", 4),
        ("他说hello world。", 4),
        ("오늘은 누가 올까?", 3),
        ("أغلق الحارس الباب", 3),
        ("Жил-был царь", 2),
    ],
)
def test_words_are_counted_as_readers_of_the_language_do(text, words):
    assert count_words(text) == words


def test_thai_is_counted_by_its_letters():
    text = "คนเฝ้าประภาคารจุดไฟแล้วนั่งลงข้างหน้าต่าง"  # nine or ten words

    assert 8 <= count_words(text) <= 12


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>One</p><p>two</p>", 2),
        ("<p>un<em>believ</em>able</p>", 1),
        ("one<br>two<hr>three", 3),
        ("<p>Fish &amp; chips</p>", 2),
        ("<p>caf&eacute;s</p>", 1),
    ],
)
def test_mark_up_is_not_counted(markup, words):
    assert count_words_in_html(markup) == words
