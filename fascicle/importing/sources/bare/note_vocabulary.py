"""Signs that a writer speaks about the work, or that the work itself is speaking.

Data only: (weight, pattern). A pattern counts once a passage, however often it is found.
"""

#: The writer about the text, its posting, its rights.
WRITER_SIGNS: tuple[tuple[float, str], ...] = (
    (
        3.0,
        r"^\W*(a/?n|author.?s?.? notes?|end ?notes?|notes?|nota|anmerkung(en)?)\s*(:|-|–|—|$)",
    ),
    (3.0, r"^\W*(standard |usual |legal )?disclaimers?\b"),
    (2.5, r"\bdisclaimers? appl"),
    (
        2.5,
        r"^\W*(this (story|chapter|one|fic|part|work) is )?(dedicated to|for my (friend|beta|sister))",
    ),
    (2.5, r"\b(un)?beta(-?read|'?ed|d)?\b|\bbeta.?readers?\b"),
    (
        2.5,
        r"\bfan ?fic(tion)?s?\b|\bfics?\b|\bfanfics?\b|\bone-?shot\b|\bdrabble\b|\bplot ?bunn",
    ),
    (2.5, r"\bflames?\b.{0,40}\b(ignored|welcome|laugh|toast|use|accepted)"),
    (
        2.5,
        r"\b(read and review|r&r|please review|reviews? (make|are|is|feed|would|welcome|please))",
    ),
    (
        2.5,
        r"\b(no (profit|money|infringement)|not (making|made) any (money|profit)|(do not|don.?t) sue)",
    ),
    (
        2.5,
        r"\b(i|we) (do not|don.?t|does not|doesn.?t) own\b|\bi own (nothing|none|no)\b",
    ),
    (
        2.0,
        r"\b(belongs?|property|copyright|©|\(c\)|trademarks?|all rights reserved)\b.{0,60}"
        r"\b(to|of|by|\d{4}|reserved)\b",
    ),
    (2.0, r"\b(feedback|constructive criticism|concrit)\b"),
    (
        2.0,
        r"\bfirst (time|attempt|try|story|fic|post)\b.{0,30}\b(post|writ|here|story|fic|so)",
    ),
    (
        2.0,
        r"\b(previous|last|next|earlier|first|this|new|the|each|every|following) "
        r"(chapter|part|instal?lment|episode|update|section)s?\b",
    ),
    (2.0, r"\b(chapter|part|instal?lment|episode) (\d+|one|two|three|four|five|ten)\b"),
    (
        2.0,
        r"\b(more|continued|updates?) (soon|to come|next week|tomorrow|when|as soon)\b",
    ),
    (1.5, r"\b(to be continued|tbc)\b"),
    (
        2.0,
        r"\b(up|out|posted|finished|done|ready|online) (by|on|before|this|next|over) (the )?"
        r"(week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas)",
    ),
    (2.0, r"\b(typos?|proof-?read(ing)?|grammar|spell.?check(ed|er)?|re-?edited)\b"),
    (
        2.0,
        r"\b(re-?post(ed|ing)?|cross-?post(ed|ing)?|re-?upload(ed)?|newsgroup|mailing list|my (web ?)?site"
        r"|my (home)?page|web ?site|live ?journal|ao3|ff\.?net|fanfiction\.net|e-?mail|https?://|www\.)",
    ),
    (
        2.0,
        r"\b(revised|corrected|rewritten|updated|older|new|edited) (version|copy|edition|draft)\b",
    ),
    (
        2.0,
        r"\b(archiv\w+|redistribut\w+|reproduc\w+|repost\w*|copies|copied)\b.{0,80}"
        r"\b(permission|ask(ing)?|personal|elsewhere|freely|consent|use)\b",
    ),
    (2.0, r"\bpersonal use\b|\bwithout (the )?(author|my|asking|permission|consent)\b"),
    (
        2.0,
        r"\b(sequel|prequel|trilogy|story arc|stand-?alone|crossover|au\b|alternate universe)",
    ),
    (
        2.0,
        r"\b(spoilers?|trigger warnings?|warnings?:|rated (pg|r\b|g\b|m\b|t\b|k\b|nc))",
    ),
    (
        2.0,
        r"\b(this|my|the) (story|tale|fic|series|saga|piece|chapter|one) (is|was|takes place|takes|"
        r"follows|continues|contains|starts|has been|will|came|started|begins|ends)\b",
    ),
    (1.5, r"\b(write|writing|wrote|written|rewrote|type faster|typing)\b"),
    (
        1.5,
        r"\b(comments?|corrections?|reviews?|kudos|ratings?|votes?|criticism|praise)\b",
    ),
    (1.5, r"\b(readers?|reviewers?|subscribers?|followers?|audience)\b"),
    (1.5, r"\b(update|updates|updated|updating|hiatus|posted|posting|uploaded)\b"),
    (
        1.5,
        r"\b(writer.?s block|my muse|real life|my computer|deadline|cliff-?hanger)\b",
    ),
    (
        1.5,
        r"\b(characters?|names|places|settings?|events|resemblance|persons?)\b.{0,50}"
        r"\b(belong|are mine|not mine|fictional|fictitious|coincidental|own|borrow|are the property|living)",
    ),
    (
        1.5,
        r"\b(canon|timeline|artistic licen[cs]e|out of character|ooc|inspired by|based on|title comes)\b",
    ),
    (
        1.0,
        r"\b(story|stories|chapters?|plot|ending|draft|tale|fiction|novel|epilogue|prologue)\b",
    ),
    # other languages
    (
        2.5,
        r"\b(kommentare?|rückmeldung|reviews?|feedback)\b.{0,60}\b(freu|bitte|willkommen|danke)",
    ),
    (
        2.0,
        r"\b(nächste[ns]?|letzte[ns]?|vorige[ns]?) (kapitel|teil)s?\b|\bviel spaß beim lesen\b",
    ),
    (2.0, r"\b(gehör(en|t)) .{0,40}(mir|nicht)|\brechte .{0,30}(bei|liegen)\b"),
    (2.5, r"\b(commentaires?|reviews?|avis)\b.{0,60}\b(merci|svp|bienvenus?|plaisir)"),
    (
        2.0,
        r"\b(prochain|dernier|précédent) (chapitre|épisode)\b|\bbonne lecture\b|\bm.appartien",
    ),
    (
        2.0,
        r"\b(próximo|último|siguiente|anterior) (capítulo|episodio)\b|\bcomentarios?\b|\bno me pertenec",
    ),
    (
        2.0,
        r"(следующ\w+|прошл\w+|предыдущ\w+) (глав|част)|отзыв\w*|комментари\w*|не принадлеж|бета",
    ),
    (
        2.0,
        r"下一章|上一章|本章|求评论|留言|收藏|更新|作者|转载|轉載|連載|感想|次回|次の話|前回|読んでくださ",
    ),
    (2.0, r"الفصل (القادم|السابق)|تعليقاتكم|آراءكم|الكاتب"),
)

