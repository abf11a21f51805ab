"""Roles of lines gathered into stories."""

from fascicle.core.wordcount import count_words_in_html
from fascicle.importing.story import ChapterText, Document, Story

from .language import language_of
from .roles import Plan
from .setting import set_story


def stories_of(document: Document, plan: Plan, emphasis: str) -> tuple[Story, ...]:
    last = len(document.lines)
    text = set_story(document, 1, last, plan.roles, emphasis)
    chapter = ChapterText(
        (1, last),
        number=plan.number,
        html=text.html,
        word_count=count_words_in_html(text.html),
        paragraph_count=text.paragraph_count,
        scene_breaks=text.scene_breaks,
        emphasis=text.emphasis,
    )
    return (Story((chapter,), plan.title, plan.author, language=language_of(document)),)
