"""Words by which front and back matter is known: bylines, small words of titles, site chrome.

Data only; words stand case-folded, phrases as patterns.
"""

#: Words that stay small in a title, in the languages archives hold.
SMALL_WORDS = frozenset(
    "a an the and or nor but of in on at to for from with by as is it its than vs v via into"
    " over upon"
    " le la les l un une des du de d et ou en au aux à dans sur pour par avec sans"
    " el los las y o del al con por para lo sin su"
    " der die das den dem des ein eine einer eines und oder von vom zu zum zur im am ins mit für"
    " auf aus"
    " il lo gli i dei della delle degli e ed di da nel nella per con"
    " os uma um na no dos das em"
    " het een en van in de op te met"
    " и в на с у о об из от до по за к или не för och att av på til og".split()
)
#: Small words inside names.
NAME_PARTICLES = frozenset(
    "de del della di da das dos du van von der den zu zur la le el al ibn bin bint ben y e und"
    " and of the"
    " ten ter af av st saint jr sr ii iii mac mc".split()
)
#: Words that names do not hold, though they may begin with a capital.
NOT_NAMES = frozenset(
    "the a an my your his her our their this that these those in on at with without into under over"
    " to for from by when where what who why how no not never is was were are and or but as if"
    " chapter part book story tale tales stories chapters prologue epilogue end author title series"
    " der die das ein eine le la les un une el los las il lo une des mit ohne auf"
    " adventure adventures case mystery house night day love death secret".split()
) - {"la", "le", "el"}

#: "by" in many languages, alone before a name. Longer ones first.
BYLINE = (
    r"(?:an? )?(?:original |short |true |new |erotic |fan ?fiction )?(?:story|novel|novella|tale"
    r"|fic"
    r"|fan ?fic(?:tion)?|romance|serial)(?: written)? by|written by|as told by|told by|posted by"
    r"|authored by|penned by|by|geschrieben von|eine (?:geschichte|erzählung|novelle) von|von"
    r"|écrit par|ecrit par|une histoire de|par|escrito por|una historia de|por|scritto da|door"
    r"|geschreven door"
    r"|skrevet af|skrivet av|skriven av|av|af|di|autor(?:in|ka)?|автор(?:ка)?|написал[а]?|писатель"
    r"|yazan|yazar|napisał[a]?|kirjoittanut|συγγραφέας|מאת|글쓴이|지은이|작가|글|author|作者|著者|作|文|بقلم|تأليف|للكاتب|المؤلف"
)
BYLINE_AFTER = r"(?:著|作|撰|著作)"

#: How the summary above a chapter of an old novel begins.
ARGUMENT_OPENINGS = (
    r"in which\s", r"wherein\s", r"where(?:in)? (?:we|it|the reader)\s", r"showing"
    r" how\s", r"how \w+ .{0,200};",
    r"containing\s", r"treats? of\s", r"relates? (?:how|what|the)\s", r"being (?:a|an"
    r"|the)\s.{0,80}(?:account|chapter)",
    r"o[uù] (?:l['’]on|il|le lecteur)\s", r"dans lequel\s", r"comment\s.{0,200}(?:;|,).{0,200}",
    r"donde (?:se|el|la)\s", r"de c[oó]mo\s", r"en (?:el|la)"
    r" que\s", r"que trata\s", r"in welche[mr]\s",
    r"worin\s", r"в котор(?:ой|ом)\s", r"nel quale\s", r"in cui\s",
)  # fmt: skip

