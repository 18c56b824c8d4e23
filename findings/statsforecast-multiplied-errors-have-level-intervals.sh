#!/usr/bin/env bash
# What surprised: AutoETS of statsforecast gives models with a MULTIPLICATIVE error and season intervals of one width all the year.
#
# In such a model (MAM) the error is a share of what is forecast, so the one-step interval of a month that sells four times as much is four
# times as wide (Hyndman and others, "Forecasting with Exponential Smoothing", 2008, chapter 6). statsforecast's is as wide in
# January as in July: too wide where the series is low, too narrow where it is high, and right only near the month after the last one.
#
# Seen with statsforecast 2.1.1: forecasts from 73 to 273, half the width of the 90 % interval 26.5 to 26.9 in all months;
# 1.645 sigma times the forecast would be 11.1 to 41.6.
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
values = (100 + 0.5 * months) * (1 + 0.6 * np.sin(2 * np.pi * months / 12)) * np.exp(random.normal(0, 0.1, 144))
model = AutoETS(season_length=12, model="MAM", damped=False).fit(values)
forecast = model.predict(12, level=[90])
half = forecast["hi-90"] - forecast["mean"]
print("statsforecast", version("statsforecast"), model.model_["components"])
print("forecasts:           ", np.round(forecast["mean"], 1))
print("half of the interval:", np.round(half, 2))
print("sigma as a share:    ", round(float(np.sqrt(model.model_["sigma2"])), 4))
assert model.model_["components"][:3] == "MAM"
assert forecast["mean"].max() > 3 * forecast["mean"].min(), "high months are far above low ones"
assert half.max() < 1.02 * half.min(), "and yet all intervals are equally wide"
PYTHON
