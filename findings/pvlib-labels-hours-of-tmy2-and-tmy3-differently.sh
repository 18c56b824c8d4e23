#!/usr/bin/env bash
# What surprised: pvlib dates the same hour one hour earlier where it stands in a TMY2 file than where it stands in a TMY3 file.
#
# Both formats number the hours of a day 1 to 24, each for the hour that ends then. read_tmy2 dates hour 1 at 00:00 (its beginning),
# read_tmy3 at 01:00 (its end), and hour 24 there is 00:00 of the next day. And read_tmy2 gives every row the year of the first, though months of
# a typical year come from several years, and each row says its own. Files of the two kinds must not be joined by pvlib's times.
#
# Seen with pvlib 0.13.1: 1962-01-01 00:00 and 1962-01-01 01:00; a row of 1980 becomes one of 1962.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q pvlib==0.13.1 pandas==2.3.3 numpy==2.3.5
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import inspect
import re
import warnings

import pvlib
from pvlib.iotools import tmy

warnings.filterwarnings("ignore")
print("pvlib", pvlib.__version__)
# A TMY2 row: a blank, then fields of fixed widths, which the reader lists; all that is not the date is 0.
widths = [int(width) for width in re.findall(r"%(\d+)[ds]", re.search(r"string = '([^']*)'", inspect.getsource(tmy.read_tmy2)).group(1))]


def row(year, month, day, hour):
    fields = [year, month, day, hour] + [0] * (len(widths) - 4)
    return " " + "".join(str(field).zfill(width)[:width] for field, width in zip(fields, widths))


with open("typical.tm2", "w") as file:
    file.write(" 14944 SIOUX_FALLS            SD  -6 N 43 34 W  96 44   435\n")
    file.write("\n".join([row(62, 1, 1, 1), row(62, 1, 1, 24), row(80, 2, 1, 1)]) + "\n")
with open("typical.csv", "w") as file:
    file.write('726510,"SIOUX FALLS",SD,-6.0,43.567,-96.733,435\n')
    file.write("Date (MM/DD/YYYY),Time (HH:MM),GHI (W/m^2)\n")
    file.write("01/01/1962,01:00,0\n01/01/1962,24:00,0\n02/01/1980,01:00,0\n")
second = [str(time)[:16] for time in pvlib.iotools.read_tmy2("typical.tm2")[0].index]
third = [str(time)[:16] for time in pvlib.iotools.read_tmy3("typical.csv", map_variables=False)[0].index]
print("read_tmy2", second)
print("read_tmy3", third)
assert second == ["1962-01-01 00:00", "1962-01-01 23:00", "1962-02-01 00:00"]
assert third == ["1962-01-01 01:00", "1962-01-02 00:00", "1980-02-01 01:00"]
PYTHON
