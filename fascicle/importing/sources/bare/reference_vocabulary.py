"""How writers say what a work follows, belongs to or came from. Data only; patterns without"
" case."""

_PART = (
    r"(?:part|chapter|chap\.?|ch\.?|instal?lment|episode|section|book|story|teil|kapitel"
    r"|partie|chapitre|parte|cap[ií]tulo|часть|глава)"
)
_NUMBER = (
    r"(?P<number>\d{1,3}|[ivx]{1,6}|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)"
)
_ORDINAL = (
    r"(?P<number>\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth|tenth|next)"
)

#: (kind, what stands before the title).
NAMED_RELATIONS: tuple[tuple[str, str], ...] = (
    ("sequel-to", r"\b(?:sequel|follow-?up|companion(?: piece)?|continuation|coda|epilogue"
    r"|missing scene) (?:to|of|for) (?:my (?:(?:\w+ ){0,2}(?:story|fic|work|tale|novel),? )?)?"),
    ("sequel-to", r"\b(?:follows|continues|takes place after|set after|picks up after|happens"
    r" after|read) (?:on from |the events of |my (?:story|fic) |the story )?(?=[\"“«_*'])"),
    ("sequel-to", r"\b(?:fortsetzung (?:von|zu)|suite de|continuaci[óo]n de|secuela de|seguito"
    r" di|vervolg op|продолжение(?: рассказа| повести| фика)?)\s+"),
    ("prequel-to", r"\b(?:prequel (?:to|of|for)|vorgeschichte (?:von|zu)|precuela de|prologue to"
    r"|приквел (?:к|ко)|takes place before|set before)\s+(?:my (?:story|fic),? )?"),
    ("inspired-by", r"\b(?:inspired by|based on|homage to|after an idea (?:by|from)|inspir[ée]e?"
    r" (?:par|de)|inspirado en|inspiriert (?:von|durch)|по мотивам)\s+(?:the (?:song|poem|film"
    r"|movie|book|novel|story|picture|painting)\s+)?(?=[\"“«_*'《])"),
    ("translation-of", r"\b(?:translat(?:ion|ed) (?:of|from)(?: the \w+)?(?: of)?"
    r"|[üu]bersetz(?:t|ung) (?:von|aus)|traduction de|traducci[óo]n de"
    r"|перевод)\s*:?\s+(?=[\"“«_*'《])"),
    ("part-of-series", r"\b(?:part of|belongs to|set in|a story in|a tale (?:of|from)) (?:the|my"
    r"|our) (?:series |universe )?(?=[\"“«_*'])"),
)  # fmt: skip

#: "The second story in the X series": number, then the series.
NTH_OF_SERIES: tuple[str, ...] = (
    rf"\b(?:book|part|story|volume|episode|number|no\.?|#)\s*{_NUMBER}\s+(?:of|in)\s+(?:the|my"
    rf"|our)\s+(?=(?:[\"“«_*']?[A-Z]))",
    rf"\b(?:the )?{_ORDINAL}\s+(?:book|part|story|volume|tale|instal?lment|episode|one|in line"
    rf"|entry)?\s*(?:of|in)\s+(?:the|my|our)\s+(?:series\s+)?(?=(?:[\"“«_*']?[A-Z]))",
)

#: It follows something without a name: (kind, phrase).
FOLLOWS_UNNAMED: tuple[tuple[str, str], ...] = (
    ("sequel-to", r"\b(?:my (?:last|previous|earlier|other|first)|the previous) (?:story|tale"
    r"|fic|one)\b"),
    ("part-of-series", r"\b(?:a|this|the) (?:sequel|follow-?up)(?! to\b)\b"),
    ("part-of-series", rf"\b(?:this is|here(?:'s| is)) (?:the )?{_ORDINAL} (?:story|part|book"
    rf"|tale|in)\b.{{0,30}}\b(?:series|sequence|arc|saga|trilogy|set)\b"),
)  # fmt: skip

#: The part that comes next, by its number.
CONTINUED_IN: tuple[str, ...] = (
    rf"\b(?:to be )?continue[sd]? (?:in|with|on) {_PART} {_NUMBER}\b",
    rf"\b(?:wait|watch|look out|stay tuned) for {_PART} {_NUMBER}\b",
    rf"\b{_PART} {_NUMBER} (?:is|will be|should be|comes?|coming|follows|to follow|soon|next|up)\b",
    rf"\bnext(?: up| time)?\s*[:,-]\s*{_PART} {_NUMBER}\b",
    rf"\bfortsetzung (?:folgt )?in {_PART} {_NUMBER}\b",
)

#: The part itself, of which a note says the number.
NUMBERED_SELF: tuple[str, ...] = (
    rf"\b(?:this is|this was|here(?:'s| is| comes)|i give you|das ist|voici|это) (?:the |my"
    rf" )?{_PART} {_NUMBER}\b",
    rf"\b(?:this is|here(?:'s| is| comes)) (?:the |my )?{_ORDINAL} (?:part|chapter|instal?lment"
    rf"|episode)\b",
    rf"^\W*{_PART} {_NUMBER} (?:of|/) (?:\d+|\?|\w+)\b",
)

#: The part before, of which a greeting speaks.
NUMBERED_PREDECESSOR: tuple[str, ...] = (
    rf"\b(?:comments?|reviews?|feedback|mails?|messages?|response|kudos|reading|reactions?)"
    rf" (?:on|to|about|for|of) (?:my )?{_PART} {_NUMBER}\b",
    rf"\b(?:since|after|read) {_PART} {_NUMBER}\b",
    rf"\b(?:in|from) {_PART} {_NUMBER}\b.{{0,40}}\b(?:previously|last time|we left)\b",
)  # fmt: skip
