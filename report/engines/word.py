"""Word files of the documents, for those who must edit: charts as pictures, tables as tables."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Template
from xml.etree import ElementTree

import typst

from report.engines.pandoc import pandoc_program
from report.paths import TEMPLATES
from report.text.palette import palette

STYLES = TEMPLATES / "word-styles.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLE_ID = f"{{{W}}}styleId"
# Twentieths of a point: A4 with the margins of the PDF, about.
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1020" w:right="1020" w:bottom="1020" '
    'w:left="1020" w:header="600" w:footer="600" w:gutter="0"/>'
)
# Dots an inch: sharp on paper, and a chart stays well under 100 KB.
SHARPNESS = 200
CHART = re.compile(r"\]\((/_build/figures/[^)]+\.svg)\)")
# Word takes the second where the first is not installed.
FONT, SPARE = "PT Sans", "Calibri"


class BrandColours(Template):
    """A style file in which `$value-wash` is one name."""

    idpattern = r"[a-z][a-z-]*"


def draw_charts(markdown: str, work: Path, fonts: typst.Fonts) -> None:
    """A PNG beside each chart of the document: not every Word shows SVG."""
    charts = sorted(set(CHART.findall(markdown)))
    if not charts:
        return
    pages = "\n#pagebreak()\n".join(f'#image("{chart}")' for chart in charts)
    code = f"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n{pages}"
    compiler = typst.Compiler(code.encode("utf-8"), root=work, font_paths=fonts)
    pictures = compiler.compile(format="png", ppi=SHARPNESS)
    for chart, picture in zip(charts, as_list(pictures), strict=True):
        (work / chart.lstrip("/")).with_suffix(".png").write_bytes(picture)


def as_list(pictures: bytes | Sequence[bytes] | None) -> Sequence[bytes]:
    """Typst gives one page as it is, several as a list."""
    return [pictures] if isinstance(pictures, bytes) else pictures or []


def write_reference(work: Path) -> Path:
    """The document that Pandoc takes page, fonts and styles from."""
    path = work / "reference.docx"
    path.write_bytes(reference())
    return path


@cache
def reference() -> bytes:
    """Pandoc's own reference document, in our fonts, colours and sizes."""
    command = [pandoc_program(), "--print-default-data-file=reference.docx"]
    original = subprocess.run(command, capture_output=True, check=True).stdout
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(original)) as source,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            target.writestr(item, dressed(item.filename, source.read(item)))
    return changed.getvalue()


def dressed(name: str, content: bytes) -> bytes:
    """One part of the reference document as we want it."""
    text = content.decode("utf-8") if name.endswith(".xml") else ""
    if name == "word/styles.xml":
        return with_styles(text)
    if name == "word/document.xml":
        return text.replace("</w:sectPr>", f"{PAGE}</w:sectPr>").encode("utf-8")
    if name == "word/theme/theme1.xml":
        return re.sub(r'"Aptos(?: Display)?" panose="\w+"', f'"{FONT}"', text).encode("utf-8")
    if name == "word/fontTable.xml":
        font = f'<w:font w:name="{FONT}"><w:altName w:val="{SPARE}"/></w:font>'
        return text.replace("</w:fonts>", f"{font}</w:fonts>").encode("utf-8")
    return content


def with_styles(original: str) -> bytes:
    """The style part with our styles in the place of those of the same styleId."""
    ElementTree.register_namespace("w", W)
    colours = {name: value.lstrip("#").upper() for name, value in palette().items()}
    ours = BrandColours(STYLES.read_text(encoding="utf-8")).substitute(colours)
    root = ElementTree.fromstring(original)
    former = {style.get(STYLE_ID): style for style in root.iter(f"{{{W}}}style")}
    for style in ElementTree.fromstring(ours):
        replaced = former.get(style.get(STYLE_ID))
        if replaced is not None:
            root.remove(replaced)
        root.append(style)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
