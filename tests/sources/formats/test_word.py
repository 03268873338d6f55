"""Word documents: title, text with its formatting and links; broken and hostile ones cost a line."""

from __future__ import annotations

import io
import zipfile

import pytest

from domain.article import Found, Manuscript
from domain.errors import BadManuscript
from domain.rich import SpanKind
from sources.formats.reading import read

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
LINKS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="l1" Type="{_OFFICE}/hyperlink" '
    'Target="https://a.kz/1" TargetMode="External"/></Relationships>'
)
FIRST = "Семейде жаңа көпір салынып жатыр, құрылыс күзде аяқталады."


def paragraph(text: str, style: str = "", run: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r>{f'<w:rPr>{run}</w:rPr>' if run else ''}<w:t>{text}</w:t></w:r></w:p>"


def document(body: str, head: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/_rels/document.xml.rels", LINKS)
        start = f'{head}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>'
        archive.writestr("word/document.xml", f"{start}{body}</w:body></w:document>")
    return made.getvalue()


def only(data: bytes) -> Found:
    [found] = read(data, "2026/көпір.docx")
    return found


def test_a_heading_is_the_title_and_the_text_keeps_its_formatting_and_links() -> None:
    linked = '<w:p><w:hyperlink r:id="l1"><w:r><w:t>Толығырақ</w:t></w:r></w:hyperlink></w:p>'
    body = paragraph("Жаңа көпір", "Heading1") + paragraph(FIRST) + paragraph("Ол маңызды.", run="<w:b/>") + linked
    article = only(document(body))
    assert isinstance(article, Manuscript)
    assert (article.id, article.title) == ("2026/көпір", "Жаңа көпір")
    assert article.body.text == f"{FIRST}\n\nОл маңызды.\n\nТолығырақ"
    assert [(span.kind, span.url) for span in article.body.spans] == [
        (SpanKind.BOLD, ""), (SpanKind.LINK, "https://a.kz/1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("paragraphs", "title"),
    [(("Жаңа көпір", FIRST), "Жаңа көпір"), ((FIRST, FIRST + " Иә."), ""), (("Жалғыз жол",), "")],
)
def test_a_first_line_like_one_is_the_title(paragraphs: tuple[str, ...], title: str) -> None:
    article = only(document("".join(map(paragraph, paragraphs))))
    assert isinstance(article, Manuscript) and article.title == title


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ха'>" + "".join(
    f"<!ENTITY a{n} '&a{n - 1 or ''};&a{n - 1 or ''};'>" for n in range(1, 30)
)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (document(paragraph("а" * 5_000_000)), "source-body-long"),
        (document("<w:p>"), "source-zip-damaged"),
        (document(paragraph("&a29;"), LAUGHS + "]>"), "source-zip-damaged"),
        (document("<w:p>" * 100_000 + "</w:p>" * 100_000), "source-document-deep"),
        (document(""), "source-no-body"),
    ],
)
def test_a_broken_or_hostile_document_costs_a_line(data: bytes, key: str) -> None:
    error = only(data)
    assert isinstance(error, BadManuscript) and error.key == key


def test_a_document_cut_in_a_part_or_whose_text_is_no_counted_part_costs_a_line() -> None:
    whole = document(paragraph("Жаңа көпір", "Heading1") + paragraph(FIRST))
    hidden = io.BytesIO()
    with zipfile.ZipFile(hidden, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS.replace("word/document.xml", "word/text.bin"))
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("word/text.bin", b" " * 50_000_000)
    for data in (whole.replace(b"word/document.xml", b"word/document.xmm", 1), hidden.getvalue()):
        [found] = read(data, "a.docx")
        assert isinstance(found, BadManuscript)
        assert found.key == "source-zip-damaged"
