#!/usr/bin/env bash
# In Typst's tagged PDF a block is no paragraph: text in it gets no element of its own.
# Two blocks one under the other become one run of text, and whoever has the page read aloud hears 「お名前御意見」 as one word. The
# export claims PDF/UA-1 all the same, since every piece of text is tagged. Only `par` gives each its own P.
#
# Expected: an element for each block. Seen: none for the blocks, two for the paragraphs.
# Everything comes from PyPI into a folder that is thrown away.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet typst==0.15.2 pikepdf==9.7.0

"$work/venv/bin/python" - "$work" <<'P'
import sys
import pikepdf
import typst

work = sys.argv[1]


def paragraphs(body):
    with open(f"{work}/in.typ", "w") as source:
        source.write('#set document(title: "x", date: none)\n#set text(lang: "en")\n#title()\n' + body)
    typst.compile(f"{work}/in.typ", output=f"{work}/out.pdf", pdf_standards=["ua-1"])
    with pikepdf.open(f"{work}/out.pdf") as pdf:
        def kids(node):
            found = node.get("/K", [])
            for kid in found if isinstance(found, pikepdf.Array) else [found]:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    yield str(kid.S)
                    yield from kids(kid)
        return list(kids(pdf.Root.StructTreeRoot))


blocks = paragraphs("#block[Name]#block[Opinion]")
pars = paragraphs("#par[Name]#par[Opinion]")
print(f"typst 0.15.2, two blocks: {' '.join(blocks)}")
print(f"typst 0.15.2, two paragraphs: {' '.join(pars)}")
sys.exit(0 if pars.count("/P") == blocks.count("/P") + 2 else "the behaviour has changed")
P
