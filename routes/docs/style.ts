/** The style of the page; it stands in the page, so that this needs nothing that is built. */
export const STYLE = `
:root { color-scheme: light dark; font: 16px/1.55 system-ui, sans-serif; }
body { margin: 0; display: grid; grid-template-columns: 13rem minmax(0, 1fr);
  background: light-dark(#fff, #14161a); color: light-dark(#1b1f24, #e6e8eb); }
nav { padding: 1.5rem; position: sticky; top: 0; align-self: start; }
nav ul { list-style: none; padding: 0; }
main { padding: 1.5rem; max-width: 56rem; }
a { color: light-dark(#0b57c2, #8ab8ff); }
article { margin: 2rem 0; }
h2 { margin-top: 3rem; text-transform: capitalize; }
h3 { margin-bottom: 0; }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { padding: 0.75rem; overflow: auto; max-height: 24rem;
  background: light-dark(#f3f4f6, #1e2126); }
table { border-collapse: collapse; margin: 0.5rem 0; font-size: 0.9375rem; }
th, td { text-align: left; padding: 0.25rem 1rem 0.25rem 0; vertical-align: top; }
.permission { margin-left: 1rem; color: light-dark(#57606a, #a3abb5); }
@media (max-width: 48rem) { body { display: block; } nav { position: static; } }
`;
