#!/usr/bin/env bash
# What surprised: the interval that AutoETS of statsforecast gives for the first step ahead depends on how many steps are asked for.
#
# For models with an additive error and season (ANA, AAA, AAdA) the variance of step k holds a term that grows with the number of
# whole seasons before step k. statsforecast takes the number of seasons before the LAST step for every step: `hm` in `_compute_pred_intervals`
# is made of the horizon, not of the step. So 13 steps of a monthly series have wider first steps than 12 have. Formula: Hyndman and
# others, "Forecasting with Exponential Smoothing", 2008, table 6.1. Coverage of such intervals must be compared at one horizon.
#
# Seen with statsforecast 2.1.1, half the width of the first step's 90 % interval of model ANA, by steps asked for:
#   1: 4.695  12: 4.695  13: 5.680  24: 5.680  60: 7.932
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q statsforecast==2.1.1 numpy==2.4.6 pandas==2.3.3
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import numpy as np
from statsforecast.models import AutoETS

random = np.random.default_rng(1)
months = np.arange(144)
level = np.cumsum(random.normal(0, 1, 144))
season = np.zeros(144)
for i in months:
    season[i] = 10 * np.sin(2 * np.pi * i / 12) if i < 12 else season[i - 12] + random.normal(0, 2)
values = 200 + level + season + random.normal(0, 1, 144)
model = AutoETS(season_length=12, model="ANA").fit(values)
widths = {}
for steps in (1, 12, 13, 24, 60):
    forecast = model.predict(steps, level=[90])
    widths[steps] = float(forecast["hi-90"][0] - forecast["mean"][0])
print("statsforecast", version("statsforecast"), model.model_["components"])
print("half the width at step 1, by steps asked for:", {k: round(v, 3) for k, v in widths.items()})
assert widths[1] == widths[12], "within one season the width does not change"
assert widths[13] > 1.1 * widths[12], "a step beyond the season widened the first one"
assert widths[60] > 1.5 * widths[12], "and five seasons widened it more"
PYTHON
