"""Short clean texts of our own in many languages, and the encodings old files had them in."""

TEXTS = {
    "en": (
        "“Don’t wait for me,” said the lamplighter’s daughter, and she pulled her coat closer — "
        "the wind had found the gap under the door. Nobody on Harbour Street was awake yet. "
        "“I’ll be back before the tide turns…”"
    ),
    "fr": (
        "Le phare s’éteignit à l’aube. La vieille gardienne, très fatiguée, descendit l’escalier "
        "étroit et posa sa lanterne près de la fenêtre où l’été entrait déjà. « Où êtes-vous "
        "allé ? » demanda-t-elle. Il n’y eut pas de réponse, mais la mer était calme."
    ),
    "de": (
        "Die Bäckerin öffnete die Tür, noch bevor die Glocken läuteten. Draußen lag Schnee über "
        "den Dächern, und für einen Augenblick hörte man nichts. „Grüß Gott“, sagte der Junge, "
        "„haben Sie übermorgen auch schöne Brötchen?“ Natürlich hatte sie welche."
    ),
    "es": (
        "El niño corrió hasta el muelle y miró el horizonte. —¿Cuándo volverá el barco? —preguntó "
        "a su abuela, que tejía en silencio. «Mañana», pensó ella, aunque sabía que la tormenta "
        "había roto más de un mástil. ¡Qué larga fue aquella noche de otoño!"
    ),
    "pl": (
        "Wieczorem żółte światło latarni drżało na mokrej kostce. Łukasz szedł powoli, niosąc pod "
        "pachą zeszyt, w którym zapisał wszystkie imiona gwiazd. — Dokąd idziesz? — zapytała "
        "sąsiadka. Chłopiec tylko się uśmiechnął i ruszył ścieżką w stronę źródła."
    ),
    "cs": (
        "Ráno přišla do knihovny dívka s mokrými vlasy a položila na stůl starý klíč. Knihovník "
        "se usmál, protože věděl, že příběh právě začíná. „Kde jste ho našla?“ zeptal se tiše. "
        "Řekla, že ležel pod kamenem u řeky, kde už dávno nikdo nežije."
    ),
    "hu": (
        "Az öreg órásmester becsukta a műhelyt, és lassan elindult a folyó felé. Az őszi köd "
        "betakarta a hidat, a lámpák fénye alig látszott. – Későn jár, bácsi – szólt egy kislány. "
        "Ő bólintott, mert tudta, hogy az idő mindig később érkezik, mint kellene."
    ),
    "tr": (
        "Yaşlı balıkçı ağlarını kıyıya çekti ve güneşin doğuşunu bekledi. Şehir henüz uyuyordu, "
        "yalnızca martıların çığlığı duyuluyordu. “Bugün deniz çok sessiz,” dedi oğluna. Çocuk "
        "gülümsedi, çünkü sessizliğin ardından her zaman iyi bir gün gelirdi."
    ),
    "ru": (
        "Поезд остановился на маленькой станции, где никто не ждал его много лет. Старый "
        "смотритель "
        "поднял фонарь и долго смотрел на пустые окна. — Вы опоздали, — сказал он наконец, и в "
        "последнем вагоне кто-то тихо засмеялся. Снег всё шёл и шёл."
    ),
    "uk": (
        "Дівчина зупинилася біля криниці й прислухалася до тиші. Десь далеко, за лісом, їхав "
        "потяг, "
        "і його гудок нагадував їй пісню, яку колись співала бабуся. «Повернуся до весни», — "
        "пообіцяла вона собі, хоча ніхто не міг цього почути."
    ),
    "el": (
        "Ο γέρος φαροφύλακας άναψε το φως και κάθισε δίπλα στο παράθυρο. Η θάλασσα ήταν ήσυχη "
        "εκείνο "
        "το βράδυ, σαν να περίμενε κάτι. «Θα έρθουν αύριο», είπε στη γάτα του, και εκείνη έκλεισε "
        "τα μάτια της χωρίς να απαντήσει."
    ),
    "he": (
        "הספרנית הזקנה סגרה את הדלת והקשיבה לגשם על הגג. על השולחן נשאר ספר אחד פתוח, ובין הדפים "
        "שלו מצאה מכתב שאיש לא שלח מעולם. היא הדליקה נר, ישבה ליד החלון והתחילה לקרוא בקול, כאילו "
        "מישהו מחכה לסוף הסיפור."
    ),
    "ar": (
        "أغلق الحارس العجوز باب المكتبة وجلس قرب النافذة يستمع إلى المطر. كانت المدينة نائمة، "
        "ولم يبق "
        "في الشارع سوى ضوء واحد. قال لنفسه إن الليلة طويلة، ثم فتح الكتاب القديم وبدأ يقرأ بصوت "
        "منخفض "
        "كأن أحدا ينتظر نهاية الحكاية."
    ),
    "zh": (
        "老船长坐在码头上,看着雾慢慢地散去。"
        "他的孙女问他:“你真的见过那座岛吗?”他没有回答,只是从口袋里拿出"
        "一张旧地图。地图上什么也没有,可是她知道,有些地方只有在不想找它的时候才会出现。"
        "那天晚上,他们点亮了灯。"
    ).replace(",", "，"),
    "zh-tw": (
        "老船長坐在碼頭上，看著霧慢慢地散去。他的孫女問他：「你真的見過那座島嗎？」他沒有回答，"
        "只是從口袋裡拿出"
        "一張舊地圖。地圖上什麼也沒有，可是她知道，有些地方只有在不想找它的時候才會出現。"
        "那天晚上，他們點亮了燈。"
    ),
    "ja": (
        "　古い灯台の階段を、少女は一段ずつ数えながら上っていった。"
        "「まだ着かないの？」と猫が尋ねる。彼女は答えずに、"
        "窓の外の海を見た。波は静かで、遠くに小さな船がひとつ浮かんでいた。明日になれば、"
        "きっと手紙が届くだろう。"
    ),
    "ko": (
        "늙은 등대지기는 불을 켜고 창가에 앉았다. 바다는 조용했고, 멀리서 작은 배 한 척이 천천히 "
        "다가오고 있었다. "
        "“오늘은 누가 올까?” 그는 고양이에게 물었다. 고양이는 대답하지 않았지만, 그는 이미 알고 "
        "있었다."
    ),
}  # fmt: skip

