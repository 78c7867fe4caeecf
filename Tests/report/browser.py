"""Looks at an HTML report in Chromium: browser.py REPORT [FOLDER for pictures].

Without a network and with scripts on and off: no message in the console, nothing wider than a phone, every text with
enough contrast in light and in dark, and what a screen reader needs (landmarks, headings in order, names, focus).
"""

import sys
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

report = Path(sys.argv[1]).resolve()
pictures = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 and sys.argv[2] else None
faults = []


def expect(holds, what):
    if not holds:
        faults.append(what)


def browser():
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for argument in "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage":
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


# Contrast as WCAG 2 computes it, of each text against the nearest background that is not transparent.
CONTRAST = """
const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
const channel = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const seen = new Map();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let n = walker.nextNode(); n; n = walker.nextNode()) {
  const e = n.parentElement;
  if (!n.data.trim() || ["SCRIPT", "STYLE"].includes(e.tagName)) continue;
  let b = e, back;
  while (b && ((back = parse(getComputedStyle(b).backgroundColor))[3] === 0)) b = b.parentElement;
  const fore = parse(getComputedStyle(e).color);
  const [x, y] = [light(fore), light(b ? back : [255, 255, 255])].sort((p, q) => q - p);
  const ratio = (x + 0.05) / (y + 0.05);
  const key = (e.className || e.tagName) + " in " + (e.parentElement.className || e.parentElement.tagName);
  if (!seen.has(key) || seen.get(key) > ratio) seen.set(key, ratio);
}
return [...seen];
"""

STRUCTURE = """
const faults = [];
const only = (selector) => document.querySelectorAll(selector).length === 1 || faults.push(`not one ${selector}`);
["main", "header", "footer", "h1", "title"].forEach(only);
document.documentElement.lang || faults.push("no language");
let level = 0;
for (const h of document.querySelectorAll("h1, h2, h3, h4")) {
  const now = Number(h.tagName[1]);
  if (now > level + 1) faults.push(`heading ${h.textContent} skips a level`);
  if (!h.textContent.trim()) faults.push("an empty heading");
  level = now;
}
const ids = new Set();
for (const e of document.querySelectorAll("[id]")) {
  if (ids.has(e.id)) faults.push(`two elements are called ${e.id}`);
  ids.add(e.id);
}
for (const a of document.querySelectorAll("a[href^='#']")) {
  if (!ids.has(decodeURIComponent(a.hash.slice(1)))) faults.push(`${a.hash} leads nowhere`);
}
for (const e of document.querySelectorAll("[aria-labelledby]")) {
  if (!ids.has(e.getAttribute("aria-labelledby"))) faults.push("a label that is not there");
}
for (const e of document.querySelectorAll("a, summary, input")) {
  const name = e.tagName === "INPUT" ? document.querySelector(`label[for="${e.id}"]`)?.textContent : e.textContent;
  if (!name?.trim()) faults.push(`${e.tagName} without a name`);
}
for (const e of document.querySelectorAll(".code")) {
  if (e.tabIndex !== 0 || !e.getAttribute("aria-label")) faults.push("code that cannot be reached by keyboard");
}
for (const t of document.querySelectorAll("table")) {
  if (!t.querySelector("thead th[scope=col]") || !t.querySelector("tbody th[scope=row]")) faults.push("a table without headers");
}
for (const m of document.querySelectorAll(".notes > .note")) {
  if (!m.querySelector("b")?.textContent.match(/checked|bounded|skipped|unbounded|note|warning|error/)) faults.push("a mark without words");
}
for (const e of document.querySelectorAll(".bar, .sign, .numbers")) {
  if (e.getAttribute("aria-hidden") !== "true") faults.push(`${e.className} is read aloud`);
}
return faults;
"""

OVERFLOW = """
document.querySelectorAll("details").forEach(d => d.open = true);
const wide = [...document.querySelectorAll("body *")].filter(
  e => !e.closest(".code") && !e.closest(".unseen, .skip, thead") && e.getBoundingClientRect().right > innerWidth + 1);
return [document.documentElement.scrollWidth <= innerWidth, wide.slice(0, 5).map(e => e.tagName + "." + e.className)];
"""


def window(driver, width, height, scheme):
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})


driver = browser()
try:
    driver.execute_cdp_cmd("Network.enable", {})
    for scheme in "light", "dark":
        for width in 1280, 390, 320:
            window(driver, width, 900, scheme)
            driver.get(report.as_uri())
            if pictures and width != 320:
                driver.save_screenshot(str(pictures / f"{report.stem}-{scheme}-{width}.png"))
            fits, wide = driver.execute_script(OVERFLOW)
            expect(fits and not wide, f"wider than {width} pixels: {wide}")
        for what, ratio in driver.execute_script(CONTRAST):
            expect(ratio >= 4.5, f"{scheme}: contrast {ratio:.2f} of {what}")
    for fault in driver.execute_script(STRUCTURE):
        faults.append(fault)

    # A link opens what it leads into; the filter hides the rest.
    driver.get(report.as_uri())
    driver.execute_script("document.querySelectorAll('details').forEach(d => d.open = false)")
    links = driver.execute_script("return [...document.querySelectorAll('#findings ~ ol a')].map(a => a.hash)")
    if links:
        driver.execute_script("location.hash = arguments[0]", links[0])
        driver.implicitly_wait(1)
        shown = driver.execute_async_script(
            "const done = arguments[1]; requestAnimationFrame(() => setTimeout(() => "
            "done(document.getElementById(arguments[0].slice(1)).checkVisibility()), 50))", links[0])
        expect(shown, f"{links[0]} stays folded")
        driver.execute_script(
            "const f = document.getElementById('filter'); f.value = 'depth'; f.dispatchEvent(new Event('input'))")
        names = driver.execute_script(
            "return [...document.querySelectorAll('.function')].filter(f => !f.hidden).map(f => f.querySelector('code').textContent)")
        expect(names and set(names) == {"depth"}, f"the filter shows {names}")

    # It reads without scripts.
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver.get(report.as_uri())
    source = driver.page_source
    expect('class="filter" hidden' in source, "without scripts a filter is shown that does nothing")
    expect("<h1>" in source and "</footer>" in source, "without scripts something is missing")

    for entry in driver.get_log("browser"):
        faults.append(f"console: {entry['message']}")
    for entry in driver.get_log("performance"):
        if '"Network.requestWillBeSent"' in entry["message"] and '"url":"http' in entry["message"]:
            faults.append("it asks the network for something")
finally:
    driver.quit()

for fault in dict.fromkeys(faults):
    print("report:", fault, file=sys.stderr)
sys.exit(bool(faults))
