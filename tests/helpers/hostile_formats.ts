/** Words that a reader of YAML may take for something else than text. */
const WORDS = ["no", "null", "true", "1e3", "0x1f", "0o7", "1", "22.50", "007", "y", "on"];

/** What other languages on the way take for their own. */
const GRAMMAR = ["$(HOME)", "$$", "{{ .Values.a }}", "${A}", "${{ a }}", "- a #b", "'&a'", "%!|>"];

/** A named format: what it leaves of a hostile text, written around it. */
export interface HostileFormat {
  readonly around: (inside: string) => string;
  readonly inside: readonly string[];
}

const bare = (...inside: string[]): HostileFormat => ({ around: (text) => text, inside });
const after = (start: string, ...inside: string[]): HostileFormat => ({
  around: (text) => start + text,
  inside,
});

/** The formats that take such texts, by name. */
export const HOSTILE_FORMATS: Readonly<Record<string, HostileFormat>> = {
  "alert-text": bare(
    ...WORDS,
    "$(HOME) ${A} $$",
    "- a: #b",
    "'\"`\\",
    "{{ $labels.pod }}: \n---\n",
  ),
  "api-path": after("/", ...WORDS, "a/*"),
  "api-resource": bare("no", "null", "true", "y", "on"),
  "config-key": bare(...WORDS, "-", "_", "-a", ".a", "a..b", "constructor"),
  "finalizer": after("example.com/", ...WORDS),
  "host-path": after("./", ...GRAMMAR, '"', "`"),
  "hostname": bare("no", "null", "1e3.no", "true", "0.on", "y"),
  "image": bare(
    "no",
    "null:no",
    "1e3",
    "on:1e3",
    "a/b:1_0",
    "y:0o7",
    "true@sha256:" + "1".repeat(64),
  ),
  "json-path": after(".spec.", "no", "null", "a['$(HOME)']", "a[{{.Values}}]", "a[?(@.b=='${A}')]"),
  "label-key": bare(...WORDS, "no/yes", "1/1", "constructor", "a--b"),
  "label-value": bare(...WORDS, "1_000", "2024-01-01", "constructor"),
  "object-name": bare("no", "null", "1e3", "1.5", "0x1f", "007", "2024-01-01", "y"),
  "path": after("/", ...GRAMMAR.filter((text) => !/[:,\\]/.test(text)), '"', "`"),
  "plural": bare("no", "null", "true", "y", "on", "constructor"),
  "promql": after("up == 1 or ", 'a{b="$(HOME) ${A} $$"}', 'a{b=~"\'`: #"}'),
  "role-name": bare("no", "null", "1e3", "true", "1", "a:b", "on"),
  "store-entry": bare("no", "1e3", "$(HOME)", "$$", "!a", "&a", "*a", "#a", "-", "a:", "%"),
  "url": after("https://a.example/", "$(HOME)", "$$", "{{.Values}}", "${A}", "#a", "!&*%20"),
  "url-path": after("/", "a'b", "(HOME)", "&a", "*", "~", "a:@b"),
  "variable": bare(
    ...[
      "no",
      "e1",
      "null",
      "NULL",
      "_",
      "Y",
      "On",
      "true",
      "constructor",
      "toString",
      "FALSE",
      "n",
    ],
    ...["yes", "off", "nan", "INF", "None", "import", "x1f", "tpl", "include"],
  ),
};

/** The other formats, and why no hostile text stands in a field of theirs. */
export const NARROW_FORMATS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["quantity", "cpu", "duration", "percent", "file-mode"].map((name) =>
      [name, "an amount: outputs write it anew, as a number with its unit"] as const
    ),
  ),
  "id": "it names another node of the workflow",
  "port-name": "it names a port that stands elsewhere in the workflow",
  "namespace": "lower-case letters, digits and dashes; objects of several nodes are named by it",
  "cron": "digits, names of days and `*`, with which no other grammar begins",
  "time-zone": "one of the names that the system knows",
  "ip": "digits, dots and colons",
  "cidr": "digits, dots and colons with a slash",
  "base64": "letters and digits that decode",
  "secret-key": "letters, digits, dots and dashes; several places of a node say it together",
  "sealed": "base64 of several hundred letters",
  "sops": "a whole document that is read and checked before it is written",
  "json": "a whole document that is read before it is written",
  "api-group": "it names a group that the API knows",
  "api-version": "a group and a version, by which the kind is known",
  "condition": "a comparison of `result` in letters, digits and operators",
  "object-kind": "letters and digits, of which the first is a capital",
  "verb": "lower-case letters only",
};
