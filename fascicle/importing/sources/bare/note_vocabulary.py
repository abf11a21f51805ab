"""Signs that a writer speaks about the work, or that the work itself is speaking.

Data only: (weight, pattern). A pattern counts once a passage, however often it is found; all
are tried on text whose curly apostrophes are straight, without regard to case.
"""

_WEEK = (
    r"(week(end)?s?|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas"
    r"|easter"
    r"|halloween|holidays?|summer|new year)"
)
_PARTS = (
    r"(chapters?|parts?|instal?lments?|episodes?|updates?|sections?|chappies?|chaps?)"
)

#: The writer about the text, its posting, its rights.
WRITER_SIGNS: tuple[tuple[float, str], ...] = (
    # labels
    (
        3.0,
        r"^\W*(a/?n|author.?s?.? notes?|end ?notes?|notes?|nota|note de l.auteur|anmerkung(en)?"
        r"|примечани[ея]|от автора|作者|後書き|あとがき|まえがき)\s*(:|：|-|–|—|$)",
    ),
    (3.0, r"^\W*(standard |usual |legal )?disclaimers?\b"),
    (3.0, r"^\W*(previously(?= on|:| in)|recap\b|last time(?= on|:)|the story so far)"),
    (3.0, r"^\W*((content|trigger) )?(warnings?|tw|cw|spoilers?|rating|rated)\s*:(?!.*\bsaid\b)"),
    (
        4.0,
        r"^\W*((this|the) (story|chapter|one|fic|part|work|tale) (is|goes out) )?"
        r"(dedicated to|(dedication|for my) (beta|readers?)|in (loving )?memory of)\b.{0,160}$",
    ),
    (2.5, r"\bdisclaimers? appl"),
    # the craft and its company
    (2.5, r"(?-i:(\bbetas?\b|\bmy Beta\b|\bBetas?\b)(?! [A-Z]))|\b(un)?beta(-?read|'?ed"
          r"|'?d)\b|\bbeta.?read(er|ing)s?\b|\bbrit-?pick"),
    (
        2.5,
        r"\bfan ?fic(tion)?s?\b|\bfics?\b|\bone-?shot\b|\bdrabbles?\b|\bplot ?bunn|\bsong-?fic\b"
        r"|\bshipp(er|ing)\b|\bficlet|\bfandoms?\b",
    ),
    (2.5, r"\bflames?\b.{0,40}\b(ignored|welcome|laugh|toast|use|accepted|marshmallow)"),
    (
        2.5,
        r"\b(read and review|r&r|r ?& ?r|please review|c ?& ?c|reviews? (make|are|is|feed|would"
        r"|welcome|please|=))",
    ),
    (2.5, r"\b(any|all|the) (other )?(remaining )?(mistakes|errors|typos) (are|is"
          r"|were) (all )?(mine|my)"),
    (2.5, r"\b(english|this) is(n't| not) my (first|native|mother)\b"),
    (2.0, r"\b(feedback|constructive criticism|con-?crit)\b"),
    (
        2.0,
        r"\b(my|our) (very )?first (ever )?(time|attempt|try|story|fic|post|novel)\b"
        r"|\bfirst (time|attempt|try)\b.{0,30}\b(post|writ|here|story|fic)",
    ),
    (
        2.0,
        rf"\b(previous|last|next|earlier|first|this|new|each|every|final|upcoming"
        rf"|coming) {_PARTS}\b",
    ),
    (2.0, rf"\b{_PARTS} (\d+|one|two|three|four|five|six|ten)\b.{{0,40}}\b(is|will|up|posted"
          rf"|soon|done)\b"),
    (1.0, r"\b(chapter|part|instal?lment|episode) (\d+|one|two|three|four|five|ten)\b"),
    (2.0, rf"\bwait for (the )?(next |rest|{_PARTS})|\bstay tuned\b|\bwatch this space\b"),
    (
        2.0,
        r"\b(more|continued|updates?|sequel|rest) (is )?(coming )?(soon|to (come|follow)|next week"
        r"|tomorrow|when i|as soon)\b",
    ),
    (1.5, r"\b(to be continued|tbc)\b"),
    (
        2.0,
        r"\b(up|out|posted|finished|done|ready|online|updated?|back) (again )?(by|on|before|this"
        r"|next"
        rf"|over|every) (the )?{_WEEK}\b",
    ),
    (2.0, r"\b(typos?|proof-?read(ing|er)?|spell.?check(ed|er)?|re-?edited|grammar (mistakes"
          r"|errors))\b"),
    (
        2.0,
        r"\b(re-?post(ed|ing)?|cross-?post(ed|ing)?|re-?upload(ed)?|newsgroups?|mailing list"
        r"|my (web ?)?(site|blog|page|profile|tumblr|journal)|home ?page|web ?site|live ?journal"
        r"|ao3"
        r"|ff\.?net|fanfiction\.net|wattpad|patreon|ko-?fi|discord|tumblr|e-?mail|https?://"
        r"|www\.)",
    ),
    (2.0, r"\b(subscribe|bookmark|favou?rite|follow|vote for|rate) (this|the|my|me)\b"),
    (2.0, r"\b(revised|corrected|rewritten|updated|older|edited) (version|copy|edition|draft)\b"),
    (
        2.0,
        r"\b(written|wrote this|done|entry) (for|as) (the|a|an|my) .{0,40}\b(challenge|contest"
        r"|exchange"
        r"|prompt|birthday|ficathon|gift|anthology)",
    ),
    (2.0, r"\b(sequel|prequel|trilogy|story arc|stand-?alone (story|fic|piece)|cross-?over"
          r"|(?-i:\bAU\b)|alternate universe|spin-?off)"),
    (2.0, r"\b(trigger warnings?|content warnings?|spoilers?( for| ahead)|character death)\b"),
    (
        2.0,
        r"\b(this|my) (story|tale|fic|series|saga|piece|chapter|one-?shot) (is|was|takes place"
        r"|takes"
        r"|follows|continues|contains|starts|has been|will|came|started|begins|ends|got|turned)\b",
    ),
    (1.0, r"\bthe (story|tale|series) (takes place|is set|follows|continues|contains|picks up"
          r"|so far)\b"),
    # rights
    (2.5, r"\b(no (profit|money|infringement)|not (making|made) any (money|profit)|(do not"
          r"|don't) sue)"),
    (2.5, r"\b(i|we) (do not|don't|does not|doesn't) own\b|\bi own (nothing|none|no)\b"),
    (
        2.0,
        r"\b(belongs?|property|copyright|©|\(c\)|trademarks?|all rights reserved)\b.{0,60}"
        r"\b(to|of|by|\d{4}|reserved)\b",
    ),
    (
        2.0,
        r"\b(archiv\w+|redistribut\w+|reproduc\w+|repost\w*|copies|copied)\b.{0,80}"
        r"\b(permission|ask(ing)?|personal|elsewhere|freely|consent|use)\b",
    ),
    (2.0, r"\bpersonal use\b|\bwithout (the )?(author's?|asking|written|prior) (permission"
          r"|consent|me)?"),
    (
        1.5,
        r"\b(characters?|names|places|settings?|events|resemblance|persons?)\b.{0,50}\b(belong"
        r"|are mine"
        r"|not mine|fictional|fictitious|coincidental|i own|borrow|are the property"
        r"|actual persons)",
    ),
    # the work's place, its company, its mood
    (
        2.0,
        r"^\W*(this |story )?(takes place|is set|set|happens|picks up|starts)\b.{0,40}"
        r"\b(after|before|during|between|right|directly|season|series|episode)\b",
    ),
    (
        2.0,
        r"\b(season (\d|one|two|three|four|five|six|seven)|the (pilot|season finale|movie)"
        r"|episode tag|post-?(ep|episode|series|war|canon)|pre-?(series|canon)|missing scenes?"
        r"|head-?canon|ooc|wip|fluff|angst\w*|smut\w*|slash\w*|whump|crack-?fic|h/c|m/m|f/f|m/f"
        r"|hurt/comfort|squicks?|lemons?|otp|mary ?sue|plot what plot|pwp)\b",
    ),
    (
        2.0,
        r"\b(cliffies?|cliff-?hangers?|chappies?|chappy|virtual (cookies?|brownies?|hugs?)"
        r"|cookies (for|to|if)|plot holes?|marshmallows?|shameless plug)\b",
    ),
    (2.0, r"\b((song )?lyrics|the song)\b.{0,60}\b(by|from|belongs?|are|is)\b|\bsong-?fic\b"),
    (
        2.0,
        r"\b(poll|vote)\b.{0,40}\b(profile|page|blog|below|now)\b|\bmy (profile|lj|journal)\b"
        r"|\b(hit|click|press|push) (that|the|on the) .{0,20}\b(button|link)\b",
    ),
    (2.0, r"\bread (that|it|the other|the others|those|part \w+|the first .{0,12}) (one |two "
          r"|ones )?first\b|\b(won't|will|may|might|none of this) (not )?make (much |any "
          r"|a lot of )?"
          r"(more )?sense\b"),
    (2.0, r"\b(not mine|(they|she|he|it) (all )?belongs? to (the |jk|j\.k|bbc|cbs|abc|fox|nbc"
          r"|paramount|disney|warner|cw)|su(e|ing) me|(borrow|steal)\w* (them|the characters)"
          r"|never (did|have|will) own|if i (did|owned))\b"),
    (1.5, r"\b(up ?date|post|finish|get to work)\w* (on|every|each|again|more|next|till|until"
          r"|before|by|when|as)\b|\bno (more )?updates?\b"),
    (1.5, r"\b(should i|do you want me to|want me to|want more|shall i) (keep|continue|go on"
          r"|write|post)\b|\b(want|like) (a|another|more) (sequel|chapter|part)\b"),
    (2.0, r"^\W*(next (time|chapter|week|up)|up next|coming (up|soon)|in the next chapter)"
          r"( on [^:]{2,40})?\s*[:,-]"),
    (2.0, r"^\W*(historical|translations?|technical|timeline|language|medical|trivia|glossary"
          r"|sources?|references?|music|soundtrack|prompt|word ?count|summary|title from|archiv(e"
          r"|ing)|review (replies|responses)|replies to reviews|responses|shout-?outs?)"
          r"( notes?)?\s*:"),
    (1.0, r"\b(like|love|hate|enjoy)d? it\?.{0,40}\b(tell me|let me know|review|comment|yes|no)\b"),
    (2.5, r"^\W*(author|writer|legal|disclaim|fic|ficlet|story|lyrics|song|inspiration|prompt"
          r"|pairings?|shout|dedication|credits|thanks|notes?|recap|rant|update|edit|a few|other"
          r"|random|obligatory|usual|standard|more|final|last|quick"
          r"|brief)('?s)?( \w+){0,2}\s*:(?! [\"“])"
          r"(?!.*\bsaid\b)"),
    (2.0, r"\bpairings?\b|\b(het|gen) (fic|or)\b|\bkink ?meme\b|\bsneak peeks?\b|\bstands? alone\b"
          r"|\bfavou?rited\b|\b(quick )?recap\b|\bfor the anon\b|\bask (me )?before (archiv|post)"),
    (1.5, r"\b(the (next|last|previous) (one|bit|update)|this one('s| is| was| has)|(the|that)"
          r" (ending|title))\b.{0,60}\b(will|was|be|been|is|'s|from|sure|longer|twice)\b"),
    (1.5, r"^\W*(just|only) (a|some) (silly|little|short|quick|random|tiny|bit)\b"
          r"|\byou('ve| have) been warned\b|\bbear with me\b"),
    (1.5, r"\bmy stab at\b|\bplot ?bunn\w+|\b(this|it) (has been|'s been|is) sitting on my\b"
          r"|\bhard drive\b|\bword ?count\b|\bitalics\b|\bthis (chap|chappie|one) is\b"),
    (2.0, r"\b[\w.+-]+@[\w-]+\.[\w.]+\b|(?<!\w)(<3|:-?\)|;-?\)|:-?[dp]\b|\^_\^|xd\b|lol\b)"),
    (1.5, r"^\W*(for|to) (my )?[a-z][\w'-]+( [a-z][\w'-]+)?, (who|whose|because|with (love|thanks)"
          r"|my (beta|friend|muse)|without)\b.{0,120}$"),
    # weaker words
    (1.5, r"\b(writing|wrote|written|rewrote|type faster|typing)\b"),
    (1.0, r"\bwrite\b"),
    (1.5, r"\b(comments?|corrections?|reviews?|kudos|ratings?|votes?|criticism|praise)\b"),
    (1.5, r"\b(readers|reviewers?|subscribers?|lurkers?)\b"),
    (1.5, r"\b(update|updates|updated|updating|hiatus|posted|posting|uploaded)\b"),
    (1.5, r"\b(writer's block|my muse|real life|my computer|deadline|cliff-?hanger)\b"),
    (
        2.0,
        r"\b(canon|timeline|artistic licen[cs]e|out of character|ooc|inspired by|based on"
        r"|title comes|plot holes?)\b",
    ),
    (1.0, r"\b(story|stories|chapters?|plot|ending|draft|tale|fiction|novel|epilogue|prologue)\b"),
    # other languages
    (2.5, r"\b(kommentare?|rückmeldung|reviews?|feedback)\b.{0,60}\b(freu|bitte|willkommen"
          r"|danke)"),
    (2.0, r"\b(nächste[ns]?|letzte[ns]?|vorige[ns]?) (kapitel|teil)s?\b|\bviel spaß beim lesen\b"),
    (2.0, r"\b(gehör(en|t)) .{0,40}(mir|nicht)\b|\brechte .{0,30}(bei|liegen)\b"),
    (2.5, r"\b(commentaires?|reviews?|avis)\b.{0,60}\b(merci|svp|bienvenus?|plaisir)"),
    (2.0, r"\b(prochain|dernier|précédent) (chapitre|épisode)\b|\bbonne lecture\b"),
    (2.0, r"\bm'appartien(nen)?t pas\b|\bne m'appartien"),
    (2.0, r"\b(próximo|último|siguiente|anterior) (capítulo|episodio)\b|\bno me pertenec"),
    (1.5, r"\b(comentarios?|reseñas?)\b|\bgracias por leer\b"),
    (2.0, r"(следующ\w+|прошл\w+|предыдущ\w+) (глав|част)|отзыв\w*|комментари\w*|не принадлеж"
          r"|\bбета\b"),
    (2.0, r"下一章|上一章|本章|求评论|留言|收藏|更新|转载|轉載|連載|次回|次の話|前回"
          r"|読んでくださ|感想を"),
    (1.5, r"作者|读者|讀者|読者"),
    (2.0, r"الفصل (القادم|السابق)|تعليقاتكم|آراءكم|الكاتب"),
    (2.0, r"\b(prossimo|ultimo) capitolo\b|\brecension|\bvolgende hoofdstuk\b"
          r"|\bpróximo capítulo\b"),
)  # fmt: skip

