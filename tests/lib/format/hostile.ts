/** Text that some reader of YAML takes for something else. */
export const HOSTILE: readonly string[] = [
  ..."no on yes off y n true False NULL ~ null .inf .nan <<".split(" "),
  ..."22:30 12:30:45 1_000 0b11 0o17 017 0x1f 1e3 e1 E-12 .5 -1 +1 2024-01-01 =".split(" "),
  ...["", " ", " a", "a ", "a: b", "a #b", "# a", "- a", "? a", "[a", "{a", "*a", "&a", "!a", "%a"],
  ...["@a", "`a", "|", ">", "'", '"', "\\", "---", "...", "\ta", "a\tb", "a\\nb"],
  ...["a\nb", "a\nb\n", "a\n\nb\n\n", "\na", " a\nb", "a\n b", "a\n  \nb", "a\r\nb", "a\n---\nb"],
  ...["a\n# b", "a\n\tb", "$(A)", "${A}", "{{ .A }}", "\u2028", "a\u2029b", "\u0085", "\ufeff"],
  ...["a\n\u2028", "\u0007", "\u007f", "\u009f", "é", "日本", "😀", "\u202e", "constructor"],
];
