"""Signs of a writer who speaks about the work in languages other than English.

Data only, in the shape of ``note_vocabulary``.
"""

#: The writer about the text, its posting, its rights.
OTHER_WRITER_SIGNS: tuple[tuple[float, str], ...] = (
    # German
    (2.0, r"\b(neue[snr]?|nächste[snr]?|letzte[snr]?|vorige[snr]?|dieses|das erste|mein erste[snr]?"
          r"|weitere[snr]?|kurze[snr]?) (kapitel|kapi|chap|teil|ff|fanfic\w*|geschichte|oneshot"
          r"|update)\b"),
    (2.0, r"\b(kommis?|kommentar\w*|rückmeldung\w*)\b"),
    (2.5, r"\bbeta(-?leser\w*|gelesen|t)\b|\bhaftungsausschluss\b"),
    (2.0, r"\bgehör(t|en)\b.{0,50}\b(mir|nicht|autor\w*|rowling|alles)\b|\bkein(e[nr]?)? geld\b"
          r"|\bviel spa(ß|ss)\b"),
    (1.5, r"\b(wie (fandet|hat es euch)|was (meint|denkt|haltet) ihr|hat.s euch gefallen|lasst mir"
          r"|das war.s (für|mit)|(nächste woche|bald) geht.?(e?s)? (es )?weiter)"),
    (1.5, r"\b(hochgeladen|hochlade|weitergeschrieben|schreibblockade|upload\w*|leser(n"
          r"|innen)?)\b"),
    (2.5, r"^\W*(warnung(en)?|anmerkung(en)?|a/n|hinweis|pairing|inhalt|wichtig)\s*:"),
    (2.0, r"\b(figuren|charaktere)\b.{0,40}\b(gehören|von|sind|ausge(borgt|liehen)|nicht)\b"
          r"|\bfortsetzung (kommt|folgt)\b|\brechtschreibfehler\b|\bliest (noch )?jemand\b"),
    # French
    (2.5, r"^\W*(attention|avertissements?|note|notes|nda|n/a|disclaimer)\s*[:,]"),
    (2.0, r"\b(les )?personnages\b.{0,40}\b(sont à|appart\w+|emprunt\w*|pas)\b|\bla suite des?\b"
          r"|\bpetit mot\b|\bmerci (d.avoir lu|de (me )?lire|pour vos)\b|\bpetite (fic|os)\b"),
    (2.0, r"\b(nouveau|prochain|dernier|premier|précédent|ce|petit) (chapitre|chap|épisode|os)\b"),
    (2.0, r"\b(une (petite )?review|commentaires|bêta(-lectrice|-lecteur)?|béta|rar)\b"),
    (2.0, r"\b(n.est|ne sont|sont pas|rien) (pas )?à moi\b|\bpas un centime\b"
          r"|\b(n.|m.)?appartien\w+\b.{0,40}\b(pas|à|rowling)\b|\bbonne lecture\b"),
    (1.5, r"\b(voilà|voici|voila) (enfin )?(la suite|le|un)\b|\bla suite\b.{0,40}\b(bientôt"
          r"|prochain\w*|semaine|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|promis)\b"),
    (1.5, r"\bqu.en (pensez|dites)-?vous\b|\bça vous (a plu|plaît)\b|\bdésolée? pour (le|ce|les)"
          r" (retard|fautes|attente)\b|\b(poster|posté|publi(er|é)|correction)\b"),
    # Spanish
    (2.0, r"\b(nuevo|próximo|último|siguiente|anterior|primer|este) (capítulo|capi|cap|fic)\b"),
    (2.5, r"\b(betear|beteado|betead[oa]r?a?)\b"),
    (2.0, r"\b(no|ni) me pertenecen?\b|\bsin (ánimo|fines) de lucro\b"),
    (1.5, r"\b(les|os) (gust[óo]|ha gustado|traigo|dejo)\b|\bnos (leemos|vemos) (en|pronto)\b"
          r"|\bperdón por la (tardanza|demora)\b|\bqué (creen|les pareció|opinan)\b|\bdejen\b"
          r"|\bcomenten\b|\bcomentarios?\b|\blos leo\b"),
    (2.5, r"^\W*(advertencias?|aviso|nota|notas|disclaimer|aclaraci[oó]n(es)?)\s*:"),
    (2.0, r"\b(personajes?)\b.{0,40}\b(son|es|no|de|mío|pertenec\w+)\b|\b(próxima )?actualiz\w+\b"
          r"|\b(dejen|déjenme) (su|una?|sus)\b|\bgracias (a tod[oa]s|por (leer|sus|los))\b"
          r"|\bsi quieren que siga\b"),
    # Italian, Portuguese
    (2.0, r"\b(nuovo|prossimo|scorso|ultimo|questo|primo) (capitolo|chap)\b|\brecens\w+\b"),
    (2.0, r"\bnon mi appart\w+\b|\bsenza (scopo|fini) di lucro\b|\bbuona lettura\b"),
    (2.0, r"\b(cosa ne pensate|fatemi sapere|scusate (il|per il) ritardo|alla prossima)\b"),
    (2.0, r"\b(um|mais um|novo|próximo|último|este|primeiro) cap(ítulo)?\b"
          r"|\bnão me pertenc\w+\b|\bboa leitura\b"),
    (2.0, r"\b(comentem|desculp\w+ (a|pela|pelo) (demora|atraso)|espero que (gostem|tenham gostado)"
          r"|(até|no) o? ?próximo|gostaram\?)"),
    # Dutch, the Scandinavian languages
    (2.0, r"\b(nieuwe?|volgende?|vorige?|laatste|eerste) (hoofdstuk|deel|verhaal)\b"
          r"|\b(niet van mij|leen ze|van jullie vonden|laat (me|even) weten|veel leesplezier)\b"),
    (2.0, r"\b(nästa|neste|næste|nytt|nyt|förra|forrige|sista) (kapitel|kapittel|del)\w*\b"
          r"|\b(tillhör|tilhører) (inte|ikke|mig|meg)\b|\b(lånar|låner) (dem|dom) bara\b"
          r"|\b(kommentar\w*|kommentera|läsning)\b"),
    # Polish, Czech
    (2.0, r"\b(nowy|następny|kolejny|poprzedni|ostatni) (rozdział|part)\w*\b|\bkomentarz\w*\b"
          r"|\bnie należ\w+ do mnie\b|\bmiłego czytania\b|\bzapraszam do\b|\bkorzyści\b"),
    (2.0, r"\b(další|nová|nový|příští|poslední) (kapitol\w+|díl)\b|\bkomentář\w*\b"
          r"|\bnepatří mi\b"),
    # Russian, Ukrainian
    (2.5, r"\bдисклеймер|\bбет(а|е|у|ой)\b|\bфанф?ик|\bтапк(и|ами)\b|\bсаммари|\bпейринг"),
    (2.0, r"(новая|новую|следующ\w+|прошл\w+|первая|эта|эту) (глав|част|прод|работ)"
          r"|\bпродолжени\w+ (будет|следует|скоро|выйдет)|\bпрод[аыу]\b|дописал"),
    (2.0, r"отзыв|комментари|\bкомменты?|ошибк\w+.{0,30}(пб|пишите|указ)|не принадлеж|приятного"
          r" чтения|публичн\w+ бет"),
    (2.0, r"(нов\w+|наступн\w+|попередн\w+|перш\w+) (розділ|частин)|відгук|коментар|не належ\w+"
          r"|приємного читання"),
    (2.5, r"^\W*(предупреждени[ея]|примечани[ея]|от автора|внимание|попередження)\s*:"),
    (2.0, r"\b(персонаж\w*|герои)\b.{0,40}\b(не мо[ия]|принадлеж\w+|автор\w*|роулинг)\b"
          r"|\b(пишите|напишите|в личку|очепятк\w*|опечатк\w*|понравил\w*)\b"
          r"|\bдальше будет\b|\bглава (большая|маленькая|короткая|вышла)\b"),
    # Greek, Turkish
    (2.0, r"(νέο|επόμενο|προηγούμενο|τελευταίο) (κεφάλαιο|μέρος)|σχόλι|δεν μου ανήκ"),
    (2.0, r"\b(yeni|sonraki|önceki|gelecek|ilk) (bölüm|kısım)\w*\b|\byorum\w*\b"
          r"|\bbana ait değil\w*|\biyi okumalar\b|\b(vote|oy)\w* ver"),
    # Hebrew, Arabic
    (2.0, r"הפרק (הבא|החדש|הקודם|הזה)|תגובות|שייכ(ות|ים) לי|קריאה (נעימה|מהנה)"),
    (2.0, r"(الفصل|البارت|الجزء) (القادم|الجديد|السابق|التالي)|تعليق|لا تخصني|قراءة ممتعة"),
    # Chinese, Japanese, Korean
    (2.5, r"作者有[話话](要)?[說说]|二次創作|二次创作|OOC|同人|[雙双]更|加更|斷更|断更|求(票"
          r"|收藏|評|评|推薦|推荐)"),
    (2.0, r"(下|上|這|这|本)(一)?章|本文|[評评][論论]|留言|收藏|更新|打[賞赏]"),
    (2.0, r"(人物|角色).{0,6}(屬於|属于)|不喜勿|慢[熱热]|今天就到[這这]|明天見|下次更新"
          r"|拖了[這这]麼?么?久"),
    (2.0, r"感想|原作者様|投稿|連載|(次|前)(回|話)|続きです|コメント|誤字|書き直"
          r"|読んで(くださ|頂|いただ)"),
    (2.0, r"댓글|다음 ?(화|편)|지난 ?(화|편)|연재|제 것이 아닙|(새|첫) ?(글|편|작품)|팬픽"
          r"|재미있게 읽"),
)  # fmt: skip

