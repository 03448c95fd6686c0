from __future__ import annotations

import hashlib

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cleaner.decode import decode, encode
from cleaner.errors import CleanerError, NotTextError, UnknownEncodingError
from cleaner.model import Replaced
from tests.strategies import byte_strings

TEXT = "Café “Otter” – 30 €"
JAPANESE = "配信停止はこちら"


@pytest.mark.parametrize(
    ("data", "text", "encoding", "found_by"),
    [
        pytest.param(b"", "", "utf-8", "utf-8", id="empty"),
        pytest.param(b"plain", "plain", "utf-8", "utf-8", id="ascii"),
        pytest.param(TEXT.encode(), TEXT, "utf-8", "utf-8", id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), TEXT, "utf-8", "bom", id="utf-8 with mark"),
        pytest.param(b"\xff\xfe" + TEXT.encode("utf-16-le"), TEXT, "utf-16-le", "bom", id="utf-16 little endian"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT, "utf-16-be", "bom", id="utf-16 big endian"),
        pytest.param(
            b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), TEXT, "utf-32-le", "bom", id="utf-32 little endian, not utf-16"
        ),
        pytest.param(b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"), TEXT, "utf-32-be", "bom", id="utf-32 big endian"),
        pytest.param(TEXT.encode("cp1252"), TEXT, "windows-1252", "dammit", id="windows-1252"),
        pytest.param(b"caf\xe9 \x81", "café \x81", "iso-8859-1", "dammit", id="a byte windows-1252 does not have"),
        pytest.param(JAPANESE.encode("iso2022_jp"), JAPANESE, "iso2022_jp", "escape", id="iso-2022-jp"),
        pytest.param(b"caf\xc3\xa9 \x1b(B", "café \x1b(B", "utf-8", "utf-8", id="utf-8 with an escape sequence"),
        pytest.param(b"\xef\xbb\xbf\xef\xbb\xbfa", "\ufeffa", "utf-8", "bom", id="only the first mark is taken off"),
    ],
)
def test_encoding_is_found(data: bytes, text: str, encoding: str, found_by: str) -> None:
    decoded, source = decode(data)
    assert (decoded, source.encoding, source.found_by) == (text, encoding, found_by)
    assert encode(decoded, source) == data


@pytest.mark.parametrize(
    ("data", "encoding", "text", "replaced"),
    [
        pytest.param(
            b"caf\xc3\xa9 \xe2\x80 and\x81 fl\xc3\xa4che", None, "café \ufffd and\ufffd fläche",
            (Replaced(5, b"\xe2\x80"), Replaced(10, b"\x81")), id="utf-8: a run of bad bytes is one mark",
        ),
        pytest.param(
            b"caf\xc3\xa9 f\xfcr\x94 fl\xc3\xa4che", None, "café für” fläche",
            (Replaced(6, b"\xfc"), Replaced(8, b"\x94")), id="utf-8: pasted windows-1252",
        ),
        pytest.param(
            b"\xc3\xa9\xc3\xa9 \x93\x96\x94", None, "éé “–”",
            (Replaced(3, b"\x93"), Replaced(4, b"\x96"), Replaced(5, b"\x94")), id="utf-8: a run of windows-1252",
        ),
        pytest.param(b"\xc3\xa9\xc3", None, "é\ufffd", (Replaced(1, b"\xc3"),), id="utf-8: cut off at the end"),
        pytest.param(
            b"\xef\xbb\xbfa\x81b", None, "a\ufffdb", (Replaced(1, b"\x81"),), id="utf-8 with mark: offset counts text"
        ),
        pytest.param(b"\xff\xfea\0b", None, "a\ufffd", (Replaced(1, b"b"),), id="utf-16: half a unit at the end"),
        pytest.param(b"a\xe9b", "ascii", "a\ufffdb", (Replaced(1, b"\xe9"),), id="given: ascii"),
        pytest.param(b"a\x81b", "cp1252", "a\ufffdb", (Replaced(1, b"\x81"),), id="given: windows-1252"),
        pytest.param(
            "\ufffd".encode() + b"\xc3\xa9\x81", None, "\ufffdé\ufffd", (Replaced(2, b"\x81"),),
            id="a U+FFFD of the source is no replacement",
        ),
    ],
)  # fmt: skip
def test_unreadable_bytes_are_kept_beside_the_text(
    data: bytes, encoding: str | None, text: str, replaced: tuple[Replaced, ...]
) -> None:
    decoded, source = decode(data, encoding=encoding)
    assert (decoded, source.replaced) == (text, replaced)
    assert encode(decoded, source) == data


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        pytest.param(b"caf\xe9", "latin-1", "café", id="latin-1"),
        pytest.param("привет".encode("koi8-r"), "koi8-r", "привет", id="koi8-r"),
        pytest.param(JAPANESE.encode("shift_jis"), "Shift-JIS", JAPANESE, id="the name in another spelling"),
        pytest.param("é".encode(), "cp1252", "Ã©", id="wins over valid utf-8"),
        pytest.param(b"\xef\xbb\xbf\xc3\xa9", "cp1252", "é", id="a byte order mark wins over it"),
        pytest.param("ab".encode("utf-16-le"), "utf-16-le", "ab", id="utf-16 without a mark"),
    ],
)
def test_given_encoding_is_used(data: bytes, encoding: str, text: str) -> None:
    decoded, source = decode(data, encoding=encoding)
    assert decoded == text
    assert encode(decoded, source) == data


