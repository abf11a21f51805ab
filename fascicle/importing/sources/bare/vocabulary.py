"""Words that headings, header blocks and end marks are made of, in the languages archives hold.

Data only. A word stands in its case-folded form.
"""

# ------------------------------------------------------------- numbers


def _count(words: str, first: int = 1) -> dict[str, int]:
    return {
        variant: number
        for number, variants in enumerate(words.split(), first)
        for variant in variants.split("/")
    }


NUMBER_WORDS: dict[str, int] = {
    **_count(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty"
    ),
    **_count(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ),
    **_count(
        "eins/erster/erste/erstes zwei/zweiter/zweite/zweites drei/dritter/dritte/drittes"
        " vier/vierter/vierte/viertes fünf/fünfter/fünfte/fünftes"
        " sechs/sechster/sechste/sechstes sieben/siebter/siebte/siebtes/siebenter/siebentes"
        " acht/achter/achte/achtes neun/neunter/neunte/neuntes zehn/zehnter/zehnte/zehntes"
        " elf/elfter/elfte/elftes zwölf/zwölfter/zwölfte/zwölftes dreizehn/dreizehntes"
        " vierzehn/vierzehntes fünfzehn/fünfzehntes sechzehn/sechzehntes siebzehn/siebzehntes"
        " achtzehn/achtzehntes neunzehn/neunzehntes zwanzig/zwanzigstes"
    ),
    **_count(
        "un/premier/première/premiere deux/deuxième/deuxieme/second/seconde trois/troisième"
        " quatre/quatrième cinq/cinquième six/sixième sept/septième huit/huitième neuf/neuvième"
        " dix/dixième onze/onzième douze/douzième treize/treizième quatorze/quatorzième"
        " quinze/quinzième seize/seizième dix-sept/dix-septième dix-huit/dix-huitième"
        " dix-neuf/dix-neuvième vingt/vingtième"
    ),
    **_count(
        "uno/primero/primera/primer/primo/prima/primeiro/primeira dos/segundo/segunda/due/dois"
        " tres/tercero/tercera/tercer/tre/terzo/terza/três/terceiro/terceira"
        " cuatro/cuarto/cuarta/quattro/quarto/quarta/quatro cinco/quinto/quinta/cinque"
        " seis/sexto/sexta/sei/sesto siete/séptimo/séptima/sette/settimo/sete/sétimo"
        " ocho/octavo/octava/otto/ottavo/oito/oitavo nueve/noveno/novena/nove/nono"
        " diez/décimo/décima/dieci/decimo/dez"
        " once/undécimo/undici/onze doce/duodécimo/dodici/doze"
    ),
    **_count(
        "один/первая/первый/первое два/вторая/второй/второе три/третья/третий/третье"
        " четыре/четвёртая/четвертая/четвёртый/четвертый/четвертое пять/пятая/пятый/пятое"
        " шесть/шестая/шестой/шестое семь/седьмая/седьмой/седьмое восемь/восьмая/восьмой/восьмое"
        " девять/девятая/девятый/девятое десять/десятая/десятый/десятое"
        " одиннадцатая двенадцатая тринадцатая четырнадцатая пятнадцатая"
    ),
    **_count(
        "الأول/الاول/الأولى/الاولى الثاني/الثانية الثالث/الثالثة الرابع/الرابعة الخامس/الخامسة"
        " السادس/السادسة السابع/السابعة الثامن/الثامنة التاسع/التاسعة العاشر/العاشرة"
    ),
    **_count("een/eerste twee/tweede drie/derde vier/vierde vijf/vijfde zes zeven"),
}
TENS_WORDS: dict[str, int] = {
    word: 10 * tens
    for tens, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
} | {"vingt": 20, "trente": 30, "двадцать": 20, "veinte": 20}
ORDINAL_SUFFIXES = (
    "st",
    "nd",
    "rd",
    "th",
    "er",
    "ère",
    "re",
    "e",
    "ème",
    "º",
    "ª",
    "°",
    "-я",
    "-й",
)

