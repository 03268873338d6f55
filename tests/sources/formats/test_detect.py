"""Encodings and formats are told by what is in the file."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.formats.detect import Format, format_of
from sources.formats.reading import is_unfinished, read, read_file
from sources.formats.surroundings import Surroundings
from sources.formats.text_file import decode, guess_encoding
from sources.values.limits import FILE_BYTES
from tests.growth import assert_in_proportion

KAZAKH = "Жезқазғанда мұражай ашылды. Көрмеге қала тұрғындары мен қонақтар келді, үш жүзге жуық жәдігер қойылған."
RUSSIAN = "В Жезказгане открылся музей. На выставку пришли горожане и гости, показано около трёхсот экспонатов."


@pytest.mark.parametrize("text", [KAZAKH, RUSSIAN])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "kz1048", "cp1251"]
)
def test_text_is_read_in_every_encoding_of_the_contract(text: str, encoding: str) -> None:
    if text == KAZAKH and encoding == "cp1251":
        return  # windows-1251 has no letters for it
    data = text.encode(encoding)
    assert decode(data) == text
    [found] = read(data, "x.txt")
    assert isinstance(found, Manuscript)
    assert found.body.text == text


def test_kazakh_is_told_from_russian_by_its_letters() -> None:
    assert guess_encoding(KAZAKH.encode("kz1048")) == "kz1048"
    assert guess_encoding(RUSSIAN.encode("cp1251")) == "cp1251"


@pytest.mark.parametrize("times", [20, 2_000])
@pytest.mark.parametrize(
    "halves", [("utf-8", "utf-16-le"), ("utf-8", "cp1251"), ("kz1048", "utf-8"), ("utf-16", "utf-8")]
)
def test_a_text_of_two_encodings_is_refused(halves: tuple[str, str], times: int) -> None:
    first, second = halves
    data = (KAZAKH * times).encode(first) + b"\n\n" + (RUSSIAN * times).encode(second)
    page = (f"<html><body><p>{KAZAKH * times}</p>").encode(first) + f"<p>{RUSSIAN * times}</p>".encode(second)
    for name, content in (("a.txt", data), ("a.html", page)):
        [found] = read(content, name)
        assert isinstance(found, BadManuscript)
        assert found.key in {"source-encoding", "source-not-text"}


def test_a_line_of_another_encoding_costs_itself() -> None:
    lines = [f'{{"body": "{text}"}}\n'.encode(code) for text, code in ((KAZAKH, "utf-8"), (RUSSIAN, "cp1251")) * 3]
    found = list(read(b"".join(lines[:1] * 50 + lines), "a.jsonl"))
    errors = [one for one in found if isinstance(one, BadManuscript)]
    assert [(one.key, one.values["place"]) for one in errors] == [("source-encoding", f":{n}") for n in (52, 54, 56)]
    assert len(found) == 56


def test_a_file_with_a_few_broken_bytes_is_still_utf8() -> None:
    data = (KAZAKH * 5).encode()
    assert decode(data[:-1] + b"\xff").startswith(KAZAKH)


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ('{"body": "x"}', "a.txt", Format.JSON),
        ('\n [ {"body": "x"} ]', "a.html", Format.JSON),
        ("[Видео] Жаңа көпір ашылды", "a.txt", Format.PAGE),
        ("<!doctype html><html><body>x", "a.txt", Format.HTML),
        ("<!-- түсінік --> <html>", "a.json", Format.HTML),
        ("<p>Абзац</p>", "a", Format.HTML),
        ("<?xml version='1.0'?>\n<rss version='2.0'>", "a.html", Format.FEED),
        ("<?xml version='1.0'?><feed xmlns='x'>", "a", Format.FEED),
        ("---\ntitle: x\n---\nМәтін", "a.txt", Format.MARKDOWN),
        ("Саясат • 13 Тамыз, 2020\n\nТақырып", "a.md", Format.MARKDOWN),
        ("Саясат • 13 Тамыз, 2020\n\nТақырып", "a.dat", Format.PAGE),
        ("жай мәтін", "a.json", Format.JSON),
    ],
)
def test_the_format_is_told_by_content(text: str, name: str, form: Format) -> None:
    assert format_of(text, name) is form


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 x",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"\xff\xd8\xff\xe0" + bytes(range(256)),
        bytes(1000),
        bytes(range(256)) * 20,
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    [found] = read(data, "a.txt")
    assert isinstance(found, BadManuscript)
    assert found.key == "source-not-text"


ANY_NAME = ["a", "a.md", "a.txt", "a.html", "a.json", "a.jsonl", "a.xml", "a.csv", "a.yaml", "a.zip"]


def refusal(data: bytes, name: str) -> str:
    [found] = read(data, name)
    assert isinstance(found, BadManuscript), found
    return found.key


@pytest.mark.parametrize("name", ANY_NAME)
@pytest.mark.parametrize("data", [b"\x00\x01\xff", b"\x01\x02\x03\x04", b"\x7f\x7f", bytes(range(256)), b"\x00\xfe"])
def test_a_few_bytes_that_are_no_text_are_refused_whatever_the_file_is_called(data: bytes, name: str) -> None:
    assert refusal(data, name) == "source-not-text"


def test_bytes_that_make_no_words_in_an_encoding_that_is_read_are_refused() -> None:
    assert refusal(b"\xff\xff\xff", "a.txt") == "source-encoding"


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "iso8859-5"])
def test_an_old_code_page_is_refused_and_not_sent_as_nonsense(encoding: str) -> None:
    [found] = read(RUSSIAN.encode(encoding), "a.txt")
    assert isinstance(found, BadManuscript)
    assert (found.key, found.values) == ("source-encoding", {"kind": "old"})


@pytest.mark.parametrize(
    "text", ["СРОЧНО", "ЦСКА – чемпион", RUSSIAN.upper(), "Срочно", "АО «Самұрық»", "“English” – words"]
)
def test_short_words_and_capitals_of_one_byte_are_read(text: str) -> None:
    encoding = "kz1048" if "ұ" in text else "cp1251"
    [found] = read(text.encode(encoding), "a.txt")
    assert isinstance(found, Manuscript)
    assert found.body.text == text


def test_utf8_cut_inside_its_last_letter_loses_that_letter_alone() -> None:
    [found] = read("Бұл мәтін аяқталмады".encode()[:-1], "a.txt")
    assert isinstance(found, Manuscript)
    assert found.body.text.startswith("Бұл мәтін аяқталмад")


@pytest.mark.parametrize("text", ["--- *** ... !!!", "12345 678", "🔥🔥🔥", "\ue000\ue001"])
@pytest.mark.parametrize("name", ["a", "a.md", "a.txt", "a.html"])
def test_what_has_no_word_in_it_is_no_article(text: str, name: str) -> None:
    assert refusal(text.encode(), name) == "source-no-words"


def test_a_body_of_figures_under_a_title_is_an_article() -> None:
    [found] = read('{"title": "Доллар бағамы", "body": "478,2"}'.encode(), "a.json")
    assert isinstance(found, Manuscript)


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", "\ufeff".encode(), "\u200b\u200b".encode()])
def test_an_empty_file_is_named_so(data: bytes) -> None:
    [found] = read(data, "a.txt")
    assert isinstance(found, BadManuscript)
    assert found.key in {"source-empty", "source-no-body"}


class Sparse(BytesIO):
    """A file that says it is larger than what stands in it."""

    def seek(self, offset: int, whence: int = 0) -> int:
        return FILE_BYTES + 1 if whence else super().seek(offset)


def test_a_file_over_the_limit_is_refused_unless_it_is_read_by_line() -> None:
    [found] = read_file(Sparse(b"a" * 100), "a.txt", Surroundings())
    assert isinstance(found, BadManuscript)
    assert (found.key, found.values) == ("source-too-big", {"limit": 200})
    lines = Sparse(f'{{"body": "{KAZAKH}"}}\n'.encode() * 3)
    assert [type(found) for found in read_file(lines, "a.json", Surroundings())] == [Manuscript] * 3


def test_a_file_that_is_empty_or_filled_with_zeros_looks_unfinished() -> None:
    assert is_unfinished(BytesIO(b""), "a.txt")
    assert is_unfinished(BytesIO(KAZAKH.encode() + bytes(4096)), "a.txt")
    assert not is_unfinished(BytesIO(KAZAKH.encode()), "a.txt")


NAMES = st.sampled_from(
    ["a", "a.txt", "a.json", "a.jsonl", "a.html", "a.xml", "a.md", "../../etc/passwd", "\udcff\x00.json"]
)
TEXTS = st.text(st.sampled_from('{}[]",:<>/!-=&;#пқ1 \n\r\t\x00\\u•"\'a.b') | st.characters(), max_size=300)
BYTES = (
    st.binary(max_size=300)
    | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))
    | TEXTS.map(lambda text: b"<p>" + text.encode("utf-16", "surrogatepass"))
)


@settings(max_examples=400, deadline=2000)
@given(BYTES, NAMES)
def test_no_bytes_whatever_break_a_reader(data: bytes, name: str) -> None:
    is_unfinished(BytesIO(data), name)
    for found in read(data, name):
        assert isinstance(found, (Manuscript, BadManuscript))
        if isinstance(found, BadManuscript):
            assert found.key != "source-unreadable"
        else:
            assert found.body
            assert found.id.encode() is not None
            found.body.text.encode()
            assert all(0 <= span.start < span.end <= len(found.body.text) for span in found.body.spans)


SPACES = " " * 50_000


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<a href='", "<!--", "<![CDATA[", "<", "</", "&#", "<a b=", '<a b="c', "<div>", "<b>x</i>", "<title ", "{",
     "[", "---\n", "•", "1 мин ", "# ", "a\u0301", "\u0301\u0327", "\n", " \n", "Саясат • ", "a: ", "#a ",
     "**a ", "_a ", "[a](", "![", "`a", "> ", "- ", "1. ", "~~a ", "*a* ", "```\n", "a\n",
     f"# a{SPACES}b\n", f"a{SPACES}", f"<b>a{SPACES}</b>b", f"a: {SPACES}b\n", f"- {SPACES}x", f"a{SPACES}- b"],
)  # fmt: skip
def test_a_lot_of_anything_costs_its_share(piece: str) -> None:
    def reads(size: int) -> None:
        text = piece * max(1, size // len(piece))
        for data, name in (
            (text, "a.txt"),
            ('{"title": "x", "body": ' + _quoted(text) + "}", "a.json"),
            (f"<p>{text}", "a.html"),
        ):
            assert list(read(data.encode(), name))

    assert_in_proportion(reads, 15_000)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
