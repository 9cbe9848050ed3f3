#!/usr/bin/env python3
"""report.py PROGRAM [FOLDER]: the page that `namedrop report` writes, opened in a headless Chromium.

It is read, clicked, filtered, printed and looked at without scripts; its mentions must be those that `namedrop scan` tells,
its letters must stand out from their ground, and it must ask for nothing. Screenshots go to FOLDER where one is given.
"""
import json
import os
import subprocess
import sys
import tempfile

from browser import Browser

HOSTILE = """---
title: '<script>alert(1)</script><img src=https://example.org/x onerror=alert(2)>'
date: 2024-05-06
---
# "Quoted" & <b>Riga</b>

Riga](javascript:alert(3)) <script>document.title = "taken"</script> und Müller sowie Riga. `<iframe src=https://example.org>`
"""
DICTIONARY = """
[[place]]
id = "riga"
name = "Riga"
note = "</style><script>document.title = 'taken'</script>"

[[person]]
id = "franz"
name = "Franz Müller"

[[person]]
id = "hans"
name = "Hans Müller"
"""

# The contrast of every piece of text with what is behind it; those below 4.5 (3 for large letters) are returned.
CONTRAST = """
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const over = (colors) => { canvas.clearRect(0, 0, 1, 1); for (const c of colors) { canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); } return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
const light = (rgb) => { const [r, g, b] = rgb.map((p) => (p /= 255) <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const faint = new Set();
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const element = walk.currentNode.parentElement;
  if (!walk.currentNode.textContent.trim() || !element.checkVisibility() || element.closest(".vh, script, .skip")) continue;
  const grounds = [];
  for (let e = element; e; e = e.parentElement) grounds.unshift(getComputedStyle(e).backgroundColor);
  const style = getComputedStyle(element);
  const [a, b] = [light(over(grounds)), light(over([...grounds, style.color]))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) faint.add(element.className + " " + element.localName + " " + ratio.toFixed(2));
}
return [...faint];
"""

# What has no name for those who do not see it.
NAMELESS = """
const named = (e) => e.textContent.trim() || e.getAttribute("aria-label") || (e.labels && [...e.labels].some((l) => l.textContent.trim()));
return [...document.querySelectorAll("a, button, input, summary, [role]")].filter((e) => !named(e) && e.id !== "now-name").map((e) => e.outerHTML);
"""

SPANS = """
return [...document.querySelectorAll("article [data-start]")].map((e) => [e.closest("article").dataset.doc, +e.dataset.start, +e.dataset.end,
  e.dataset.entity ?? null, e.dataset.kind || null, e.dataset.form, (e.dataset.flags ?? "").split(" ").filter(Boolean),
  "nested" in e.dataset, (e.dataset.candidates ?? "").split(" ").filter(Boolean)]);
"""

failures = []


def check(what, holds, found=None):
    if not holds:
        failures.append(what)
        print(f"    failed: {what}" + ("" if found is None else f": {found}"))


def namedrop(*arguments):
    done = subprocess.run([program, *arguments], capture_output=True, stdin=subprocess.DEVNULL, encoding="utf-8")
    check(f"namedrop {arguments[0]} ends well", done.returncode == 0, done.stderr)
    return done.stdout


def report(name, *arguments):
    path = os.path.join(folder, name)
    namedrop("report", "--out", path, *arguments)
    return path


def now(browser):
    return browser.run("const m = document.querySelector('.m.now'); return m && m.dataset.entity")


def where(browser):
    return browser.run("return document.getElementById('now-where').textContent")


def spans_are_those_of_scan(browser, *arguments):
    keys = ("doc", "start", "end", "entity", "kind", "form", "flags", "nested", "candidates")
    told = [[line[key] for key in keys] for line in map(json.loads, namedrop("scan", *arguments).splitlines())]
    read = browser.run(SPANS)
    check("the spans of the page are those of scan", sorted(map(str, read)) == sorted(map(str, told)), f"{len(read)} and {len(told)}")


