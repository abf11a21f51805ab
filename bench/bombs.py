"""Texts made to cost the cleaner as much as they can."""

#: Five hundred kilobytes of whatever costs the most.
FIVE = 500_000


def repeated(piece: str) -> str:
    return (piece * (FIVE // len(piece) + 1))[:FIVE]


BOMBS: dict[str, str] = {
    "depth": repeated("<div>"),
    "depth and styles": "<span style='font-weight:bold'>x" * 9_000,
    "depth that ends of others hide": "<span style=x><div></span></div>x" * 9_000,
    "emphasis": repeated("<b><p>"),
    "ampersands": repeated("&"),
    "references": repeated("&nbsp;"),
    "no-break spaces": repeated("\u00a0"),
    "attributes": "<p " + " ".join(f"a{n}" for n in range(70_000)) + ">x",
    "attributes behind a comment": "<!--><p "
    + " ".join(f"a{n}" for n in range(70_000))
    + "<!-- -->",
    "attributes with quotes": "<p " + "a='>' b=\">\" " * 30_000 + ">x",
    "styles": repeated("<p style='font-style:italic'>x</p>"),
    "declarations": f"<p style='{'a:b;' * 100_000}'>x",
    "sheets": f"<style>{'.s1{font-style:italic}' * 20_000}</style><p class=s1>x",
    "selectors": f"<style>{'.s1,' * 120_000}{{font:x}}</style><p class=s1>x",
    "braces": f"<style>{repeated('{')}</style><p class=s1>x",
    "unclosed sheets": repeated("<style><!--")
    + "<!--StartFragment-->x<!--EndFragment-->",
    "tables": repeated("<table><tr><td>"),
    "lists of Word": repeated(
        "<p style='mso-list:l0'><span style='mso-list:Ignore'>1.</span>x</p>"
    ),
    "links": repeated("<p style=x><a href=#_ftn1>[1]</a>"),
    "ornaments": f"<p style=x>{'* ' * 240_000}a</p>",
    "dashes": f"<p style=x>{'-' * 480_000}a</p>",
    "conditions": repeated("<![if"),
    "comments": repeated("<!--"),
    "angles": repeated("<"),
    "empty paragraphs": repeated("<p style=x>\u00a0</p>"),
}
