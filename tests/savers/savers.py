"""The programs that save: each takes files and gives them back as it saves them, without a change by hand."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
INSTALLED = Path(os.environ.get("SAVERS", HERE.parent.parent / "target" / "savers"))
LIMIT = 600


class CannotBeHad(Exception):
    """The saver is not installed, and can't be installed here."""


class Saver:
    def __init__(self, ending=".xlsx", of_debian=False):
        self.ending = ending
        self.of_debian = of_debian

    def save_all(self, files, folder):
        folder.mkdir(parents=True)
        return [self.save(file, folder / f"{at}{self.ending}") for at, file in enumerate(files)]


def run(*command, **options):
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
        **options,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


# As after typing: by itself LibreOffice trusts the results that a file of Excel's has, whatever the file asks for.
CALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class LibreOffice(Saver):
    def save_all(self, files, folder):
        soffice = shutil.which("soffice")
        if not soffice:
            raise CannotBeHad("Debian's libreoffice-calc is not installed")
        folder.mkdir(parents=True)
        # It saves under the files' own names, so each gets a plain one.
        given = []
        for at, file in enumerate(files):
            given.append(folder / "given" / f"{at}.xlsx")
            given[-1].parent.mkdir(exist_ok=True)
            shutil.copy(file, given[-1])
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(CALCULATE, encoding="utf-8")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        run(soffice, profile, "--headless", "--convert-to", self.ending[1:], "--outdir", folder, *given)
        return [folder / f"{at}{self.ending}" for at in range(len(files))]


class Gnumeric(Saver):
    EXPORTER = {".xlsx": "Gnumeric_Excel:xlsx2", ".ods": "Gnumeric_OpenCalc:odf"}

    def save(self, file, to):
        if not shutil.which("ssconvert"):
            raise CannotBeHad("Debian's gnumeric is not installed")
        run("ssconvert", "--recalc", "-T", self.EXPORTER[self.ending], file, to)
        return to


class Python(Saver):
    """A library of Python: `code` has the paths in sys.argv."""

    def __init__(self, code, packages=(), module=None, **options):
        super().__init__(**options)
        self.code, self.packages, self.module = code, packages, module

    def interpreter(self):
        if self.of_debian:
            for python in (sys.executable, "/usr/bin/python3"):
                if not subprocess.run([python, "-c", f"import {self.module}"], capture_output=True, check=False).returncode:
                    return python
            raise CannotBeHad(f"Debian's python3-{self.module} is not installed")
        room = INSTALLED / "-".join(self.packages).replace("==", "-")
        python = room / "bin" / "python"
        if not python.exists():
            venv.create(room, with_pip=True)
        if subprocess.run([python, "-c", f"import {self.module}"], capture_output=True, check=False).returncode:
            if subprocess.run([python, "-m", "pip", "install", "-q", *self.packages], check=False).returncode:
                raise CannotBeHad(f"pip can't install {' '.join(self.packages)}")
        return python

    def save(self, file, to):
        run(self.interpreter(), "-c", self.code, file, to)
        return to


class Node(Saver):
    def __init__(self, library, package):
        super().__init__()
        self.library, self.package = library, package

    def save(self, file, to):
        if not shutil.which("npm"):
            raise CannotBeHad("Debian's npm is not installed")
        room = INSTALLED / "npm" / self.library
        modules = room / "node_modules"
        if not modules.exists():
            room.mkdir(parents=True, exist_ok=True)
            install = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", room, self.package]
            if subprocess.run(install, check=False).returncode:
                raise CannotBeHad(f"npm can't install {self.package}")
        run("node", HERE / "saver.js", self.library, file, to, env={**os.environ, "NODE_PATH": str(modules)})
        return to


OPENPYXL = """
import sys, openpyxl
openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])
"""
IRONCALC = """
import sys, ironcalc
book = ironcalc.load_from_xlsx(sys.argv[1], "en", "UTC")
book.evaluate()
book.save_to_xlsx(sys.argv[2])
"""
PYEXCEL = """
import sys, pyexcel
pyexcel.get_book(file_name=sys.argv[1]).save_as(sys.argv[2])
"""

SAVERS = {
    "libreoffice-xlsx": LibreOffice(of_debian=True),
    "libreoffice-ods": LibreOffice(ending=".ods", of_debian=True),
    "gnumeric-xlsx": Gnumeric(of_debian=True),
    "gnumeric-ods": Gnumeric(ending=".ods", of_debian=True),
    "openpyxl": Python(OPENPYXL, module="openpyxl", of_debian=True),
    "exceljs": Node("exceljs", "exceljs@4.4.0"),
    "sheetjs": Node("sheetjs", "xlsx@0.18.5"),
    "xlsx-populate": Node("xlsx-populate", "xlsx-populate@1.21.0"),
    "ironcalc": Python(IRONCALC, ("ironcalc==0.9.1",), "ironcalc"),
    "pyexcel-ods": Python(
        PYEXCEL, ("pyexcel==0.7.6", "pyexcel-xlsx==0.6.1", "pyexcel-ods3==0.6.1"), "pyexcel", ending=".ods"
    ),
}