def one_article():
    article = "samples/01-gespraech.txt"
    page = report("one.html", article)
    with Browser(1280, 900) as browser:
        browser.open(page)
        spans_are_those_of_scan(browser, article)
        check("nobody is nameless", not browser.run(NAMELESS), browser.run(NAMELESS))
        browser.press("j", "j", "j")
        entity, first = now(browser), where(browser)
        browser.press("n")
        check("n leads to the next mention of the same", now(browser) == entity and where(browser) != first, where(browser))
        browser.press("N")
        check("N leads back", where(browser) == first, where(browser))
        check("the mention is in sight", browser.run("const b = document.querySelector('.now').getBoundingClientRect(); return b.top > 0 && b.bottom < innerHeight"))
        check("its card is open", browser.run("const d = document.querySelector('aside details[open]'); return d && d.dataset.of") == entity)
        browser.screenshot(picture("wide"))
        check("all can be read (light)", not browser.run(CONTRAST), browser.run(CONTRAST))

        wanted = browser.run("return document.querySelector('aside li:nth-child(9) details').dataset.of")
        browser.click("aside li:nth-child(9) summary")
        check("a click in the cast leads to the first mention", now(browser) == wanted and where(browser).startswith("1/"), where(browser))
        browser.click("label:has(#kind3)")
        color = "const m = document.querySelector('article .m.k3'); return getComputedStyle(m).color === getComputedStyle(m.parentElement).color"
        check("places are not marked", browser.run(color))
        check("places are not in the cast", browser.run("return [...document.querySelectorAll('aside .cast > .k3')].every((e) => !e.checkVisibility())"))
        for _ in range(12):
            browser.press("j")
            check("j passes over what is not marked", browser.run("return document.querySelector('.now').dataset.kind") != "place")
        browser.screenshot(picture("filtered"))
        browser.press("4", "Escape", "?")
        check("4 marks places again", not browser.run(color))
        check("Esc leaves no current name", now(browser) is None)
        check("? tells the keys", browser.run("return document.querySelector('.keys').open"))
        browser.press("?")
        browser.print(picture("printed", "pdf"))
        check("nothing was refused, nothing failed", not browser.complaints(), browser.complaints())
        asked = browser.run("return performance.getEntriesByType('resource').map((e) => e.name)")
        check("nothing was asked for", not asked, asked)

    with Browser(1280, 900, dark=True) as browser:
        browser.open(page)
        browser.press("j", "j", "j", "j", "n")
        browser.screenshot(picture("dark"))
        check("all can be read (dark)", not browser.run(CONTRAST), browser.run(CONTRAST))
        browser.click("label:has(#theme-light)")
        check("the switch makes it light", browser.run("return getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)")

    with Browser(400, 800) as browser:
        browser.open(page)
        browser.press("j", "j", "j")
        browser.screenshot(picture("narrow"))
        check("nothing is wider than a narrow window", browser.run("return document.documentElement.scrollWidth") <= 400)
        browser.run("document.querySelector('aside').scrollIntoView()")
        browser.click("aside li:nth-child(3) summary")
        browser.screenshot(picture("narrow-cast"))

    with Browser(1280, 900) as browser:
        browser.command("Emulation.setScriptExecutionDisabled", {"value": True})
        browser.open(page + "#a1e3")
        browser.screenshot(picture("without-scripts"))


def several_articles():
    page = report("all.html", "samples")
    with Browser(1280, 900) as browser:
        browser.open(page)
        spans_are_those_of_scan(browser, "samples")
        check("nobody is nameless", not browser.run(NAMELESS), browser.run(NAMELESS))
        browser.screenshot(picture("index"))
        browser.click(".everyone li:first-child summary")
        check("a dossier has sentences of several articles", browser.run("return document.querySelectorAll('.everyone li:first-child h3').length") > 1)
        browser.run("document.querySelector('.everyone').scrollIntoView()")
        browser.screenshot(picture("dossier"))
        check("all can be read (index)", not browser.run(CONTRAST), browser.run(CONTRAST))
        browser.click(".everyone li:first-child .sentences a")
        check("a sentence leads to its place", now(browser) == browser.run("return document.querySelector('.everyone details').dataset.of"))
        check("nothing was refused, nothing failed", not browser.complaints(), browser.complaints())
        browser.print(picture("printed-all", "pdf"))


def hostile_article():
    article, names = os.path.join(folder, "h.md"), os.path.join(folder, "names.toml")
    with open(article, "w", encoding="utf-8") as out:
        out.write(HOSTILE)
    with open(names, "w", encoding="utf-8") as out:
        out.write(DICTIONARY)
    page = report("hostile.html", "--only-dict", "--dict", names, article)
    with Browser(1280, 900) as browser:
        browser.open(page)
        check("there is one script", browser.run("return document.scripts.length") == 1)
        check("there are no pictures and no frames", browser.run("return document.querySelectorAll('img, iframe, object').length") == 0)
        check("the title is told as it is", "<script>alert(1)</script>" in browser.run("return document.title"))
        check("no link runs anything", browser.run("return [...document.links].every((a) => /^(#|https?:)/.test(a.getAttribute('href')))"))
        spans_are_those_of_scan(browser, "--only-dict", "--dict", names, article)
        browser.run("const s = document.createElement('script'); s.textContent = 'document.title = \"taken\"'; document.body.append(s)")
        check("the policy runs no other script", browser.run("return document.title") != "taken")


def picture(name, kind="png"):
    return os.path.join(pictures, f"{name}.{kind}")


program = os.path.abspath(sys.argv[1])
os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
with tempfile.TemporaryDirectory() as folder:
    pictures = sys.argv[2] if len(sys.argv) > 2 else folder
    one_article()
    several_articles()
    hostile_article()
print(f"    {len(failures)} failed")
sys.exit(bool(failures))
