#!/usr/bin/env bash
# Typst takes half of a bracket's width away where it meets another one, as JIS X 4051 asks for brackets of a full em. It does so
# without asking how wide the glyph is: a proportional face whose brackets are half an em already (BIZ UDPGothic) loses half of
# that, and 」『 lie over each other.
#
# Expected: 』 after 」 begins no nearer than the half em that the font gives 」 (hmtx). Seen: a quarter of an em.
# Needs Debian's fonts-morisawa-bizud-gothic; everything else comes from PyPI into a folder that is thrown away.
set -euo pipefail

font=/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Regular.ttf
dpkg-query -W fonts-morisawa-bizud-gothic
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet typst==0.15.2 fonttools==4.58.0 pypdfium2==5.15.2

cat > "$work/in.typ" <<'T'
#set page(width: 80mm, height: 20mm, margin: 5mm)
#set text(font: "BIZ UDPGothic", lang: "ja", size: 20pt)
あ」『い
T
"$work/venv/bin/python" - "$work" "$font" <<'P'
import sys
import pypdfium2
import typst
from fontTools.ttLib import TTFont

work, path = sys.argv[1:]
font = TTFont(path)
glyph = font.getBestCmap()[ord("」")]
own = font["hmtx"][glyph][0] / font["head"].unitsPerEm
typst.compile(f"{work}/in.typ", output=f"{work}/out.pdf")
page = pypdfium2.PdfDocument(f"{work}/out.pdf")[0].get_textpage()
left = {page.get_text_range(at, 1): page.get_charbox(at, loose=True)[0] for at in range(page.count_chars())}
seen = (left["『"] - left["」"]) / 20
print(f"typst 0.15.2, BIZ UDPGothic: 」 is {own:.2f} em wide, 『 begins {seen:.2f} em after it")
sys.exit(0 if abs(own - 0.5) < 0.01 and seen < 0.3 else "the behaviour has changed")
P
