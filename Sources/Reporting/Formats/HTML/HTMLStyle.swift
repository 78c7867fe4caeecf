// How the HTML report looks, in light and in dark, and the little that it does by script.
//
// Every text has a contrast of at least 4.5 to what is behind it; Tests/report measures that in a browser.

enum HTMLStyle {
    static let sheet = """

        :root {
          color-scheme: light dark;
          --paper: #fbfaf8; --raised: #ffffff; --line: #e3dfd8; --ink: #1f2326; --soft: #5c615f;
          --link: #14538a; --checked: #10695a; --bounded: #3a5697; --skipped: #6a5f4c; --unbounded: #ad231b;
          --warning: #7d4a00; --mark: #f3efe8;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #15181a; --raised: #1b1f22; --line: #30363a; --ink: #e6e5e1; --soft: #a3aaa9;
            --link: #8ec3f2; --checked: #63cbb3; --bounded: #9ab6f6; --skipped: #c0b59f; --unbounded: #ff938a;
            --warning: #e9b661; --mark: #262c30;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
        body { margin: 0 auto; padding: 0 1.25rem 4rem; max-width: 62rem; background: var(--paper); color: var(--ink);
          font: 1rem/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
          font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: 1px; }
        code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        code { font-size: .875em; } a code { text-underline-offset: .32em; }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
        .skip { position: absolute; left: -100vw; background: var(--raised); padding: .5rem 1rem; }
        .skip:focus { left: 1rem; top: 1rem; z-index: 2; }
        header { padding: 3.5rem 0 1rem; }
        .brand { margin: 0 0 .75rem; color: var(--soft); font-size: .8125rem; letter-spacing: .08em; text-transform: uppercase; }
        h1 { margin: 0; max-width: 24ch; font-size: clamp(1.75rem, 1.2rem + 2.6vw, 2.75rem); line-height: 1.14; font-weight: 650;
          letter-spacing: -.02em; text-wrap: balance; overflow-wrap: normal; }
        .lead { margin: 1rem 0 2rem; max-width: 60ch; color: var(--soft); }
        h2 { margin: 3.5rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 1.25rem; font-weight: 650;
          letter-spacing: -.01em; }
        h3 { margin: 0; font-size: 1.0625rem; font-weight: 650; }
        .bar { display: flex; gap: 2px; height: .5rem; min-width: 4rem; border-radius: 3px; overflow: hidden; }
        .bar i { min-width: 3px; background: var(--skipped); }
        .bar .checked { background: var(--checked); } .bar .bounded { background: var(--bounded); }
        .bar .unbounded { background: var(--unbounded); }
        header .bar { height: .75rem; }
        .legend { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1rem 1.5rem; margin: 1rem 0 0;
          padding: 0; list-style: none; }
        .legend b { display: block; } .legend span { color: var(--soft); font-size: .875rem; }
        .legend .sign { color: inherit; font-size: inherit; }
        .checked > b { color: var(--checked); } .bounded > b { color: var(--bounded); }
        .skipped > b { color: var(--skipped); } .unbounded > b { color: var(--unbounded); }
        .warning > b { color: var(--warning); } .error > b { color: var(--unbounded); } .note > b { white-space: nowrap; }
        .findings { margin: 0; padding: 0; list-style: none; }
        .findings li { padding: .75rem 0; border-bottom: 1px solid var(--line); }
        .findings li:last-child { border-bottom: 0; }
        .findings p { margin: .2rem 0 0; max-width: 75ch; }
        .findings p code, .notes p code { color: var(--soft); }
        .severity { display: inline-block; min-width: 4.5rem; font-weight: 600; font-size: .875rem; color: var(--soft); }
        .severity.warning { color: var(--warning); } .severity.error { color: var(--unbounded); }
        .place { font-size: .875rem; }
        .gap { color: var(--soft); font-size: .875rem; } .findings .gap { margin-left: .75rem; }
        table { width: 100%; border-collapse: collapse; }
        th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
          font-weight: 400; }
        thead th { color: var(--soft); font-size: .8125rem; }
        tbody th .place { display: block; color: var(--soft); font-size: .8125rem; }
        td { font-size: .875rem; } .time { white-space: nowrap; font-weight: 600; }
        .tree, .tree ul { margin: 0; padding: 0; list-style: none; }
        .tree ul { margin-left: .45rem; padding-left: 1rem; border-left: 1px solid var(--line); }
        .row { display: inline-grid; grid-template-columns: minmax(8rem, 1.3fr) 6rem minmax(10rem, 2fr) 6rem; gap: 0 1rem;
          align-items: center; width: calc(100% - 1.5rem); padding: .2rem 0; }
        .tree li > .row { width: 100%; }
        .tree .name { font-size: .9375rem; } .facts { color: var(--soft); font-size: .8125rem; }
        .row .facts { grid-column: 3; } .row .count { grid-column: 4; color: var(--warning); font-size: .8125rem; }
        summary { cursor: pointer; }
        .file { margin: 2.5rem 0 0; }
        .file > .facts { margin: .1rem 0 .75rem; }
        .function { margin: .5rem 0; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); content-visibility: auto;
          contain-intrinsic-size: auto 2.6rem; }
        .function > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .75rem; padding: .5rem .9rem; list-style: none; }
        .function > summary::-webkit-details-marker { display: none; }
        .function > summary::before { content: "▸"; color: var(--soft); width: .5rem; }
        .function[open] > summary::before { content: "▾"; }
        .function > summary code { font-weight: 600; }
        .signs { display: flex; gap: .75rem; font-size: .8125rem; }
        .run { margin-left: auto; color: var(--soft); font-size: .8125rem; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        .extras { margin: 0; padding: 0 .9rem .6rem; color: var(--soft); font-size: .8125rem; }
        .code { overflow-x: auto; border-top: 1px solid var(--line); container-type: inline-size; padding: .4rem 0; }
        .rows { display: flex; width: max-content; min-width: 100%; font-size: .8125rem; line-height: 1.5; }
        .rows pre { margin: 0; font-size: inherit; tab-size: 4; padding-right: 1rem; }
        .rows .numbers { position: sticky; left: 0; min-width: 3.75rem; padding: 0 .75rem 0 .9rem; background: var(--raised);
          color: var(--soft); text-align: right; user-select: none; }
        mark { border-radius: 3px; background: var(--mark); font-weight: 700; text-decoration: underline; text-underline-offset: .2em; }
        mark.checked { color: var(--checked); } mark.bounded { color: var(--bounded); } mark.skipped { color: var(--skipped); }
        mark.unbounded { color: var(--unbounded); }
        .notes { position: sticky; left: 0; width: 100cqi; padding: .15rem .9rem .35rem 3.75rem; }
        .notes p { margin: .1rem 0; padding: .15rem .6rem; border-left: 3px solid var(--line); font-size: .8125rem; color: var(--soft); }
        .notes .checked { border-color: var(--checked); } .notes .bounded { border-color: var(--bounded); }
        .notes .skipped { border-color: var(--skipped); } .notes .unbounded, .notes .error { border-color: var(--unbounded); }
        .notes .warning { border-color: var(--warning); } .notes .warning, .notes .error { color: var(--ink); }
        .notes { scroll-margin-top: 9rem; }
        .notes:target p { background: var(--mark); }
        .gapline { position: sticky; left: 0; width: 100cqi; margin: .35rem 0; padding: .1rem .9rem .1rem 4.35rem; color: var(--soft);
          font-size: .75rem; background: var(--mark); }
        .more > summary { padding: .75rem 0; color: var(--link); }
        .rest, footer { color: var(--soft); font-size: .875rem; } footer { margin-top: 4rem; border-top: 1px solid var(--line); }
        .filter input { width: min(100%, 20rem); padding: .35rem .6rem; border: 1px solid var(--soft); border-radius: 6px;
          background: var(--raised); color: inherit; font: inherit; }
        .filter label { display: block; color: var(--soft); font-size: .875rem; }
        .failures { padding-left: 1.2rem; }
        @media (max-width: 40rem) {
          header { padding-top: 2rem; }
          .row { grid-template-columns: 1fr auto; } .row .bar { width: 5rem; } .row .facts { grid-column: 1; } .row .count { grid-column: 2; }
          .notes { padding-left: .9rem; } .gapline { padding-left: .9rem; }
          .rows .numbers { min-width: 3rem; padding: 0 .5rem; }
          thead { position: absolute; left: -100vw; } tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line); }
          tbody th, td { display: block; padding: 0; border: 0; } td:empty { display: none; }
        }
        @media print { .function { break-inside: avoid; } .filter { display: none; } }

        """

    /// Opens what a link leads into, and filters.
    static let script = """

        "use strict";
        function reveal() {
          const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
          if (!target) return;
          for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
          target.scrollIntoView();
        }
        addEventListener("hashchange", reveal);
        reveal();
        const filter = document.getElementById("filter");
        filter.parentElement.hidden = false;
        filter.addEventListener("input", () => {
          const wanted = filter.value.trim().toLowerCase();
          for (const file of document.querySelectorAll(".file")) {
            const whole = file.querySelector("h3").textContent.toLowerCase().includes(wanted);
            let any = false;
            for (const f of file.querySelectorAll(".function")) {
              const shown = whole || f.querySelector("summary code").textContent.toLowerCase().includes(wanted);
              f.hidden = !shown;
              any ||= shown;
            }
            file.hidden = !any && !whole;
          }
        });

        """
}