#: The writer to whoever reads.
ADDRESS_SIGNS: tuple[tuple[float, str], ...] = (
    (
        2.0,
        r"\b(hope|hoping) (that )?(you|everyone|it) .{0,20}(enjoy|like|love|worth)|\benjoy!*\W*$"
        r"|\benjoy (the|this|reading|it)\b",
    ),
    (
        2.0,
        r"\b(did|do|what did|if) you (all )?(like|liked|enjoy|hate|think|want)\b.{0,40}"
        r"(\?|!|more|let me|tell me|please)",
    ),
    (2.0, r"\bthank(s| you) (so much |all |again )?(for|to) (the |all |your |everyone|reading"
          r"|my beta"
          r"|those)"),
    (1.5, r"\b(thanks|thank you|many thanks|special thanks|thanx|thx|shout-?out)\b"),
    (1.5, r"\b(let me know|tell me|drop me a|write me|send (me|comments|feedback)|mail me"
          r"|please)\b"),
    (1.0, r"^\W*(hi|hello|hey|greetings|welcome|dear readers?|ok|okay|well)\b[^.]{0,20}[,!.]"),
    (1.5, r"\b(hello|hi+|hey+a?|hiya|sup|yo) (\w+ )?(all|everyone|everybody|guys|peeps|people|y'all"
          r"|there|folks|lovelies|my \w+)\b|\b(whaddya|what (do|did) (you|u|ya)( guys"
          r"| all)? think)\b"),
    (1.0, r"\b(everyone|everybody|guys|folks|all of you|you all|y'all|anybody|anyone)\b"),
    (1.0, r"\b(sorry|apologi[sz]e|apologies|excuse|bear with)\b"),
    (0.5, r"\b(you|your)\b"),
    (0.5, r"\b(i|i'm|i've|i'll|my|me|mine)\b"),
    (1.0, r"\b(danke|bitte|merci|gracias|por favor|спасибо|пожалуйста|grazie|obrigad[oa]"
          r"|bedankt)\b"),
    (1.0, r"谢谢|謝謝|感謝|感谢|请多|ありがとう|お願い|شكرا"),
)  # fmt: skip

