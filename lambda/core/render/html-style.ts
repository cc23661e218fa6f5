/**
 * The style sheet of an alert page: system fonts, light and dark by the reader's preference, every text at a
 * contrast of 4.5 : 1 or better (WCAG 2.2, 1.4.3). `HTML_STYLE_HASH` is its SHA-256 for the Content-Security-Policy; a test
 * keeps the two together.
 */
export const HTML_STYLE = `
:root { color-scheme: light dark; --page: #f3f4f6; --card: #ffffff; --text: #1a1f29; --quiet: #525b6b; --line: #d8dce3;
  --code: #eef0f4; --link: #0b57b0; --tone: #b3261e; --added: #14652f; --removed: #a5221b; }
[data-tone="medium"] { --tone: #8a5000; }
[data-tone="low"], [data-tone="info"] { --tone: #0b57b0; }
[data-tone="resolved"] { --tone: #1b6e3c; }
@media (prefers-color-scheme: dark) {
  :root { --page: #101318; --card: #191d24; --text: #e6e9ef; --quiet: #a3acba; --line: #333a46; --code: #252b35;
    --link: #8ab8ff; --tone: #ff8a80; --added: #7ddba0; --removed: #ff9d94; }
  [data-tone="medium"] { --tone: #ffb95c; }
  [data-tone="low"], [data-tone="info"] { --tone: #8ab8ff; }
  [data-tone="resolved"] { --tone: #7ddba0; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 12px; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; -webkit-text-size-adjust: 100%; }
main { max-width: 780px; margin: 0 auto; padding: 24px 28px; background: var(--card); border: 1px solid var(--line);
  border-top: 5px solid var(--tone); border-radius: 8px; overflow-wrap: anywhere; }
h1 { margin: 0 0 10px; font-size: 1.35rem; line-height: 1.3; color: var(--tone); }
h2 { margin: 22px 0 4px; font-size: 1rem; }
h2 span { font-weight: 400; color: var(--quiet); }
p, ol, ul { margin: 4px 0; }
ol, ul { padding-left: 1.6em; }
li { margin: 6px 0; }
.impact, .more, footer { color: var(--quiet); }
.verdict { font-size: 1.05rem; }
code { padding: 1px 4px; border-radius: 4px; background: var(--code); unicode-bidi: isolate;
  box-decoration-break: clone; -webkit-box-decoration-break: clone;
  font: 0.875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
pre { margin: 6px 0; padding: 10px 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--code);
  white-space: pre-wrap; }
ins, del { text-decoration: none; color: var(--added); }
del { color: var(--removed); }
pre code { padding: 0; background: none; font-size: 0.8125rem; }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; margin-top: 24px; padding-top: 14px; border-top: 1px solid var(--line); }
a { color: var(--link); }
footer { margin-top: 8px; font-size: 0.875rem; }
@media (max-width: 480px) { body { padding: 0; } main { padding: 18px 16px; border-width: 5px 0 0; border-radius: 0; } }
@media print { body { background: none; padding: 0; } main { border: 0; } }
`;

export const HTML_STYLE_HASH = 'sha256-/TIJb6SPkK/o0dH+0KYdjWdJCKnK2rHd2u6MygA66VU=';
