"""The words that make up a third of any text, by language (ISO 639-1), lower case.

Mostly articles, pronouns, prepositions and forms of "to be" and "to have". Words shared by
several languages are listed in each, as the language as a whole decides.
"""

_WORDS = {
    "af": (
        "die en het van nie is in ek dit hy was sy vir met wat om te op hulle ons haar hom "
        "maar sal as jy daar"
    ),
    "ca": (
        "que de la el i a no en un una per és els les va ser amb això del ho com més però "
        "si em al era li seva hi"
    ),
    "cs": (
        "a se na je že to v s z do o ale jsem si jako by tak za jsi byl bylo jeho když už "
        "byla co pro ve mi ho mě"
    ),
    "cy": (
        "y yn i a o ar ei yr ac oedd mae wedi ond ddim fel nid roedd bod hi ef am gan eu "
        "wrth oddi dim fod ni"
    ),
    "da": (
        "og i at det er en til på jeg af ikke han med for de den som var har et hun ham men "
        "du sig hvad fra ud hende"
    ),
    "de": (
        "und die der ich nicht das zu sie in er es ist ein war mit den auf sich eine so dem "
        "von wie dass aber an hatte als auch im mir ihn du was noch nur"
    ),
    "en": (
        "the and to of a i he was in it that you his her she had with for on at as not but "
        "him my is they me be said were have from what this all"
    ),
    "eo": (
        "la kaj de en mi ke al estas ne li por ŝi ĝi estis vi kun sed pri tio kiel ili el "
        "oni lia tiu plu jam kiu"
    ),
    "es": (
        "de que la y el en no a los se un una con por lo las su para es le del me más era "
        "al como si había pero ya sus te yo"
    ),
    "et": (
        "ja on ei et oli ta see ma kui ka oma mis siis aga nii tema mu ning välja sa seda "
        "mida veel kas nad olid"
    ),
    "eu": (
        "eta da ez zen du ere zuen bat egin izan dut baina hori zer nire bere dago baino "
        "den dela zuten gabe batean"
    ),
    "fi": (
        "ja on ei hän oli se että en minä mutta kun niin mitä hänen joka ole sitten nyt jos "
        "ollut vain siitä sinä mikä hänet sen olen kuin"
    ),
    "fr": (
        "de la le et les des à que il un en je ne pas qui dans une elle se pour était sur "
        "ce du son au vous avec mais plus lui avait sa on tout"
    ),
    "ga": (
        "an agus a na is go ar ní sé bhí mé tá i do le sí ag ach nach raibh air leis siad "
        "chuig féin bhí sin"
    ),
    "gl": (
        "de que e a o non en un unha os do da as para se con eu por máis era como seu ao "
        "súa pero na no estaba dunha"
    ),
    "hr": (
        "i je se u da na nije sam za to što su od kao ali bi te ga mu si iz sve ne bio ja "
        "joj kako bila već samo"
    ),
    "hu": (
        "a az és hogy nem egy volt is de meg ez mint csak el már azt van még ha én ő mert "
        "vagy mi nagyon volna amikor aki ki"
    ),
    "id": (
        "yang dan di itu tidak dengan aku dia untuk ini dari ke saya kau ada akan pada "
        "sudah adalah kami juga bisa seperti mereka lagi dalam"
    ),
    "is": (
        "og að í er á ekki hann sem það var til með ég en við hún um þú af þetta hafði sig "
        "fyrir svo þá eins hans mér"
    ),
    "it": (
        "di che e la il non un a per in una si è con le mi della sono era da come lo gli "
        "del ma più al suo ho aveva i ha"
    ),
    "la": (
        "et in est non ad ut cum quod sed qui ex si esse sunt enim ab quae nec hoc me per "
        "autem tibi aut eius erat atque"
    ),
    "lt": (
        "ir kad į ne su jis aš tai ji buvo iš bet kaip nuo jo per dar man tik už jau savo "
        "apie tu jos yra ar"
    ),
    "lv": (
        "un ir ka no ar uz bija viņš tas viņa ne es par bet kā kas vai pie tā to man lai "
        "jau savu tu vēl"
    ),
    "ms": (
        "yang dan di itu tidak dengan aku dia untuk ini dari ke saya awak ada akan pada "
        "sudah adalah kita juga boleh seperti mereka telah"
    ),
    "nl": (
        "de het een en van ik hij dat in niet te is was op zijn ze haar met je voor aan "
        "maar er had om zo hem als naar ook wat"
    ),
    "no": (
        "og i det å er en til på jeg av ikke han med for de den som var har et hun meg men "
        "du seg hva fra ut henne etter mot sa bare"
    ),
    "pl": (
        "i się nie w na z do to że jest co jak ale o po mnie za tak od było był już jego go "
        "tego przez była sobie tylko dla mi"
    ),
    "pt": (
        "de que e a o não um uma se para com os do da em as por ele mais ela eu era mas no "
        "na como lhe foi ao seu sua estava me você"
    ),
    "ro": (
        "și de în a la nu cu se o pe că un ce mai am din o fi pentru să era îi lui după "
        "sunt au dar mă ca sa te fost"
    ),
    "sk": (
        "a sa na je že to v s z do o ale som si ako by tak za bol bolo jeho keď už bola čo "
        "pre vo mi ho ma nie"
    ),
    "sl": (
        "in je se da na ni sem za to ki so od kot pa bi te ga mu si iz vse ne bil jaz ji "
        "kako bila že samo ko"
    ),
    "sq": (
        "e të në që dhe një i nuk me për ai ishte më ka se nga u si por kishte ajo do kjo "
        "tij është unë"
    ),
    "sv": (
        "och i att det är en till på jag av inte han med för de den som var har ett hon sig "
        "men du om vad från ut henne honom"
    ),
    "sw": (
        "na ya wa kwa ni katika alikuwa hii kama za yake lakini hakuna sana mimi yeye huyo "
        "huku wake bado kila ile"
    ),
    "tl": (
        "ang ng sa na at mga ay ko si siya niya hindi ako mo ito ka lang kung para naman pa "
        "nang may kanyang"
    ),
    "tr": (
        "ve bir bu da de için ne o ben çok gibi daha ama kadar sonra onu vardı değil her "
        "olarak diye mi var şey oldu dedi"
    ),
    "vi": (
        "là và của không tôi có một đã anh cho với người được những trong em ở này khi như "
        "thì mà nó cô đó lại"
    ),
}
_CYRILLIC = {
    "ru": (
        "и в не на что я с он как а то его это но по из она у за к ты же мне было только "
        "так от все бы меня ее был"
    ),
    "uk": (
        "і в не на що я з він як а та його це але до із вона у за ти ж мені було тільки так "
        "від все би мене її був"
    ),
    "be": (
        "і ў не на што я з ён як а то яго гэта але да яна у за ты ж мне было толькі так ад "
        "усё бы мяне яе быў"
    ),
    "bg": (
        "и в не на че аз с той като да се го това но по от тя у за си ми беше само така все "
        "би ме я е са"
    ),
    "sr": (
        "и у не на што ја с он као а то га ово али по из она за ти је ми било само тако од "
        "све би ме се да"
    ),
    "mk": (
        "и во не на што јас со тој како а тоа го ова но по од таа за ти е ми беше само така "
        "се би ме ја да"
    ),
}

LATIN_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
CYRILLIC_WORDS = {
    language: frozenset(words.split()) for language, words in _CYRILLIC.items()
}
