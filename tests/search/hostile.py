"""What a search box is given by people who mean it no good, and by cats on keyboards."""

import random
from collections.abc import Callable, Iterator
from urllib.parse import quote_from_bytes, urlencode

WORDS = (
    "sand lamp harbour tide salt road 燈籠 สวัสดี Ωμέγα Élan straße İstanbul مرحبا שלום"
)
NAUGHTY = (
    *(
        "\0",
        "a\0b",
        "\ud800",
        "\udfff lamp",
        "\ufeff",
        "\u202elamp\u202c",
        "\u200b",
        "ﷺ",
    ),
    *(
        "a\u0301\u0302\u0303" * 30,
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈 lamp",
        "\U0010ffff",
        "ﬃ",
        "①②③",
        "ß",
        "İ",
        "ı",
    ),
    *(
        "' OR 1=1 --",
        '"; DROP TABLE works; --',
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
    ),
    *(
        "%s%n%x",
        "%00",
        "%",
        "$(lamp)",
        "`lamp`",
        "../../etc",
        "\\",
        "\r\n\r\n",
        "&lt;b&gt;",
    ),
    *(
        "(a+)+$",
        ".*.*.*.*x",
        "[a-z]*",
        "^lamp$",
        "(?=lamp)",
        "/.*/",
        "a{1,9999}",
        "\\b\\d+",
    ),
    *(
        "NULL",
        "NaN",
        "-0",
        "1e999",
        "0x7f",
        "١٢٣",
        "²",
        "٭",
        "*",
        "**",
        "-",
        "--",
        "|",
        ":",
    ),
)
LIMITS = ("words", "chapters", "updated", "posted", "status", "language", "rating")
FIELDS = ("title", "by", "tag", "nosuch")
PARAMETERS = (
    *("page", "order", "rating", "not-rating", "status", "language", "words-from"),
    *("words-to", "updated-from", "posted-to", "in", "shield", "crossover", "theme"),
)
VALUES = (
    *(
        "",
        "-1",
        "0",
        "1000000000",
        "9" * 40,
        "1.5",
        "abc",
        "²",
        "\0",
        "\ud800",
        "2024-02-31",
    ),
    *(
        "0000-00-00",
        "9999-12-31",
        "kudos",
        "relevance",
        "off",
        "tag:999999999999",
        "und",
    ),
)
PATHS = (
    *("/works/", "/works/", "/works/", "/works/kinds/theme/", "/works/kinds/genre/"),
    *(
        "/suggestions/",
        "/tags/1/",
        "/tags/999999999/",
        "/tags/1/feed/",
        "/languages/en/",
    ),
    *("/opds/search", "/opds/v2/search", "/opds/v2/works", "/works/{work}/search/"),
    *("/works/{work}/like/", "/shield/why/", "/tags/kinds/theme/", "/tags/"),
)
LONGEST = 10_000


class Hostile:
    """Addresses at random, the same for a seed."""

    def __init__(self, seed: int, work: int) -> None:
        self.dice = random.Random(seed)
        self.work = work
        self.shapes: tuple[Callable[[], str], ...] = (
            self.naughty,
            self.unbalanced,
            self.deep,
            self.alternatives,
            self.wildcards,
            self.endless,
            self.limits,
            self.noise,
            self.phrases,
        )

    def addresses(self, count: int) -> Iterator[tuple[str, str]]:
        """Each with the name of its shape."""
        for _ in range(count):
            shape = self.dice.choice(self.shapes)
            path = self.dice.choice(PATHS).format(work=self.work)
            said = shape()[:LONGEST]
            pairs = [("q", said), ("query", said), *self.parameters()]
            yield f"{shape.__name__} {path}", f"{path}?{written(pairs)}"

    def parameters(self) -> list[tuple[str, str]]:
        """Some of them twice, with values that make no sense."""
        names = self.dice.choices(PARAMETERS, k=self.dice.choice([0, 0, 1, 3, 40]))
        return [(name, self.dice.choice(VALUES)) for name in names]

    def word(self) -> str:
        return self.dice.choice(WORDS.split())

    def naughty(self) -> str:
        return " ".join(self.dice.choices(NAUGHTY, k=self.dice.randint(1, 6)))

    def unbalanced(self) -> str:
        signs = ["(", ")", '"', "“", "-", "OR", "AND", "NOT", "|", self.word()]
        return " ".join(self.dice.choices(signs, k=self.dice.randint(1, 400)))

    def deep(self) -> str:
        depth = self.dice.choice([5, 16, 17, 500, 4_000])
        return "(" * depth + self.word() + ")" * self.dice.choice([0, depth])

    def alternatives(self) -> str:
        return " OR ".join(self.word() for _ in range(self.dice.randint(2, 900)))

    def wildcards(self) -> str:
        letters = self.dice.choices("abcdefghijklmnopqrstuvwxyz水", k=64)
        return " OR ".join(f"{letter}*" for letter in letters)

    def endless(self) -> str:
        return (
            self.dice.choice(["a", "ﷺ", "燈籠", "lamp ", "é", '"', "-", "a'", "a-"])
            * LONGEST
        )

    def limits(self) -> str:
        said = (f"{self.dice.choice(LIMITS)}:{self.sign()}" for _ in range(20))
        return " ".join(said)

    def sign(self) -> str:
        return self.dice.choice(["<", ">", "<=", "", "-"]) + self.dice.choice(VALUES)

    def noise(self) -> str:
        return "".join(chr(self.dice.randrange(0x11_0000)) for _ in range(300))

    def phrases(self) -> str:
        """Words in a row that are all over the place, in fields that are and are not."""
        said = (
            f'{self.dice.choice(FIELDS)}:"{self.word()} {self.word()}"'
            for _ in range(self.dice.randint(1, 80))
        )
        return " ".join(said)


def written(pairs: list[tuple[str, str]]) -> str:
    """As bytes that are not always UTF-8."""
    return urlencode(
        [(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs],
        quote_via=lambda text, *_: quote_from_bytes(
            text if isinstance(text, bytes) else text.encode()
        ),
    )