#: The story speaking: narration and talk.
STORY_SIGNS: tuple[tuple[float, str], ...] = (
    (1.0, r"^\W{0,3}[\"“„«「『]"),
    # Speech ends in a mark inside its quotes; a title that is quoted does not.
    (2.5, r"[\"“„«「『][^\"“”«»」』]{0,300}[.,!?…—–-] ?[\"”»」』]|^\W{0,3}[\"“„«「『—–]"
          r"|^\W{0,3}--? (?=\w)"),
    (
        1.5,
        r"\b(said|replied|asked|answered|cried|whispered|murmured|muttered|exclaimed|nodded"
        r"|shrugged)\b",
    ),
    (
        1.0,
        r"\b(he|she|they) (was|were|had|could|would|looked|turned|felt|saw|went|came|knew|took)\b",
    ),
    (
        1.0,
        r"\b(eyes|door|hands?|face|night|morning|voice|window|room|table|street|stood|sat"
        r"|walked)\b",
    ),
    (
        1.5,
        r"\b(i (want|shall|will|must|am going|propose|have) to (tell|relate|set down|describe)"
        r"|tell you"
        r"|my (friend|dear|father|mother|uncle|brother|wife|husband|companion))\b",
    ),
    (1.5, r"\bthe reader\b|\bgentle reader\b|\bthis (manuscript|narrative|chronicle|memoir)\b"),
    (1.0, r"\b(had|was|were) \w+ed\b"),
    (2.0, r"\b(he|she) (thought|said|knew|felt|saw|asked|told|wondered|smiled|whispered|\w+ed)\b"),
    (1.0, r"\b(made|let|told|asked|gave|took|left|saw|heard) (him|her|them)\b"),
    (1.0, r"\b(his|her|their) \w+ (was|were|had)\b|\b(himself|herself|themselves)\b"),
    (1.5, r"\b(sagte|antwortete|fragte|dit-il|dit-elle|répondit|dijo|respondió|preguntó)\b"
          r"|\b(сказал|ответил|спросил)|[说說道]：|と言"),
    (1.0, r"\b(er|sie|il|elle|él|ella) (war|hatte|était|avait|estaba|había)\b|\b(он|она) (был"
          r"|не)"),
)  # fmt: skip
