# make report  makes every document of input/ in output/ (CYCLE=令和7年度 names another cycle)
# make test    runs the tests
# make savers  passes forms through the office programs that Debian has (tests/savers)
# make windows lays the zip for Windows in dist/ (the first time in half an hour; .ci/windows)
#
# They install what Debian's packages can give and the machine lacks. Elsewhere they name it and go on.

CARGO ?= cargo
GYOKAKU = $(or $(CARGO_TARGET_DIR),target)/release/gyokaku

# The fonts of the documents, and what the tests look into the finished files with.
FONTS = fonts-morisawa-bizud-gothic fonts-morisawa-bizud-mincho fonts-ipamj-mincho
PYTHON = $(foreach module,openpyxl pikepdf,$(shell python3 -c 'import $(module)' 2>/dev/null || echo python3-$(module)))
JAXB = libjaxb-java libjaxb-api-java libistack-commons-java libfastinfoset-java libstax-ex-java libtxw2-java libactivation-java
TOOLS = poppler-utils qpdf libreoffice-calc $(PYTHON)
# What tests/web looks at the published page with, and what it takes from npm.
WEB = chromium $(shell command -v npm >/dev/null || echo nodejs npm) $(shell command -v java >/dev/null || echo default-jre-headless)
NPM = axe-core@4.14.1 puppeteer-core@25.16.0 vnu-jar@26.9.27
WEB_TOOLS = $(or $(CARGO_TARGET_DIR),target)/web
# What tests/savers takes forms through.
SAVERS = libreoffice-calc gnumeric python3-openpyxl

.PHONY: report test savers windows build fonts tools web jaxb

# make itself ends with 2 whatever a command's exit code was; the program's own code is printed as
# "Error 1" (faults in the submissions; the documents are made) or "Error 2" (see gyokaku --help).
report: fonts build
	@$(GYOKAKU) report $(CYCLE)

test: fonts tools web
	$(CARGO) test --release --locked

savers: fonts build
	@$(call install,$(SAVERS))
	GYOKAKU=$(GYOKAKU) tests/savers/run.py

# The tools of the build are unpacked into a cache folder, not installed.
windows: fonts
	.ci/windows/build

build:
	$(CARGO) build --release --locked

fonts:
	@$(call install,$(FONTS))

tools: fonts
	@$(call install,$(TOOLS))

web:
	@$(call install,$(WEB))
	@[ -d $(WEB_TOOLS)/node_modules/vnu-jar ] || npm install --prefix $(WEB_TOOLS) --no-save --no-audit --no-fund --ignore-scripts --silent $(NPM) \
	  || echo 'npm のパッケージを入れられませんでした。ホームページの試験の一部を省きます。' >&2

# What veraPDF's jar lacks, where there is a Java.
jaxb:
	@if command -v javac >/dev/null; then $(call install,$(JAXB)); fi

# Installs the packages $(1) that are missing.
define install
missing=''; \
for package in $(1); do \
  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
done; \
[ -n "$$missing" ] || exit 0; \
as_root=''; [ "$$(id -u)" = 0 ] || as_root=sudo; \
if ! command -v apt-get >/dev/null || ! command -v $${as_root:-true} >/dev/null; then \
  echo "次のもの（Debian のパッケージ名）が見つかりません。必要な場合は、入れてください:$$missing" >&2; \
  exit 0; \
fi; \
echo "次のパッケージを入れます:$$missing"; \
$$as_root apt-get update -qq || echo 'パッケージの一覧を更新できませんでした。手元の一覧で続けます。' >&2; \
$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  -o Dpkg::Use-Pty=0 $$missing >/dev/null || { echo "パッケージを入れられませんでした:$$missing" >&2; exit 1; }
endef