#: Whole items of a navigation line.
NAVIGATION = (
    r"(?:go |back |return |jump |skip )?(?:to )?(?:the |my |our )?(?:main |home|front|story"
    r"|stories|chapter|index|title"
    r"|contents?|fiction|fanfic|fic|author'?s?|archive|site|list|page|table of|of|menu|library"
    r"|top|bottom|start"
    r"|beginning|first|last|latest|next|prev(?:ious)?|forward|back(?:ward)?|part|section"
    r"|instal?lment|episode"
    r"|up|down|\s|\d{1,3}|>|<|«|»|→|←|pages?|works?|series|guest ?book|links?|e?-?mail me"
    r"|feedback|comments?|reviews?"
    r"|log ?in|log ?out|register|search|help|faq|updates?|what'?s new|browse|random|bookmark"
    r"|print(?:er)?|friendly"
    r"|version|download|report abuse|add story|favorites?|follow|font|size|text|sort|by|date|add"
    r"|to|of|contact|us|about)+"
    r"|zur(?:ück| übersicht)?.{0,20}|weiter|nächstes kapitel|vorheriges kapitel"
    r"|inhalt(?:sverzeichnis)?|startseite"
    r"|retour.{0,20}|suivant|pr[ée]c[ée]dent|sommaire|accueil|chapitre (?:suivant|pr[ée]c[ée]dent)"
    r"|volver.{0,20}|siguiente|anterior|[ií]ndice|inicio|cap[ií]tulo (?:siguiente|anterior)"
    r"|назад|вперед|вперёд|дальше|далее|следующая.{0,12}|предыдущая.{0,12}|оглавление|содержание"
    r"|на главную|к списку"
    r"|上一[章页頁]|下一[章页頁]|目[录錄次]|返回.{0,6}|首页|首頁|前へ|次へ|戻る|トップへ?|书签|加入书签|التالي|السابق|الفهرس"
)
#: A navigation line has at least one of these.
NAVIGATION_SURE = (
    r"\b(?:next|prev(?:ious)?|back|return|home ?page|index|contents|main page|top|first|last"
    r"|previous"
    r"|zurück|weiter|übersicht|retour|suivant|sommaire|accueil|volver|siguiente|anterior|[ií]ndice"
    r"|назад|дальше|далее|вперед|вперёд|оглавление|содержание)\b|上一|下一|目[录錄次]|返回|首页|首頁|前へ|次へ|戻る"
    r"|التالي|السابق"
)

#: Lines of sites, lists and programs around a text.
CHROME = (
    r"^\s*(?:(?:posted |published )?originally (?:posted |published )?(?:on|at)"
    r" .{0,60}(?:archive|https?:)"
    r"|please drop by the archive|(?:this (?:story|file|text|work) (?:was )?(?:archived"
    r"|downloaded|saved|converted|hosted|posted) (?:at|from|by|on)\b)"
    r"|(?:downloaded|converted|generated|created|exported|retrieved|saved) (?:from|by|with|using"
    r"|on)\b.{0,120}(?:https?://|www\.|\.(?:com|net|org)|fanficfare|calibre|reader)"
    r"|(?:yahoo!? groups?|to unsubscribe|unsubscribe\b|to subscribe|your use of yahoo|community"
    r" email addresses"
    r"|post message:|list owner:|shortcut url|do you yahoo|get your free|this message (?:was|has"
    r" been) (?:sent|posted|approved)"
    r"|send (?:blank )?e?-?mail to .{0,80}unsubscribe|for more options|you received this message)"
    r"|transcriber[’']?s? notes?\W|this e-?text was produced from|^.{0,80}project"
    r" gutenberg\W.{0,80}licen[cs]e"
    r"|-----(?:begin|end) pgp|hash: sha\d|version: (?:gnupg|pgp)"
    r"|(?:hits|views|reads|reviews|favorites|favs|follows|kudos|score|votes?"
    r"|rating)\s*[:：]\s*[\d,.]+\s*$"
    r"|(?:produced|e-?text prepared|transcribed|scanned|digitized|typed|proofread|prepared)"
    r" by\b.{0,200}$"
    r"|^(?:skip to|jump to) (?:content|main)|powered by\b|all rights reserved\.?$|(?:page|site)"
    r" (?:last )?updated"
    r"|disclaimer: all publicly recognizable.{0,400}$"
    r"|(?:please )?(?:log ?in|sign ?in|register) to .{0,60}$|you (?:are|must be) logged in.{0,60}$"
    r"|请记住本站|手机用户请|最新章节|本站|(?:更多|全集).{0,12}(?:尽在|下载)|小说网)"
)
PROJECT_START = (
    r"\*{2,3}\s*start of (?:the|this) (?:project )?\w+ .{0,40}(?:ebook|etext|text)"
    r"|^\*?end\*?\s?the small print"
)
PROJECT_END = (
    r"^.{0,30}the full project gutenberg.{0,6} licen[cs]e|^\s*\*{2,3}\s*end of (?:the"
    r"|this) (?:project )?\w+|^\s*end of (?:the )?project gutenberg|^\s*end of this (?:project"
    r" gutenberg )?(?:ebook|etext)"
)

#: What stands before the title in a posting's subject.
SUBJECT_PREFIX = (
    r"(?:re|fwd?|aw|wg|antw|rv|tr|repost|re-?post|new|story|stories|fic|fanfic|ff|update[ds]?"
    r"|revised|adult|tx|ann|post|posting"
    r"|neu|nouveau|nuevo|submission|request|erotica|rated \w+|ответ"
    r"|пересл)(?:\s*\(\w+\))?(?:\[\d+\])?\s*[:：-]\s*"
)
