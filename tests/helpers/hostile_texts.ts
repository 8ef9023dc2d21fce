import fc from "fast-check";

/** Pieces that some grammar on the way takes for its own (`reliability.md` names the grammars). */
const PIECES = [
  ...[
    "{{",
    "}}",
    "{{ .Values }}",
    "{{-",
    "`",
    "${{ x }}",
    "${",
    "$(",
    "$$",
    "$",
    "}",
    ")",
    "((",
    "'",
  ],
  ...[
    '"',
    "\\",
    "\n",
    "\n\n",
    "\t",
    " ",
    "  ",
    ": ",
    " #",
    "- ",
    "? ",
    "| ",
    "> ",
    "&a ",
    "*a ",
    "!!",
  ],
  ...["---", "...", "%", "@", "[", "{", ",", "no", "on", "yes", "~", "null", "1_000", "0o7", "1e3"],
  ...["22:30", "2024-01-01", "<<", "=", "::error::", "::set-output", "</script>", "<!--", ";", "|"],
  ...["é", "日本", "😀", "a", "B", "0", "/", ".", "-", "_", "tpl", "include", "EOF", "A=B"],
];

/** Texts made of such pieces. */
export const hostileText: fc.Arbitrary<string> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...PIECES) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme-ascii", maxLength: 6 }) },
  ),
  { maxLength: 7 },
).map((pieces) => pieces.join(""));
