"""Every kind of file is read with its title and its places; a hostile one is a sentence."""

import zipfile
from pathlib import Path

import pytest
from documents import files

from voice_os.documents import Passage
from voice_os.documents.reading import read
from voice_os.errors import Problem


def read_whole(path: Path) -> tuple[str, list[Passage]]:
    title, found = read(path)
    return title, list(found)


def test_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "shopping_notes.txt"
    path.write_text("The key is under\nthe blue pot.\n\nMilk.")
    expected = [Passage("", "The key is under the blue pot. Milk.")]
    assert read_whole(path) == ("shopping notes", expected)


def test_text_of_older_and_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        path.write_bytes("Café “olé”".encode(encoding))
        assert read_whole(path)[1] == [Passage("", "Café “olé”")]


def test_markdown_stands_under_its_headings(tmp_path: Path) -> None:
    path = tmp_path / "garden.md"
    path.write_text(
        "# Garden book\n\nHello *you*.\n\n## Tomatoes\n\nPlant them in [May](http://x).\n"
    )
    title, found = read_whole(path)
    assert title == "Garden book"
    assert found == [
        Passage("Garden book", "Hello you."),
        Passage("Tomatoes", "Plant them in May."),
    ]


def test_a_page_without_what_is_not_seen(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<title>My page</title><style>b{}</style><nav>Home</nav><h2>Top</h2><!-- no -->"
        "<p>One <b>two</b>.<script>run()</script><ul><li>a<li>b</ul>"
    )
    assert read_whole(path) == ("My page", [Passage("Top", "One two. a b")])


def test_pages_of_a_pdf(tmp_path: Path) -> None:
    path = files.pdf(tmp_path / "user_guide.pdf", ["Wait for ten min-\nutes.", "Two years."])
    title, found = read_whole(path)
    assert title == "user guide"
    assert found == [Passage("page 1", "Wait for ten minutes."), Passage("page 2", "Two years.")]


def test_chapters_of_a_book(tmp_path: Path) -> None:
    chapters = ["<h2>Loomings</h2><p>Call me Ishmael.</p>", "<p>No heading here.</p>"]
    title, found = read_whole(files.epub(tmp_path / "b.epub", "Moby Dick", chapters))
    assert title == "Moby Dick"
    assert found == [
        Passage("Loomings", "Call me Ishmael."),
        Passage("chapter 2", "No heading here."),
    ]


def test_headings_and_tables_of_a_document(tmp_path: Path) -> None:
    given = [("Title", "House"), ("Heading 1", "Costs"), ("", "Here they are.")]
    title, found = read_whole(files.docx(tmp_path / "x.docx", given))
    assert title == "House"
    assert found == [Passage("Costs", "Here they are. Roof nine thousand")]


@pytest.mark.parametrize("suffix", [".pdf", ".epub", ".docx"])
@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 broken", b"%PDF-1.7\nbroken"])
def test_what_is_broken_is_said(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"broken{suffix}"
    path.write_bytes(content)
    with pytest.raises(Problem, match=r"broken|is no "):
        read_whole(path)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_what_is_no_text_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(bytes(range(256)) * 40)
    with pytest.raises(Problem, match="no text"):
        read_whole(tmp_path / name)


def test_other_kinds_folders_and_empty_files_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("x")
    (tmp_path / "a.txt").write_text(" \n")
    (tmp_path / "b.txt").mkdir()
    for name, why in (("a.xyz", "none of these"), ("a.txt", "no words"), ("b.txt", "no file")):
        with pytest.raises(Problem, match=why):
            read_whole(tmp_path / name)


def test_an_encrypted_pdf_is_said(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(files.pdf(tmp_path / "plain.pdf", ["Secret."])))
    writer.encrypt("password", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    writer.write(path)
    with pytest.raises(Problem, match="encrypted"):
        read_whole(path)


@pytest.mark.parametrize("name", ["bomb.epub", "bomb.docx"])
def test_an_archive_that_unpacks_without_end_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as entry,
    ):
        for _ in range(320):
            entry.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(Problem, match="too large"):
        read_whole(path)


def test_a_book_reads_no_file_outside_of_it(tmp_path: Path) -> None:
    (tmp_path / "secret.xhtml").write_text("<p>The password.</p>")
    path = files.epub(tmp_path / "b.epub", "T", ["<p>Inside.</p>"])
    with zipfile.ZipFile(path) as book:
        content = {name: book.read(name) for name in book.namelist()}
    content["OEBPS/book.opf"] = content["OEBPS/book.opf"].replace(
        b'href="chapter%200.xhtml"', f'href="../../../../..{tmp_path}/secret.xhtml"'.encode()
    )
    with zipfile.ZipFile(path, "w") as book:
        for name, data in content.items():
            book.writestr(name, data)
    with pytest.raises(Problem, match="no words"):
        read_whole(path)


def test_a_book_of_entities_that_unfold_without_end_is_refused(tmp_path: Path) -> None:
    more = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    declared = f'<!DOCTYPE p [<!ENTITY e0 "ha">{more}]>'
    with pytest.raises(Problem, match="broken"):
        read_whole(files.epub(tmp_path / "b.epub", "&e11;", ["<p>Words.</p>"], declared))


def test_what_a_book_declares_to_lie_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("password")
    declared = f'<!DOCTYPE p [<!ENTITY f SYSTEM "{tmp_path}/secret.txt">]>'
    path = files.epub(tmp_path / "b.epub", "&f;", ["<p>Words &lt;b&gt;.</p>"], declared)
    assert read_whole(path) == ("b", [Passage("chapter 1", "Words <b>.")])


def test_a_page_nested_without_end_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 200_000 + "words")
    with pytest.raises(Problem, match="no words"):
        read_whole(path)