# ------------------------------------------------------------- headings

#: Names of the divisions of a work.
CHAPTER_WORDS = (
    "chapter chap ch kapitel kap chapitre chap capítulo capitulo cap capitolo hoofdstuk kapittel"
    " глава гл глава. rozdział kapitola luku bölüm الفصل فصل kabanata episode ep épisode episodio"
    " folge эпизод installment instalment fejezet κεφάλαιο chương บทที่ bab 장 розділ פרק"
    " kapittel poglavlje kapitul"
).split()
PART_WORDS = (
    "part pt teil partie parte deel часть ч část osa kısım الجزء جزء section sect book buch livre"
    " libro книга volume vol band tome act scene letter night ночь canto"
).split()
#: Divisions larger than a chapter: their number is not the chapter's.
LARGE_WORDS = set("book buch livre libro книга volume vol band tome act".split())
#: Headings that stand without a number.
UNNUMBERED_WORDS = (
    "prologue prolog prólogo outtake omake bonus extra coda tag teaser prologo пролог"
    " épilogue epilogue epilog epílogo epilogo эпилог"
    " interlude interludium intermezzo foreword preface introduction vorwort avant-propos"
    " prefacio введение предисловие 序 序章 楔子 尾声 尾聲 終章 番外 あとがき プロローグ エピローグ"
).split()
#: Of these, the ones under which a writer speaks rather than a story begins.
PREFACE_WORDS = set(
    "preface vorwort avant-propos prefacio предисловие まえがき 前言 自序".split()
)
#: "第三章" and its like: what stands after the number.
CJK_UNITS = "章回節节話话卷部幕夜集折장화편회부막"

# ------------------------------------------------------------- header blocks

TITLE_LABELS = set(
    "title story storytitle titel titre título titulo titolo название заглавие 标题 標題 タイトル"
    " 題名 العنوان عنوان tytuł titulus τίτλος başlık назва כותרת 제목 otsikko název cím"
    " subject thread fic name".split()
) | {
    "story title",
    "title of story",
    "title of the story",
    "name of story",
    "fic title",
    "work title",
}
AUTHOR_LABELS = set(
    "author by writer autor autorin auteur auteure autore auteurs автор 作者 著者 المؤلف الكاتب"
    " penname creator authors verfasser schrijver författare forfatter autorka autora autores"
    " auteure автори yazar yazan"
    " συγγραφέας מאת 작가 글쓴이 지은이 kirjoittaja autorzy geschrieben écrit authoress".split()
) | {"pen name", "written by", "author's name", "story by", "author name"}
SERIES_LABELS = set(
    "series serie série reihe serien цикл серия universe シリーズ 系列".split()
)
PART_LABELS = set(
    "part chapter teil kapitel chapitre partie capítulo parte глава часть 章 episode"
    " installment instalment section розділ rozdział hoofdstuk kapitola bölüm κεφάλαιο פרק".split()
) | {"part number", "chapter number", "chapter no", "part no"}
SUMMARY_LABELS = set(
    "summary zusammenfassung résumé resume resumen sommario саммари аннотация teaser blurb"
    " inhalt synopsis あらすじ 简介 文案".split()
)
#: Fields whose value is the writer (or the law) speaking: a note, not bibliography.
NOTE_LABELS = set(
    "disclaimer disclaimers haftungsausschluss avertissement дисклеймер note notes a/n an"
    " feedback acknowledgements acknowledgments thanks dedication beta betas warning warnings"
    " spoilers spoiler authornote comments comment copyright".split()
) | {
    "author's note", "author's notes", "authors note", "authors notes", "author notes",
    "author note", "story notes", "chapter notes", "end notes", "notes de l'auteur",
    "note de l'auteur", "anmerkung", "anmerkungen", "anmerkung der autorin", "nota del autor",
    "от автора", "примечания", "примечание", "примечание автора", "作者的话", "作者有话说",
    "standard disclaimer", "legal stuff", "legal disclaimer", "author’s note", "author’s notes",
    "previously", "recap", "pre-story notes", "post-story notes",
}  # fmt: skip
OTHER_LABELS = set(
    "rating fandom fandoms pairing pairings category categories genre genres classification"
    " keywords keyword characters character relationship relationships archive distribution"
    " e-mail email date posted published updated completed status words wordcount language"
    " publisher timeline season episode setting type code codes content source url storyurl"
    " website homepage site permission betareader written started finished tags tag warnings"
    " packaged layout permalink credits copyright rated archived challenge prompt recipient"
    " freigabe altersfreigabe freigegeben genre paring pairing personajes рейтинг жанр пейринг"
    " фандом размер статус персонажи предупреждения 分类 标签 字数 カテゴリ illustrator translator"
    " produced edition isbn editor stats statistics chapters parts universe era spoiler length"
    " words/chapters category/genre story-codes codes/keywords notes/warnings genre(s) kategorie"
    " kategorien figuren charaktere hauptcharaktere personnages advertencias clasificación"
    " категория персонаж жанры сеттинг attenzione avvertimenti contesto personaggi coppie"
    " gatunek relacje tags/genre mood music".split()
) | {
    "word count", "e-mail address", "email address", "archive warnings", "archive warning",
    "additional tags", "author url", "story url", "release date", "first posted", "last updated",
    "original publication date", "series url", "spoiler warning", "content warning",
    "content warnings", "archive date", "original date", "date posted", "date written",
    "character set encoding", "story codes", "story code", "written in", "part of",
    "alternate title", "rating/warnings", "main characters", "main pairing", "read", "reads",
    "posting date", "ebook", "web site", "web page",
}  # fmt: skip

