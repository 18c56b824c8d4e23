"""A table of many series, for what grows with their number: python many_series.py SERIES DAYS FILE

A row a series and day (columns id, date, sales), all days of a series one after another. Sales are whole numbers with a week, a year
and a level that differ from series to series, drawn with a fixed seed: equal arguments give equal bytes. 30490 series of 1941 days
are of the size of the M5 competition's (S. Makridakis, E. Spiliotis, V. Assimakopoulos, 2022).
"""
import datetime
import math
import random
import sys


def main(series, days, path):
    first = datetime.date(2011, 1, 29)
    dates = [(first + datetime.timedelta(days=day)).isoformat() for day in range(days)]
    year = [math.sin(2 * math.pi * day / 365.25) for day in range(days)]
    with open(path, "w") as file:
        file.write("id,date,sales\n")
        for number in range(series):
            draw = random.Random(number).random
            level = 10 * draw() ** 2
            week = [level * (0.5 + draw()) for _ in range(7)]
            swing = draw()
            name = f"item-{number:05d}"
            file.write("".join(
                f"{name},{dates[day]},{int(week[day % 7] * (1 + swing * year[day]) * 2 * draw())}\n" for day in range(days)))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
