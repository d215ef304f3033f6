"""Builds strange workbooks part by part and watches the memory that reading them takes."""

import sys
import zipfile

import pytest

from desk.errors import InputError
from desk.workbook import read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ALLOWED_KB = 500 * 1024


def book_parts(sheets, *, properties="", strings=None, states=None):
    """The parts of an .xlsx; `sheets` maps a name to the XML of its <worksheet> content."""
    states = states or {}
    numbered = list(enumerate(sheets.items(), 1))
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{states.get(name, "")}/>'
        for number, (name, _) in numbered
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number, _ in numbered
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{TYPE}.worksheet+xml"/>'
        for number, _ in numbered
    )
    if strings is not None:
        related += f'<Relationship Id="rId99" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        types += f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/>'
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="{XML_RELATIONS}"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>{types}</Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>"
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}<sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'
        ),
    }
    for number, (_, content) in numbered:
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{MAIN}">{content}</worksheet>'
    if strings is not None:
        parts["xl/sharedStrings.xml"] = strings
    return parts


@pytest.fixture
def xlsx(tmp_path):
    """Call with the XML of one sheet's content (or more sheets by name); gives the path."""

    def build(content=None, *, name="怪表.xlsx", extra=None, **options):
        sheets = options.pop("sheets", None) or {"工单": content}
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, text in {**book_parts(sheets, **options), **(extra or {})}.items():
                with archive.open(part, "w") as file:
                    for piece in [text] if isinstance(text, str | bytes) else text:
                        file.write(piece.encode() if isinstance(piece, str) else piece)
        return path

    return build


@pytest.fixture
def refusal():
    """Call with a path; gives the one sentence, which names the file and a remedy, of the refused file."""

    def read(path):
        with pytest.raises(InputError) as caught:
            read_workbook(path)
        sentence = str(caught.value)
        assert path.name in sentence
        assert "请" in sentence
        assert (sentence[-1], sentence.count("。")) == ("。", 1)
        assert "\n" not in sentence
        return sentence

    return read


def peak_kb(who):
    """The peak of this process (RUSAGE_SELF) or of all its children so far; Windows does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(getattr(resource, who)).ru_maxrss


@pytest.fixture(autouse=True)
def modest_memory():
    """No child process of a test here may have needed more than 500 MB.

    A child counts its parent's pages until it has started, so a peak below the parent's own says nothing.
    """
    before = peak_kb("RUSAGE_CHILDREN")
    yield
    after = peak_kb("RUSAGE_CHILDREN")
    assert after == before or after < ALLOWED_KB or after <= peak_kb("RUSAGE_SELF")
