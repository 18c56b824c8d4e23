#!/usr/bin/env bash
# What surprised: a weekly series that pandas writes to Stata as weeks (%tw) comes back with other dates, no longer a week apart.
#
# Stata's year has exactly 52 weeks that begin on its first of January; the last one has eight or nine days. to_stata(convert_dates={…: "tw"})
# puts every date back to the beginning of its week without a word, so Tuesdays become other days, and around New Year two
# dates a week apart come back nine days apart. The 31st of December even becomes the first week of the NEXT year (week 52 is right),
# where it meets the date a week later. pyreadstat reads such a column as plain numbers, weeks since 1960, and says %tw in its
# metadata alone, while it does make dates of %td.
#
# Seen with pandas 2.3.3, pyreadstat 1.3.1: Tuesdays from 22 December 2020 come back as 16 and 23 December, 1 and 8 January; those
# from 24 December 2024 as 23 December and twice 1 January; pyreadstat gives 3170 to 3173 for the first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q pandas==2.3.3 pyreadstat==1.3.1 numpy==2.3.5
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import pandas as pd
import pyreadstat

print("pandas", pd.__version__, "pyreadstat", pyreadstat.__version__)
tuesdays = pd.date_range("2020-12-22", periods=4, freq="7D")
pd.DataFrame({"week": tuesdays, "day": tuesdays}).to_stata("weeks.dta", convert_dates={"week": "tw", "day": "td"}, write_index=False)
back = pd.read_stata("weeks.dta")
print(back)
assert (back["day"] == tuesdays).all(), "days are kept"
assert list(back["week"].dt.strftime("%Y-%m-%d")) == ["2020-12-16", "2020-12-23", "2021-01-01", "2021-01-08"]
assert list(back["week"].diff().dt.days[1:]) == [7, 9, 7]
new_year = pd.date_range("2024-12-24", periods=3, freq="7D")
pd.DataFrame({"week": new_year}).to_stata("year.dta", convert_dates={"week": "tw"}, write_index=False)
again = list(pd.read_stata("year.dta")["week"].dt.strftime("%Y-%m-%d"))
print(list(new_year.strftime("%Y-%m-%d")), "become", again)
assert again == ["2024-12-23", "2025-01-01", "2025-01-01"], "the last day of a year is in the week of the first"
other, metadata = pyreadstat.read_dta("weeks.dta")
print("pyreadstat:", other["week"].tolist(), metadata.original_variable_types["week"], other["day"].tolist()[:1])
assert other["week"].tolist() == [3170, 3171, 3172, 3173], "weeks are left numbers"
assert str(other["day"][0])[:10] == "2020-12-22", "days are dates"
PYTHON