@pytest.mark.parametrize(
    "encoding",
    [
        pytest.param("utf-8-sig", id="utf-8-sig"),
        pytest.param("utf-16", id="utf-16"),
        pytest.param("utf-32", id="utf-32"),
    ],
)
def test_encodings_that_write_a_mark_of_their_own_can_be_undone(encoding: str) -> None:
    data = "ab".encode(encoding.replace("utf-8-sig", "utf-8") + ("-le" if encoding[-2:].isdigit() else ""))
    assert encode(*decode(data, encoding=encoding)) == data


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(bytes(range(32)) * 4 + b"\xff", id="control bytes"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x06", id="png"),
        pytest.param(b"PK\x03\x04\x14\0\x08\0\x08\0\xff\xfe", id="zip"),
        pytest.param(b"\xff\xfe\0\0\xff\xff\xff\xff", id="utf-32 mark, no utf-32"),
    ],
)
def test_binary_data_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(NotTextError, match=r"^logo\.png: this"):
        decode(data, name="logo.png")


@pytest.mark.parametrize(
    "encoding",
    [
        pytest.param("latin-99", id="unknown"),
        pytest.param("", id="empty"),
        pytest.param("é", id="not ascii"),
        pytest.param("rot13", id="a codec that is no encoding"),
        pytest.param("base64", id="a codec of bytes"),
        pytest.param("undefined", id="the codec that always fails"),
        pytest.param("latin\0-1", id="with NUL"),
    ],
)
def test_unknown_encoding_is_said_with_examples(encoding: str) -> None:
    with pytest.raises(UnknownEncodingError, match=r"unknown encoding .*such as utf-8, cp1252, shift_jis, koi8-r"):
        decode(b"text", encoding=encoding)


def test_encoding_that_can_not_read_the_bytes_is_said() -> None:
    with pytest.raises(UnknownEncodingError, match=r"^issue\.txt: these bytes can't be read as idna$"):
        decode(b"caf\xe9", name="issue.txt", encoding="idna")


@given(byte_strings())
@example(b"\x1b$@")
@example(b"\x1b$@\x1b\x80")
def test_decoding_any_bytes_can_be_undone(data: bytes) -> None:
    try:
        text, source = decode(data)
    except NotTextError:
        assume(False)
    assert encode(text, source) == data


@given(
    byte_strings(),
    st.sampled_from(["ascii", "utf-8", "cp1252", "latin-1", "utf-16-le", "utf-32-be", "koi8-r", "cp437"]),
)
def test_decoding_any_bytes_in_a_given_encoding_can_be_undone(data: bytes, encoding: str) -> None:
    try:
        text, source = decode(data, encoding=encoding)
    except CleanerError:
        assume(False)
    assert encode(text, source) == data


def test_text_is_taken_as_it_is() -> None:
    text, source = decode("caf\u00e9 \ud800")
    assert text == "caf\u00e9 \ud800"
    assert (source.encoding, source.found_by) == ("utf-8", "text")
    assert source.sha256 == hashlib.sha256(b"caf\xc3\xa9 \xed\xa0\x80").hexdigest()
    assert encode(text, source) == b"caf\xc3\xa9 \xed\xa0\x80"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\r\nb\r\n", id="CRLF"),
        pytest.param("a\rb\r", id="CR"),
        pytest.param("a\n\rb\n", id="LF CR"),
        pytest.param("a\u2028b\u2029", id="line and paragraph separator"),
        pytest.param("a\x0cb\x0b\x85", id="form feed, vertical tab, next line"),
        pytest.param("a\0b", id="NUL"),
        pytest.param("a\x1ab", id="end of file mark"),
        pytest.param("e\u0301 \u00e9", id="composed and not"),
    ],
)
def test_no_character_is_translated(text: str) -> None:
    data = text.encode()
    decoded, source = decode(data)
    assert decoded == text
    assert encode(decoded, source) == data


def test_source_names_what_was_read() -> None:
    _, source = decode(b"otters", name="a/issue.md", media_type="text/markdown")
    assert (source.name, source.media_type) == ("a/issue.md", "text/markdown")
    assert source.sha256 == hashlib.sha256(b"otters").hexdigest()
