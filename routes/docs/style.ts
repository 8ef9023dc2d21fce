/**
 * The style of the page, in the colours of `static/tokens.css`; it stands in the page, so that this
 * needs nothing that is built.
 */
export const STYLE = `
:root { color-scheme: light dark; font: 15px/1.6 "Inter Variable", Inter, system-ui, sans-serif;
  --bg: light-dark(#f7f8fa, #0d0f13); --surface: light-dark(#fff, #15181e);
  --surface-2: light-dark(#f0f2f5, #1d2129); --border: light-dark(#dfe3e9, #2b313c);
  --text: light-dark(#14181f, #e8ebf0); --muted: light-dark(#59616e, #9aa4b2);
  --accent: light-dark(#4252cf, #8f9cff); }
* { box-sizing: border-box; }
body { margin: 0; display: grid; grid-template-columns: 220px minmax(0, 1fr);
  background: var(--bg); color: var(--text); }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 20px 12px;
  background: var(--surface); border-right: 1px solid var(--border); }
nav ul { list-style: none; margin: 16px 0 0; padding: 0; }
nav a { display: block; padding: 6px 10px; border-radius: 7px; color: var(--muted);
  font-weight: 540; text-decoration: none; }
nav a:hover { background: var(--surface-2); color: var(--text); }
nav li a { text-transform: capitalize; }
.brand { display: flex; align-items: center; gap: 10px; color: var(--text); font-size: 17px;
  font-weight: 640; }
main { max-width: 920px; padding: 32px 40px 64px; }
h1 { margin: 0 0 8px; font-size: 26px; letter-spacing: -0.02em; }
h2 { margin: 48px 0 12px; font-size: 19px; text-transform: capitalize; }
h3 { margin: 0; font-size: 15px; }
p { margin: 8px 0; }
article { margin: 12px 0; padding: 16px 20px; border: 1px solid var(--border); border-radius: 12px;
  background: var(--surface); }
code, pre { font: 13px/1.55 "JetBrains Mono Variable", ui-monospace, monospace;
  overflow-wrap: anywhere; }
.call { font-weight: 600; }
.call span { display: inline-block; min-width: 58px; margin-right: 8px; padding: 1px 8px;
  border-radius: 6px; background: var(--surface-2); text-align: center; }
.get span { color: light-dark(#0b67a8, #68b8f5); }
.post span { color: light-dark(#16743c, #5bcb85); }
.put span, .patch span { color: light-dark(#8f5700, #f0b450); }
.delete span { color: light-dark(#bf2430, #ff8087); }
pre { max-height: 24rem; margin: 8px 0; padding: 12px 14px; overflow: auto; border-radius: 7px;
  background: var(--surface-2); }
details { margin: 6px 0; }
summary { cursor: pointer; font-weight: 540; }
table { width: 100%; margin: 8px 0; border-collapse: collapse; font-size: 14px; }
th { color: var(--muted); font-size: 12.5px; font-weight: 540; }
th, td { padding: 6px 16px 6px 0; border-bottom: 1px solid var(--border); text-align: left;
  vertical-align: top; }
.permission, .reply { color: var(--muted); font-size: 13.5px; }
.permission { margin-left: 10px; }
@media (max-width: 48rem) {
  body { display: block; }
  nav { position: static; height: auto; border: 0; border-bottom: 1px solid var(--border); }
  nav ul { display: flex; flex-wrap: wrap; margin-top: 8px; }
  main { padding: 20px 16px 48px; }
  article { padding: 14px 16px; }
  table { font-size: 13px; }
}
`;
