#!/usr/bin/env python3
"""Reduce DejaVu Sans to the scripts of figures and write it as C bytes, its licence beside it.

    pip install fonttools
    scripts/subset-font.py /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf

Kept: Latin, Greek, Cyrillic, mathematical signs; outlines, widths and kerning. Dropped: hinting
(text is snapped to pixels by the renderer), layout tables, names. The same font gives the same bytes.
"""

import io
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x018F, 0x018F), (0x0192, 0x0192), (0x0218, 0x021B), (0x0259, 0x0259),
    (0x02C6, 0x02C7), (0x02D8, 0x02DD), (0x0300, 0x0304), (0x0306, 0x030C), (0x0327, 0x0328),  # Latin
    (0x0370, 0x03FF), (0x0400, 0x045F), (0x0490, 0x0491),  # Greek, Cyrillic
    (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2033), (0x2039, 0x203A),
    (0x2070, 0x209C), (0x20AC, 0x20AC), (0x20BD, 0x20BD), (0x2102, 0x2102), (0x210F, 0x210F), (0x2113, 0x2113),
    (0x2115, 0x2116), (0x211A, 0x211A), (0x211D, 0x211D), (0x2122, 0x2122), (0x2124, 0x2124), (0x2126, 0x2126),
    (0x212B, 0x212B), (0x2190, 0x2199), (0x21D0, 0x21D4), (0x2200, 0x22FF), (0x2308, 0x230B), (0x27E8, 0x27E9),
]
TABLES = {"head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "kern", "loca", "glyf", "post"}


def reduced(font):
    """The font with the glyphs of RANGES and the tables of TABLES alone."""
    options = subset.Options()
    options.hinting = False
    options.notdef_outline = True
    options.legacy_kern = True
    options.layout_features = []
    options.name_IDs = []
    options.glyph_names = False
    options.drop_tables += [tag for tag in font.keys() if tag not in TABLES and tag != "GlyphOrder"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    font.recalcTimestamp = False
    result = io.BytesIO()
    font.save(result)
    return result.getvalue()


def c_source(data):
    lines = [
        "/* DejaVu Sans, reduced by scripts/subset-font.py. Its licence is in LICENSE beside this file. */",
        '#include "CFont.h"',
        "",
        "static const unsigned char bytes[] = {",
    ]
    line = ""
    for byte in data:
        item = f"{byte},"
        if len(line) + len(item) > 118:
            lines.append(line)
            line = ""
        line += item
    lines += [line, "};", ""]
    lines += ["const unsigned char *cfont_dejavu_sans(void) {", "    return bytes;", "}", ""]
    lines += ["unsigned long cfont_dejavu_sans_count(void) {", "    return sizeof bytes;", "}", ""]
    return "\n".join(lines)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    font = TTFont(sys.argv[1])
    licence = font["name"].getDebugName(13)
    target = pathlib.Path(__file__).resolve().parent.parent / "Sources" / "CFont"
    (target / "LICENSE").write_text(
        "The bytes in DejaVuSans.c are a subset of DejaVu Sans (https://dejavu-fonts.github.io).\n\n"
        + licence.replace("\r\n", "\n").rstrip() + "\n")
    data = reduced(font)
    (target / "DejaVuSans.c").write_text(c_source(data))
    print(f"{len(data)} bytes")


main()
