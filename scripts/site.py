#!/usr/bin/env python3
"""Writes the documentation as pages that open from the file system: site.py SYMBOL_GRAPHS OUTPUT

The pages are README.md, docs/*.md, the articles of the library's catalogue, and a reference of its public names from the
compiler's symbol graphs. Nothing is loaded from elsewhere. A link that leads nowhere is an error.
"""
import html
import json
import os
import re
import sys

STYLE = """
:root { color-scheme: light dark; --ink: #1c1e21; --paper: #fff; --line: #d5d8dd; --ground: #f4f5f7; --link: #0b57a4 }
@media (prefers-color-scheme: dark) { :root { --ink: #ededed; --paper: #1b1d22; --line: #43474f; --ground: #25282e; --link: #8ab8ff } }
body { margin: 0; color: var(--ink); background: var(--paper); font: 16px/1.55 system-ui, sans-serif }
nav { padding: .8rem 1.5rem; background: var(--ground); border-bottom: 1px solid var(--line) }
nav a { margin-right: 1rem; white-space: nowrap }
main { max-width: 52rem; margin: 0 auto; padding: 1rem 1.5rem 4rem }
a { color: var(--link) } img { max-width: 100%; background: #fff }
pre { overflow-x: auto; padding: .8rem 1rem; background: var(--ground); border: 1px solid var(--line); border-radius: 4px }
code { font: .9em ui-monospace, monospace } :not(pre) > code { background: var(--ground); padding: .1em .3em; border-radius: 3px }
table { border-collapse: collapse; display: block; overflow-x: auto } th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top }
h1, h2, h3 { line-height: 1.25 }
"""

CATALOGUE = "Sources/RecurrentNets/RecurrentNets.docc"


def sources():
    """The pages: where they come from and what their files are called."""
    pages = {"README.md": "index.html", "README.ko.md": "ko.html", "CONTRIBUTING.md": "contributing.html", "CHANGELOG.md": "changelog.html"}
    for name in sorted(os.listdir("docs")):
        if name.endswith(".md"):
            pages["docs/" + name] = name[:-3] + ".html"
    for name in sorted(os.listdir(CATALOGUE)):
        if name.endswith(".md"):
            pages[CATALOGUE + "/" + name] = "library-" + name[:-3] + ".html"
    return {source: page for source, page in pages.items() if os.path.exists(source)}


def anchor(text):
    text = re.sub(r"[`*\[\]]|\(.*?\)", "", text).lower()
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text).strip())


class Markdown:
    """The part of Markdown that the pages use."""

    def __init__(self, source, pages, output):
        self.source, self.pages, self.output = source, pages, output
        self.problems = []

    def target(self, link):
        if re.match(r"https?:|mailto:|#", link):
            return link
        path, _, place = link.partition("#")
        full = os.path.normpath(os.path.join(os.path.dirname(self.source), path))
        if full in self.pages:
            return self.pages[full] + ("#" + place if place else "")
        if not os.path.exists(full):
            self.problems.append(f"{self.source}: the link '{link}' leads nowhere")
        return os.path.relpath(full, self.output)

    def inline(self, text):
        kept = []

        def keep(markup):
            kept.append(markup)
            return f"\x00{len(kept) - 1}\x00"

        text = re.sub(r"``([^`]+)``|`([^`]+)`", lambda m: keep(f"<code>{html.escape(m[1] or m[2])}</code>"), text)
        text = re.sub(r"<doc:(\w+)>", lambda m: keep(f'<a href="library-{m[1]}.html">{m[1]}</a>'), text)
        text = html.escape(text, quote=False)
        text = re.sub(r"!\[([^\]]*)\]\(([^)\s]+)\)", lambda m: keep(f'<img src="{html.escape(self.target(m[2]))}" alt="{html.escape(m[1])}">'), text)
        text = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", lambda m: f'{keep(chr(60) + "a href=" + chr(34) + html.escape(self.target(m[2])) + chr(34) + ">")}{m[1]}</a>', text)
        text = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", text)
        text = re.sub(r"(?<![\w*])\*([^*\s][^*]*)\*(?!\w)", r"<em>\1</em>", text)
        while "\x00" in text:
            text = re.sub("\x00(\\d+)\x00", lambda m: kept[int(m[1])], text)
        return text

    def cells(self, line):
        line = re.sub(r"\\\|", "\x01", line.strip().strip("|"))
        # A bar in code parts no cells.
        line = re.sub(r"`[^`]*`", lambda m: m[0].replace("|", "\x01"), line)
        return [cell.strip().replace("\x01", "|") for cell in line.split("|")]

    def convert(self, text):
        lines, out, index = text.split("\n"), [], 0
        while index < len(lines):
            line = lines[index]
            if line.startswith("```"):
                end = next((n for n in range(index + 1, len(lines)) if lines[n].startswith("```")), len(lines))
                out.append("<pre><code>" + html.escape("\n".join(lines[index + 1 : end])) + "</code></pre>")
                index = end + 1
            elif match := re.match(r"(#+) (.*)", line):
                level = len(match[1])
                out.append(f'<h{level} id="{anchor(match[2])}">{self.inline(match[2])}</h{level}>')
                index += 1
            elif line.startswith("|") and index + 1 < len(lines) and re.match(r"\|[ :|-]+\|?$", lines[index + 1]):
                end = next((n for n in range(index, len(lines)) if not lines[n].startswith("|")), len(lines))
                rows = [self.cells(row) for n, row in enumerate(lines[index:end]) if n != 1]
                out.append("<table><tr>" + "".join(f"<th>{self.inline(cell)}</th>" for cell in rows[0]) + "</tr>")
                out += ["<tr>" + "".join(f"<td>{self.inline(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:]]
                out.append("</table>")
                index = end
            elif match := re.match(r"(-|\d+\.) ", line):
                tag = "ul" if match[1] == "-" else "ol"
                items = []
                while index < len(lines) and (re.match(r"(-|\d+\.) ", lines[index]) or (lines[index].startswith("  ") and items)):
                    if re.match(r"(-|\d+\.) ", lines[index]):
                        items.append(lines[index].split(" ", 1)[1])
                    else:
                        items[-1] += " " + lines[index].strip()
                    index += 1
                out.append(f"<{tag}>" + "".join(f"<li>{self.inline(item)}</li>" for item in items) + f"</{tag}>")
            elif line.startswith(">"):
                out.append(f"<blockquote>{self.inline(line[1:].strip())}</blockquote>")
                index += 1
            elif not line.strip():
                index += 1
            else:
                end = index
                while end < len(lines) and lines[end].strip() and not re.match(r"```|#+ |\||- |\d+\. ", lines[end]):
                    end += 1
                end = max(end, index + 1)
                out.append("<p>" + self.inline("\n".join(lines[index:end])) + "</p>")
                index = end
        return "\n".join(out)


def page(title, body, navigation):
    links = "".join(f'<a href="{target}">{html.escape(name)}</a>' for name, target in navigation)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(title)} – seqcast</title><style>{STYLE}</style></head>\n<body><nav>{links}</nav><main>\n{body}\n</main></body></html>\n"
    )


