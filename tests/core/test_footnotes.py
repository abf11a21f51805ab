"""Footnotes: from any program to the archive's own, and linked where they are read."""

import pytest

from fascicle.core.html import clean, with_anchors

TO = '<sup><a href="#fn-1" rel="nofollow ugc noopener">1</a></sup>'
BACK = '<sup><a href="#fnref-1" rel="nofollow ugc noopener">1</a></sup>'
OURS = f'<p>Word.{TO}</p><p class="footnote">{BACK} A note.</p>'

PROGRAMS = {
    "Word": (
        "<p class=MsoNormal>Word.<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'>"
        "<span class=MsoFootnoteReference>[1]</span></a></p><div id=ftn1>"
        "<p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href='#_ftnref1'>"
        "<span class=MsoFootnoteReference>[1]</span></a> A note.</p></div>"
    ),
    "Google Docs": (
        '<p style="line-height:1.38">Word.<span style="vertical-align:super">'
        '<a href="#ftnt1" id="ftnt_ref1">[1]</a></span></p><div><p style="margin:0">'
        '<a href="#ftnt_ref1" id="ftnt1">[1]</a><span> A note.</span></p></div>'
    ),
    "LibreOffice": (
        '<p style="margin-bottom: 0cm">Word.<sup><a class="sdfootnoteanc" '
        'href="#sdfootnote1sym"><sup>1</sup></a></sup></p><div id="sdfootnote1">'
        '<p class="sdfootnote"><a class="sdfootnotesym" href="#sdfootnote1anc">1</a>A note.</p>'
        "</div>"
    ),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_programs_footnotes_become_our_own(program):
    assert clean(PROGRAMS[program]) == OURS
    assert clean(OURS) == OURS


def test_footnotes_lead_to_one_another_and_no_other_chapters():
    shown = with_anchors(OURS, "c2")

    assert '<sup id="c2-fnref-1"><a href="#c2-fn-1"' in shown
    assert '<p class="footnote" id="c2-fn-1"><sup><a href="#c2-fnref-1"' in shown


def test_a_text_without_footnotes_is_as_it_was():
    assert with_anchors("<p>fn-1</p>", "c1") == "<p>fn-1</p>"
