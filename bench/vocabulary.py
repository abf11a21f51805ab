"""Words for made-up serials. Sentences have a word to fill in every second or third place,
so that two works share few runs of words, as in real prose."""

GIVEN = """Agnes Anton Basil Bettina Bram Callum Cecily Clement Corin Dagny Delia Edmund Elsa Esme
Felix Flora Gideon Greta Hal Hester Ida Ivo Jonas Judith Kit Lena Linus Lotte Magnus Mabel
Nadia Nils Odile Oswin Petra Piers Quentin Ragna Rosalind Rufus Saskia Silas Tamsin Theo
Una Ursula Viggo Wanda Winifred Yannick""".split()

FAMILY = """Abbot Ashdown Barrow Birch Calder Cawley Dunmore Eastwick Fairlie Fenwick Garth
Halloran Hythe Ingram Jessop Kestle Lamb Larkin Marlow Merrick Nance Orme Pascoe Penrose
Quill Rook Rowntree Sallow Selwyn Tarn Thorne Trew Underhill Vane Wicken Wray Yarrow""".split()

NOUNS = """anchor apron attic bakery balcony barge basket beacon bell bench bicycle blanket
boat bonfire boot bottle bridge broom bucket candle canal carriage cellar chapel chimney
clock cloud coat compass copper corner cottage courtyard cradle crow cup curtain desk door
dragon drawer drum dust engine envelope fence ferry fiddle field flag flute fog fountain
fox garden gate ghost glove goose grain gravel hammer harbour harvest hat hedge hill honey
horse hotel ink island jar journal kettle key kitchen kite ladder lake lamp lantern letter
library lighthouse lock loom map market meadow medal mill mirror moon moth mountain nail
needle net notebook oak oar oven owl page palace parcel path pear pebble piano pier pillow
platform plum pocket pond porch postcard quilt rain raven ribbon river roof rope sail salt
school scissors shadow shelf shell ship signal snow soup spoon spring square stair star
station stone storm stove suitcase swan table tea thimble thread thunder ticket tide tower
train tram tunnel umbrella valley village violin wagon wall watch well wheel willow window
winter wolf wool workshop yard""".split()

ADJECTIVES = """ancient angry blue bold brave bright broken calm careful cold copper crooked
dark deep distant dusty early empty faint familiar fierce forgotten frozen gentle golden
green grey heavy hidden hollow honest hungry idle iron kind late little lonely long lost
loud lucky narrow new old pale patient plain proud quick quiet red restless rough sad salt
scarlet secret sharp silent silver slow small smooth soft solemn strange stubborn sudden
sweet tall tired unlikely warm weary white wide wild wooden yellow young""".split()

DEEDS = """answered asked avoided balanced borrowed bought built buried carried caught
chased chose claimed cleaned climbed counted covered crossed described drew dropped emptied
entered explained fetched filled followed forgave forgot found gathered guarded guessed
hated heard held hid imagined inspected kept kicked knew left lifted lit lost loved mended
missed moved named needed noticed offered opened ordered painted passed pointed polished
promised pulled pushed questioned reached read remembered repaired rescued returned saved
searched sold stole studied swept taught threw touched traded trusted turned understood
unlocked visited wanted warned washed watched welcomed woke wrapped wrote""".split()

MANNERS = """again already almost badly boldly carefully clumsily daily early easily gladly
gravely happily hardly idly kindly lately loudly nearly never often once perfectly politely
proudly quickly quietly rarely sadly secretly seldom slowly softly soon still sternly
suddenly then tenderly twice warily wearily""".split()

#: Slots: {who} one of the cast, {n} noun, {a} adjective, {d} deed, {m} manner.
SENTENCES = """{who} {m} {d} the {a} {n}.
The {n} {d} a {a} {n}, and {who} {m} {d} it.
"Is that the {a} {n}?" {who} {d} {m}.
There was a {n} by the {a} {n}, but {who} {d} only the {n}.
{who} and {who} {d} the {n} until the {a} {n} {d} them.
"We {m} {d} your {n}," said {who}, "but a {n} {d} the {a} one."
It was {a}, and the {n} was {a}er than {who} {m} thought.
Nobody {d} the {n}; {who} {d} every {a} {n} {m}.
When the {n} was {a}, {who} {m} {d} a {n} with the {a} {n}.
{who}'s {n} {d} {m}, as if a {a} {n} had {d} it.
"Take the {n}," {who} {d}, "and leave the {a} {n} to me."
By the {n} {who} {d} that no {a} {n} was ever {a}.
Then {who} {m} {d} what the {a} {n} had {d}.
Under the {n} lay a {a} {n} which {who} had {m} {d}.
Perhaps the {n} {d} {who}, perhaps {who} {d} the {a} {n}.
The {a} {n} of the {n} {m} {d} {who} from the {a} {n}.""".split("\n")

NOTES = (
    "Author's note: thank you all for the kind words on the last part. More soon!",
    "A/N: sorry this one took so long. I hope that you enjoy it.",
    "Hello again everyone! Thanks for reading, and please do send comments.",
)
PLUGS = (
    "Please let me know what you think. The next part is nearly done.",
    "If you liked this, wait for the next part, it should be up by the weekend.",
)
BREAKS = ("* * *", "***", "~*~", "-----", "#", "oOo")
