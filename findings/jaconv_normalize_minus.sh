#!/usr/bin/env bash
# jaconv's normalize with NFKC makes a long vowel mark of a full-width minus sign and of the sign for ranges.
#
# Version:  jaconv 0.5.0 (PyPI).
# Input:    －５ (U+FF0D), 第１－２号, ４月～６月 (U+FF5E), and to compare −５ (U+2212).
# Expected: what unicodedata.normalize("NFKC", ...) gives: -5, 第1-2号, 4月~6月; the argument of jaconv.normalize names
#           the form, and NFKC is a form that the Unicode standard fixes.
# Seen:     ー5, 第1ー2号 and 4月ー6月 with U+30FC: no number any more, and no range; while U+2212, which NFKC leaves
#           alone, becomes the minus of ASCII.
# Way out:  unicodedata for figures, dates and numbers of papers; jaconv.normalize for words only.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs python3 with venv.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check jaconv==0.5.0
seen=$("$room/venv/bin/python" - <<'PY'
import jaconv, unicodedata
for text in ["\uff0d５", "第１\uff0d２号", "４月\uff5e６月", "\u2212５"]:
    for form in [unicodedata.normalize("NFKC", text), jaconv.normalize(text, "NFKC")]:
        print(ascii(form).replace("'", ""), end=" ")
    print()
PY
)
echo 'expected: the same form twice on each line'
echo "$seen"
[[ $seen == '-5 \u30fc5 
\u7b2c1-2\u53f7 \u7b2c1\u30fc2\u53f7 
4\u6708~6\u6708 4\u6708\u30fc6\u6708 
\u22125 -5 ' ]] || { echo 'changed'; exit 1; }
echo 'as described'
