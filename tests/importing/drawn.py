"""Files with pictures, made by hand."""

from base64 import b64encode
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.importing.test_manuscripts import KINDS, RELATIONS
from tests.works.test_pictures import a_file

PNG = a_file("PNG")
JPEG = a_file("JPEG", colour=(10, 90, 40))
METAFILE = b"\xd7\xcd\xc6\x9a and what Windows draws by"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def zipped(**parts):
    file = BytesIO()
    with ZipFile(file, "w") as package:
        for name, content in parts.items():
            is_large = len(content) > 1 << 20
            package.writestr(name, content, ZIP_DEFLATED if is_large else ZIP_STORED)
    return file.getvalue()


def docx(*drawn):
    """Word's document with these pictures and what is said of them, between two sentences."""
    drawings = "".join(
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="{at}" name="a" descr="{words}"/>'
        f'<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="p{at}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        for at, (_data, words) in enumerate(drawn)
    )
    related = "".join(
        f'<Relationship Id="p{at}" Target="media/{at}.png" Type="{IMAGE}"/>'
        for at in range(len(drawn))
    )
    kinds = KINDS.replace(
        "</Types>", '<Default Extension="png" ContentType="image/png"/></Types>'
    )
    media = {f"word/media/{at}.png": data for at, (data, _words) in enumerate(drawn)}
    said = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    return zipped(
        **{
            "[Content_Types].xml": kinds,
            "_rels/.rels": RELATIONS,
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.'
            f'openxmlformats.org/package/2006/relationships">{related}</Relationships>',
            "word/document.xml": f"<w:document {SPACES}><w:body>{said.format('Before.')}"
            f"{drawings}{said.format('After.')}</w:body></w:document>",
            **media,
        }
    )


def odt(body=None):
    """An OpenDocument text with this body, or one with pictures of several kinds."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in (
            *(("office", "office"), ("text", "text"), ("draw", "drawing")),
            ("svg", "svg-compatible"),
        )
    )
    frame = (
        '<draw:frame draw:name="Bild 1"><draw:image xlink:href="Pictures/{}"/>'
        "<svg:title>Bild</svg:title><svg:desc>{}</svg:desc></draw:frame>"
    )
    body = body or (
        f"<text:p>Before.{frame.format('1.png', 'A lamp')}</text:p>"
        f"{frame.format('2.jpg', 'A &amp; B')}<text:p>{frame.format('3.wmf', 'A door')}</text:p>"
        "<text:p><draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box>"
        "<svg:desc>A box</svg:desc></draw:frame></text:p>"
    )
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    parts = {"1.png": PNG, "2.jpg": JPEG, "3.wmf": METAFILE}
    return zipped(
        **{"content.xml": content},
        **{f"Pictures/{name}": data for name, data in parts.items()},
    )


def epub(body=None):
    """An e-book with this body, or one with pictures."""
    body = body or (
        '<p>Before.<img src="../a%20lamp.png" alt="A lamp"/></p>'
        '<p><img src="http://elsewhere.example/spy.png" alt="A door"/>After.</p>'
    )
    return zipped(
        **{
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:'
            'xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles>'
            "</container>",
            "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            '<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>'
            "</manifest><spine><itemref idref='a'/></spine></package>",
            "OPS/text/a.xhtml": f"<html><body>{body}</body></html>",
            "OPS/a lamp.png": PNG,
        }
    )


def rtf():
    return (
        rb"{\rtf1\ansi Before.\par {\*\shppict{\pict{\*\picprop{\sp{\sn wzName}{\sv abc}}}"
        rb"\picw60\pngblip " + PNG.hex().encode() + rb"}}{\nonshppict{\pict\wmetafile8 "
        rb"0100}}\par After.{\pict\wmetafile8 0100}\par}"
    )


def page():
    source = b64encode(PNG).decode()
    return (
        f'<p>Before.<img src="data:image/png;base64,{source}" alt="A lamp">'
        '<img src=https://elsewhere.example/spy.png alt="A door"></p><p>After.</p>'
    ).encode()


def address(data):
    return f"/images/{sha256(data).hexdigest()}"