#: The writer to whoever reads.
ADDRESS_SIGNS: tuple[tuple[float, str], ...] = (
    (
        2.0,
        r"\b(hope|hoping) (that )?(you|everyone|it) .{0,20}(enjoy|like|love|worth)|\benjoy!?$|\benjoy (the|this|reading)",
    ),
    (
        2.0,
        r"\b(did|do|what did|if) you (all )?(like|liked|enjoy|hate|think|want)\b.{0,40}"
        r"(\?|!|more|let me|tell me|please)",
    ),
    (1.5, r"\b(thanks|thank you|many thanks|special thanks|thanx|thx)\b"),
    (
        1.5,
        r"\b(let me know|tell me|drop me a|write me|send (me|comments|feedback)|mail me|please)\b",
    ),
    (
        1.0,
        r"^\W*(hi|hello|hey|greetings|welcome|dear readers?|ok|okay|well)\b[^.]{0,20}[,!.]",
    ),
    (
        1.0,
        r"\b(everyone|everybody|guys|folks|all of you|you all|y.all|anybody|anyone)\b",
    ),
    (1.0, r"\b(sorry|apologi[sz]e|apologies|excuse)\b"),
    (0.5, r"\b(you|your)\b"),
    (0.5, r"\b(i|i.m|i.ve|i.ll|my|me|mine)\b"),
    (
        1.0,
        r"\b(danke|bitte|merci|gracias|por favor|спасибо|пожалуйста|grazie|obrigad[oa]|bedankt)\b",
    ),
    (1.0, r"谢谢|感謝|感谢|请|ありがとう|お願い|شكرا"),
)

#: The story speaking: narration and talk.
STORY_SIGNS: tuple[tuple[float, str], ...] = (
    (2.5, r"[\"“”«»„「『].{2,}[\"“”«»„」』]"),
    (
        1.5,
        r"\b(said|replied|asked|answered|cried|whispered|murmured|muttered|exclaimed|nodded|shrugged)\b",
    ),
    (
        1.0,
        r"\b(he|she|they) (was|were|had|could|would|looked|turned|felt|saw|went|came|knew|took)\b",
    ),
    (
        1.0,
        r"\b(eyes|door|hands?|face|night|morning|voice|window|room|table|street|stood|sat|walked)\b",
    ),
    (
        1.5,
        r"\b(i (want|shall|will|must|am going|propose|have) to (tell|relate|set down|describe)|tell you"
        r"|my (friend|dear|father|mother|uncle|brother|wife|husband|companion))\b",
    ),
    (1.0, r"\b(had|was|were) \w+ed\b"),
    (
        1.5,
        r"\b(sagte|antwortete|fragte|dit-il|répondit|dijo|respondió|сказал|ответил|спросил|道|說|说)",
    ),
)