#: The encodings each language's files are found in, each with what it cannot hold replaced.
ENCODINGS = {
    "en": ("utf-8", "cp1252", "mac_roman"),
    "fr": ("utf-8", "cp1252", "mac_roman", "cp850"),
    "de": ("utf-8", "cp1252", "mac_roman", "cp850", "cp437"),
    "es": ("utf-8", "cp1252", "mac_roman", "cp850"),
    "pl": ("utf-8", "cp1250", "iso8859-2", "cp852"),
    "cs": ("utf-8", "cp1250", "iso8859-2", "cp852"),
    "hu": ("utf-8", "cp1250", "iso8859-2", "cp852"),
    "tr": ("utf-8", "cp1254"),
    "ru": ("utf-8", "cp1251", "koi8-r", "cp866", "mac_cyrillic", "iso8859-5"),
    "uk": ("utf-8", "cp1251", "koi8-u"),
    "el": ("utf-8", "cp1253", "iso8859-7", "cp737"),
    "he": ("utf-8", "cp1255"),
    "ar": ("utf-8", "cp1256", "iso8859-6"),
    "zh": ("utf-8", "gb18030", "hz"),
    "zh-tw": ("utf-8", "big5"),
    "ja": ("utf-8", "cp932", "euc_jp", "iso2022_jp"),
    "ko": ("utf-8", "cp949", "iso2022_kr"),
}
UTF_16 = ("utf-16", "utf-16-le", "utf-16-be")
_PLAINER = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "«": '"', "»": '"'}
    | {"—": "-", "–": "-", "…": "..."}
)


def encodable(text: str, encoding: str) -> str:
    """The text as its writer would have typed it in ``encoding``: plainer marks if need be."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAINER).encode(encoding, "ignore").decode(encoding)
    return text
