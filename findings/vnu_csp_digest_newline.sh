#!/usr/bin/env bash
# The Nu HTML checker and Content-Security-Policy: the digest of a style that ends with a line break is said not to match.
#
# Version:  vnu-jar 26.9.27 (npm).
# Input:    two pages that differ in one line break before </style>; each names in a meta Content-Security-Policy the
#           SHA-256 of exactly what stands between <style> and </style>.
# Expected: nothing to say of either. CSP 3, 6.7.3.3 digests the text of the element as it is; Chromium 156 applies
#           both styles.
# Seen:     the page with the line break is reported as violating its own policy; the other one is not.
# Way out:  end inline styles and scripts without a line break.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs node, npm, openssl and Java 17.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
npm install --silent --no-fund --no-audit --prefix "$room" vnu-jar@26.9.27

page() {
  local style=$1 digest
  digest=$(printf '%s' "$style" | openssl dgst -sha256 -binary | openssl base64)
  printf '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
  printf "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'\">" "$digest"
  printf '<title>Report</title><style>%s</style></head><body><p>Text</p></body></html>\n' "$style"
}
page 'p{color:#003}' >"$room/without.html"
page $'p{color:#003}\n' >"$room/with.html"

check() { java -jar "$room/node_modules/vnu-jar/build/dist/vnu.jar" --format gnu "$1" 2>&1 | sed 's/^[^ ]* //' || true; }
without=$(check "$room/without.html")
with=$(check "$room/with.html")
echo 'expected             (nothing)'
echo "without line break   ${without:-(nothing)}"
echo "with line break      ${with:-(nothing)}"
[[ -z $without && $with == *'Content Security Policy'* ]] || { echo 'changed'; exit 1; }
echo 'as described'
