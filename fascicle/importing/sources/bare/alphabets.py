"""What letters languages are written with, most frequent first, for telling encodings apart.

Only letters outside ASCII are listed for Latin script. Orders follow the published
letter frequencies of each language; only the rough rank matters.
"""

#: Lower-case letters by language.
LATIN = {
    "fr": "éàèêçùâîôûëïœüæÿ",
    "de": "üäößé",
    "es": "óíáéñúü",
    "pt": "ãçéáíõóêâúàôü",
    "it": "èàùòìéîóú",
    "ca": "àèéíòóçúïü",
    "nl": "ëéïöüèó",
    "sv": "äåöé",
    "da": "åøæé",
    "is": "áðíóúéýþæö",
    "pl": "łęążóśćńź",
    "cs": "íáěéřýčžšůúťďňó",
    "sk": "áčíéľžýúšťôďňäóĺŕ",
    "hu": "áéőöíüóúű",
    "ro": "ăîâșțşţ",
    "hr": "čšžćđ",
    "tr": "ışüğçöâîû",
    "lt": "ėšųžįąūčę",
    "lv": "āīēšūņļžčģķ",
    "et": "äõüöšž",
    "eo": "ĉĝĥĵŝŭ",
    "cy": "ŵŷâêôîï",
    # A few loan words and names in a text without accents of its own.
    "en": "éèçïöüñêáàæôäóíâëœúøå",
}
CYRILLIC = {
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "uk": "оанитівлрескдмупязьбгчйхжїшюцєщфґ",
    "bg": "аоиентрсвлкдпмзъуяготбчщжхшцйюф",
    "sr": "аоиенјртсвдклмупбзгчхшжцњљћфђџ",
    "be": "анаіетлркусідязыўвмопбьгчжшйцхюэфё",
}
OTHER = {
    "el": "αοιετσνηυρπκμλςωίόάέήδγύχθώφβξζψϊϋ",
    "he": "יוהלאתרבשמםנדקפעחןטגצכזסךףץ",
    "ar": "الينمورتبهةدسفعكقحجذىصشطأخءإضغزثآظئؤ",
    "fa": "ایرندهمتوبسشکزگفخقچپژجعصحطضغذثآ",
    "th": "านรอกเงม่ยลวด้ทสตะปบคหแจพชขใไโซถผธณศฎษฐภฟ",
}

#: Very common characters of running Chinese, both scripts: about half of any text.
CHINESE = frozenset(
    "的一是不了在人有我他这这個个们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於"
    "着著下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定"
    "天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日军者意无無力它与與长長把机機十民第公此已"
    "工使情明性知全三又关關点點正业外将將两兩高间間由问問很最重并物手应應向头頭文体政美相见見被利什二等"
    "新己制身老给給吧呢吗嗎啊话話声聲听聽走让讓才回眼门門再却卻死气氣笑打叫边邊真四女儿兒何白水月像几幾"
)
#: Very common syllables of running Korean.
KOREAN = frozenset(
    "이다는을의에고가하지를은도로한기나리사어자아서만그있대시것인들해내일라정수"
    "면게았었보거마을없말니며안던데모와여구부전주오우습까했으려상때무세더네눈생스람적속러저"
)