def reference(graphs):
    """The public names of the libraries with their declarations and comments."""
    body = ["<h1>The library, name by name</h1>"]
    for name in sorted(os.listdir(graphs)):
        if not re.fullmatch(r"(RecurrentNets|ForecastModels)\.symbols\.json", name):
            continue
        symbols = json.load(open(os.path.join(graphs, name)))["symbols"]
        body.append(f"<h2>{name.split('.')[0]}</h2>")
        for symbol in sorted(symbols, key=lambda symbol: symbol["pathComponents"]):
            if symbol["accessLevel"] not in ("public", "open") or "docComment" not in symbol:
                continue
            path = ".".join(symbol["pathComponents"])
            declaration = "".join(part["spelling"] for part in symbol["declarationFragments"])
            comment = "\n".join(line["text"] for line in symbol["docComment"]["lines"])
            text = Markdown("Sources/x", {}, ".").convert(comment)
            body.append(f"<h3><code>{html.escape(path)}</code></h3><pre><code>{html.escape(declaration)}</code></pre>{text}")
    return "\n".join(body)


def main():
    graphs, output = sys.argv[1:]
    os.makedirs(output, exist_ok=True)
    pages, problems = sources(), []
    first = [("Start", "README.md"), ("한국어", "README.ko.md"), ("Tutorial", "docs/tutorial.md"), ("Pipelines", "docs/pipelines.md"),
             ("Forecasting", "docs/forecasting.md"), ("Figures", "docs/figures.md"), ("Gallery", "docs/gallery.md"), ("Files", "docs/files.md"),
             ("Weights", "docs/weights.md"), ("Speed", "docs/performance.md"), ("Library", CATALOGUE + "/RecurrentNets.md"), ("Contributing", "CONTRIBUTING.md")]
    navigation = [(name, pages[source]) for name, source in first if source in pages] + [("Names", "reference.html")]
    for source, target in pages.items():
        text = open(source, encoding="utf-8").read()
        markdown = Markdown(source, pages, output)
        body = markdown.convert(text)
        title = re.search(r"^# (.*)", text, re.M)
        problems += markdown.problems
        with open(os.path.join(output, target), "w", encoding="utf-8") as file:
            file.write(page(re.sub("`", "", title[1]) if title else source, body, navigation))
    with open(os.path.join(output, "reference.html"), "w", encoding="utf-8") as file:
        file.write(page("Names", reference(graphs), navigation))
    if problems:
        sys.exit("\n".join(problems))


main()