MAIL_LABELS = {
    "from", "to", "date", "subject", "message", "newsgroups", "message-id", "organization",
    "organisation",
    "path", "lines", "references", "sender", "reply-to", "return-path", "received", "x-newsreader",
    "nntp-posting-host", "x-mailer", "mime-version", "content-type", "approved", "followup-to",
    "distribution", "xref", "keywords", "summary", "cc", "sent", "content-transfer-encoding",
    "x-trace", "article", "von", "an", "betreff", "datum", "de", "objet", "à", "asunto", "для",
    "от", "кому", "тема", "дата", "in-reply-to", "delivered-to", "mailing-list", "status",
    "user-agent", "x-archived-at", "posted-by", "x-no-archive", "x-ms-attachment", "x-uid",
}  # fmt: skip
#: At least one of these makes a block of header lines a mail's.
MAIL_SURE = {
    "subject", "newsgroups", "message-id", "path", "return-path", "received", "betreff", "objet",
    "asunto", "тема", "x-newsreader", "reply-to",
}  # fmt: skip

# ------------------------------------------------------------- ends

END_WORDS = set(
    "the end|end|fin|finis|ende|fine|fim|конец|koniec|einde|slut|loppu|完|終|终|終わり|おわり|了"
    "|全文完|(完)|النهاية|تمت|تم|30|-30-|the end.|das ende|la fin|el fin|end of story|end file"
    "|~fin~|finito|owari|the very end|end of file|fini".split("|")
)
CONTINUED_WORDS = set(
    "to be continued|tbc|continued|more to come|fortsetzung folgt|à suivre|a suivre|continuará"
    "|continuara|continua|continua...|продолжение следует|wordt vervolgd|待续|待續"
    "|未完待续|未完待續"
    "|つづく|続く|ciąg dalszy nastąpi|يتبع|to be cont'd|to be cont|continued in next part"
    "|to be continued..."
    "|cont'd|tbc...|not the end|end for now|end of this part".split("|")
)
BY_WORDS = (
    "by", "written by", "von", "par", "por", "di", "door", "af", "av", "story by", "a story by",
    "a novel by", "as told by", "by:", "автор", "作者", "著", "copyright by", "from the pen of",
)  # fmt: skip
