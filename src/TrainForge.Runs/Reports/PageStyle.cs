using System.Security.Cryptography;
using System.Text;

namespace TrainForge.Runs.Reports;

/// <summary>
/// How model-tests.html looks, and the policy that lets nothing else in: no script at all, no image, no address, and of styles this one,
/// by its hash. Filters are radio buttons that the style sheet reads, so they work by keyboard and without script.
/// </summary>
internal static class PageStyle
{
    public const string Text = """
        :root { color-scheme: light dark;
          --ink: #1d2229; --soft: #5c6672; --paper: #fbfbfa; --card: #fff; --line: #e1e4e8; --code: #f4f5f6; --accent: #2457c5;
          --pass: #1a7f37; --fail: #c62828; --warn: #9a6700; --skip: #6e7781; --user: #2457c5; --tool: #7a3fb0; }
        @media (prefers-color-scheme: dark) { :root {
          --ink: #e6e9ed; --soft: #9aa5b1; --paper: #14171b; --card: #1c2026; --line: #30363d; --code: #15181d; --accent: #7aa7ff;
          --pass: #4cc26a; --fail: #ff7b72; --warn: #e3b341; --skip: #8b949e; --user: #7aa7ff; --tool: #c49bf0; } }
        * { box-sizing: border-box }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
        main, header { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem }
        header { padding-top: 2.25rem }
        h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .35rem; letter-spacing: -.01em }
        header p { margin: .1rem 0; color: var(--soft) }
        code, pre, .mono { font-family: ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, monospace; font-size: .86em }
        .bar { display: flex; height: .55rem; border-radius: .3rem; overflow: hidden; margin: 1rem 0 .25rem; background: var(--line); width: 100% }
        .bar rect.pass { fill: var(--pass) } .bar rect.fail { fill: var(--fail) } .bar rect.skip { fill: var(--skip) } .bar rect.none { fill: var(--warn) }
        fieldset { border: 0; margin: 1rem 0 1.25rem; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem }
        legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
        fieldset label { border: 1px solid var(--line); background: var(--card); border-radius: 2rem; padding: .2rem .85rem; cursor: pointer; position: relative }
        fieldset label:hover { border-color: var(--accent) }
        fieldset input { position: absolute; opacity: 0; inset: 0; cursor: pointer; margin: 0 }
        fieldset label:has(:checked) { background: var(--accent); border-color: var(--accent); color: var(--paper) }
        fieldset label:has(:focus-visible), summary:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent) 55%, transparent); outline-offset: 2px }
        fieldset b { font-variant-numeric: tabular-nums; margin-left: .3rem }
        body:has(#show-failed:checked) .test:not(.failed), body:has(#show-flaky:checked) .test:not(.flaky), body:has(#show-passed:checked) .test:not(.passed),
        body:has(#show-skipped:checked) .test:not(.skipped), body:has(#show-other:checked) .test:not(.other), body:has(#show-tools:checked) .test:not(.tools),
        body:has(#show-errors:checked) .test:not(.errors), body:has(#show-older:checked) .test:not(.older) { display: none }
        .test { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--skip); border-radius: .4rem; margin: .5rem 0 }
        .test.passed { border-left-color: var(--pass) } .test.failed { border-left-color: var(--fail) } .test.flaky, .test.other { border-left-color: var(--warn) }
        .test > summary { display: grid; grid-template-columns: 5rem 1fr auto; gap: .1rem .8rem; padding: .6rem .9rem; cursor: pointer; list-style: none; align-items: baseline }
        .test > summary::-webkit-details-marker { display: none }
        .test > summary .name { overflow-wrap: anywhere; font-weight: 550 }
        .test > summary .took { color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap; text-align: right }
        .test > summary .more { grid-column: 2 / -1; color: var(--soft); font-size: .87rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
        .test > summary .more.bad { color: var(--fail) }
        .test[open] > summary { border-bottom: 1px solid var(--line) }
        .test[open] > summary .more { display: none }
        .word { font-size: .74rem; font-weight: 700; letter-spacing: .04em; text-transform: uppercase }
        .passed .word { color: var(--pass) } .failed .word { color: var(--fail) } .other .word, .flaky .word { color: var(--warn) } .skipped .word { color: var(--skip) }
        .tag { font-size: .74rem; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; color: var(--soft); font-weight: 400; white-space: nowrap }
        .inside { padding: .4rem .9rem 1rem }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .5rem 0 1rem; font-size: .9rem }
        dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
        h2 { font-size: .95rem; margin: 1.4rem 0 .4rem; padding-top: .6rem; border-top: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0 .8rem; align-items: baseline }
        h2 small { font-weight: 400; color: var(--soft); font-variant-numeric: tabular-nums }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--code); border-radius: .3rem; padding: .55rem .7rem; margin: .15rem 0 .5rem; line-height: 1.5; max-height: 32rem; overflow: auto }
        pre.failure { border-left: 3px solid var(--fail) }
        .who { font-size: .78rem; font-weight: 650; color: var(--soft); margin-top: .5rem }
        .user .who { color: var(--user) } .tool .who { color: var(--tool) } .wrong .who { color: var(--fail) }
        .system pre, .user pre, .assistant pre { font: inherit; font-size: .95rem }
        .type { color: var(--soft); font-weight: 400 }
        .tool pre { margin-left: 1.2rem } .tool .who { margin-left: 1.2rem }
        .long > summary { cursor: pointer; color: var(--accent); font-size: .85rem }
        .empty { border: 1px dashed var(--line); border-radius: .5rem; padding: 2rem; margin: 2rem 0; color: var(--soft) }
        footer { max-width: 64rem; margin: 2rem auto; padding: 0 1.25rem; color: var(--soft); font-size: .85rem }
        @media (max-width: 40rem) { .test > summary { grid-template-columns: 1fr auto } .test > summary .name { grid-column: 1 / -1; grid-row: 2 } .test > summary .more { grid-column: 1 / -1 } }
        @media print { fieldset { display: none } .test { break-inside: avoid } pre { max-height: none } }
        """;

    public static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))))}'; base-uri 'none'; form-action 'none'";
}
