"""What a Word file needs beside Pandoc: pictures of the charts, and a document of styles."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
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
# In twentieths of a point: A4 with about the margins of the PDF.
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1020" w:right="1020" w:bottom="1020" '
    'w:left="1020" w:header="600" w:footer="600" w:gutter="0"/>'
)
# Dots per inch: sharp on paper, and a chart stays well under 100 KB.
RESOLUTION = 200
CHART = re.compile(r"\]\((/_build/figures/[^)]+\.svg)\)")
# Word takes the second font where the first is not installed.
FONT, SPARE = "PT Sans", "Calibri"


class _StyleTemplate(Template):
    """A style file in which `$value-wash` is one name."""

    idpattern = r"[a-z][a-z-]*"


def draw_charts(markdown: str, work: Path, fonts: typst.Fonts) -> None:
    """Write a PNG beside each chart of the document; older versions of Word show no SVG."""
    charts = sorted(set(CHART.findall(markdown)))
    if not charts:
        return
    pages = "\n#pagebreak()\n".join(f'#image("{chart}")' for chart in charts)
    code = f"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n{pages}"
    compiler = typst.Compiler(code.encode("utf-8"), root=work, font_paths=fonts)
    compiled = compiler.compile(format="png", ppi=RESOLUTION) or []
    # Typst returns a single page as it is and several as a list.
    pictures = [compiled] if isinstance(compiled, bytes) else compiled
    for chart, picture in zip(charts, pictures, strict=True):
        (work / chart.lstrip("/")).with_suffix(".png").write_bytes(picture)


def write_reference(work: Path) -> Path:
    """Write the document that Pandoc takes page, fonts and styles from."""
    path = work / "reference.docx"
    path.write_bytes(_reference())
    return path


@cache
def _reference() -> bytes:
    """Pandoc's own reference document, in our fonts, colours and sizes."""
    command = [pandoc_program(), "--print-default-data-file=reference.docx"]
    original = subprocess.run(command, capture_output=True, check=True).stdout
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(original)) as source,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            target.writestr(item, _restyled_part(item.filename, source.read(item)))
    return changed.getvalue()


def _restyled_part(name: str, content: bytes) -> bytes:
    text = content.decode("utf-8") if name.endswith(".xml") else ""
    if name == "word/styles.xml":
        return _with_our_styles(text)
    if name == "word/document.xml":
        return text.replace("</w:sectPr>", f"{PAGE}</w:sectPr>").encode("utf-8")
    if name == "word/theme/theme1.xml":
        return re.sub(r'"Aptos(?: Display)?" panose="\w+"', f'"{FONT}"', text).encode("utf-8")
    if name == "word/fontTable.xml":
        font = f'<w:font w:name="{FONT}"><w:altName w:val="{SPARE}"/></w:font>'
        return text.replace("</w:fonts>", f"{font}</w:fonts>").encode("utf-8")
    return content


def _with_our_styles(original: str) -> bytes:
    """The style part, our styles replacing those of the same styleId."""
    ElementTree.register_namespace("w", W)
    colours = {name: value.lstrip("#").upper() for name, value in palette().items()}
    ours = _StyleTemplate(STYLES.read_text(encoding="utf-8")).substitute(colours)
    root = ElementTree.fromstring(original)
    former = {style.get(STYLE_ID): style for style in root.iter(f"{{{W}}}style")}
    for style in ElementTree.fromstring(ours):
        replaced = former.get(style.get(STYLE_ID))
        if replaced is not None:
            root.remove(replaced)
        root.append(style)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
