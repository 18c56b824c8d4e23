#!/bin/sh
# pyreadstat writes SAS transport files of version 8 by default; pandas reads version 5 alone, and says of them that they are no
# transport files. Both begin with the same 20 bytes, so that the first bytes do not tell which reader a file needs.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q pandas==3.1.1 pyreadstat==1.3.7 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import pandas
import pyreadstat

print("python", sys.version.split()[0], "pandas", pandas.__version__, "pyreadstat", pyreadstat.__version__)
table = pandas.DataFrame({"time": [1.0, 2.0, 3.0], "y": [4.5, 5.5, 6.5]})
pyreadstat.write_xport(table, "default.xpt")
pyreadstat.write_xport(table, "five.xpt", file_format_version=5)
heads = {name: open(name, "rb").read(80) for name in ("default.xpt", "five.xpt")}
for name, head in heads.items():
    print(name, head[:48])
assert heads["default.xpt"][:20] == heads["five.xpt"][:20]
assert b"LIBV8" in heads["default.xpt"] and b"LIBRARY" in heads["five.xpt"]
print("pandas reads version 5:", pandas.read_sas("five.xpt", format="xport")["y"].tolist())
try:
    pandas.read_sas("default.xpt", format="xport")
except ValueError as error:
    print("pandas of the default:", error)
else:
    sys.exit("pandas reads version 8 now")
found = pyreadstat.read_xport("default.xpt")[0]["y"].tolist()
print("pyreadstat reads both:", found, pyreadstat.read_xport("five.xpt")[0]["y"].tolist())
assert found == [4.5, 5.5, 6.5]
PYTHON