#: The writer to whoever reads.
OTHER_ADDRESS_SIGNS: tuple[tuple[float, str], ...] = (
    (1.5, r"^\W*(hallo|huhu|hi|hey|hallöchen|servus|moin|coucou|salut|bonjour|hola|ciao|oi|olá"
          r"|salve|cześć|witam|witajcie|ahoj|hoi|hej|hejsan|hei|merhaba|selam|привет|всем привет"
          r"|здравствуйте|привіт|усім привіт|вітаю|γεια|שלום|היי|مرحبا|السلام عليكم|大家好|各位"
          r"|皆さん|こんにちは|안녕하세요|여러분)(?!\w)"),
    (1.5, r"\b(ihr|euch|eure[rn]?|ihr lieben|vous|votre|vos|tout le monde|a todos|chic[oa]s|ustedes"
          r"|vosotros|a tutti|ragazz[ie]|gente|pessoal|galera|wszystkim|jullie|allemaal|allihopa"
          r"|herkese|arkadaşlar|всем|вам|ваш\w*|усім|вас|σας|לכולם|كم|大家|各位|讀者|读者|여러분)(?!\w)"),
    (1.5, r"\b(tut mir leid|sorry|entschuldig\w+|désolée?s?|pardon|perdón|lo siento|scusate"
          r"|desculp\w+|przepraszam|förlåt|özür|простите|извин\w+|вибачте|συγγνώμη|סליחה)(?!\w)"
          r"|抱歉|對不起|对不起|すみません|ごめん|お待たせ|죄송|늦어서"),
    (1.0, r"\b(danke|dank|merci|gracias|grazie|obrigad[oa]|dziękuję|dzięki|bedankt|tack|teşekkür\w*"
          r"|спасибо|благодар\w+|дякую|ευχαριστώ|תודה)(?!\w)|شكرا|謝謝|谢谢|感謝|感谢|ありがとう|감사"),
    (1.0, r"\b(eure|bises|bisous|besos|bacio|baci|beijos|buziaki|kram|pozdrawiam|tschüss"
          r"|bis (bald|dann|zum nächsten))\b"),
)  # fmt: skip

#: The story speaking.
OTHER_STORY_SIGNS: tuple[tuple[float, str], ...] = (
    (1.5, r"\b(sagte|antwortete|fragte|rief|murmelte|dit|répondit|demanda|murmura|dijo|respondió"
          r"|preguntó|disse|chiese|rispose|domandò|perguntou|respondeu|powiedział\w*|zapytał\w*"
          r"|zei|vroeg|antwoordde|sade|sa|frågade|dedi|sordu|сказал\w*|ответил\w*|спросил\w*"
          r"|сказав|спитав|відповів|είπε|ρώτησε)\b|אמר|שאל|قال|[說说道問问][：，]|と(言|聞|答)"
          r"|(말했|물었|대답했)다"),
    (1.0, r"\b(er|sie|il|elle|él|ella|lui|lei|ele|ela|on|ona|hij|zij|han|hon|он|она|він|вона) "
          r"(war|hatte|ging|sah|stand|était|avait|alla|vit|estaba|había|miró|era|aveva|estava"
          r"|tinha|był\w*|miał\w*|was|had|keek|var|hade|был\w*|не|взял\w*|був|була)\b"),
)  # fmt: skip
