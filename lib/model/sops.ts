/** What is said in the open of a Secret that SOPS encrypted. */
export interface SopsSecret {
  readonly name: string;
  readonly namespace?: string;
  readonly keys: readonly string[];
}

/** A value that only who has the key can read. */
const CLOSED =
  /^["']?ENC\[AES256_GCM,data:[A-Za-z0-9+/=]*,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:[a-z]+\]["']?$/;

/** A key and what stands behind it on its line. */
const ENTRY = /^( *)(?:- )?["']?([A-Za-z0-9_.\/-]+)["']?:(?: (.*))?$/;

/** The fields of a Secret; nothing else belongs into the file. */
const FIELDS = [
  "apiVersion",
  "kind",
  "metadata",
  "type",
  "immutable",
  "data",
  "stringData",
  "sops",
];

interface Line {
  readonly field: string;
  readonly depth: number;
  readonly key: string;
  readonly value: string;
}

/**
 * What a file of SOPS says in the open; `undefined` for what is no Secret of which every value is
 * closed. It reads the lines that SOPS writes and nothing else that YAML could mean: what it lets
 * pass holds no secret for any reader.
 */
export function sopsSecretOf(text: string): SopsSecret | undefined {
  const lines = linesOf(text);
  if (!lines) return undefined;
  const name = said(lines, "metadata", "name");
  const values = lines.filter(({ field }) => field === "data" || field === "stringData")
    .filter(({ depth, value }) => depth > 0 || value !== "");
  const isSecret = said(lines, "apiVersion", "apiVersion") === "v1" &&
    said(lines, "kind", "kind") === "Secret" && CLOSED.test(said(lines, "sops", "mac") ?? "");
  if (!isSecret || name === undefined || values.length === 0) return undefined;
  if (!values.every(({ depth, value }) => depth > 0 && CLOSED.test(value))) return undefined;
  const namespace = said(lines, "metadata", "namespace");
  return { name, ...(namespace && { namespace }), keys: values.map(({ key }) => key) };
}

/** What a field, or the map right below it, says of a key. */
function said(lines: readonly Line[], field: string, key: string): string | undefined {
  const own = lines.filter((line) => line.field === field);
  const depth = own.find((line) => line.depth > 0)?.depth ?? 0;
  return own.find((line) => line.key === key && line.depth === depth)?.value;
}

/** The lines of the file; `undefined` where one is none that SOPS writes. */
function linesOf(text: string): Line[] | undefined {
  const lines: Line[] = [];
  let field = "";
  for (const raw of text.split("\n")) {
    if (raw.trim() === "") continue;
    if (field === "sops" && raw.startsWith(" ")) {
      const mac = /^ +mac: (.*)$/.exec(raw);
      if (mac) lines.push({ field, depth: 1, key: "mac", value: mac[1]! });
      continue;
    }
    const [, indent, key, value = ""] = ENTRY.exec(raw) ?? [];
    if (indent === undefined || key === undefined || !isPlain(value)) return undefined;
    if (indent === "") field = key;
    if (!FIELDS.includes(field)) return undefined;
    lines.push({ field, depth: indent.length, key, value: value.replace(/^(["'])(.*)\1$/, "$2") });
  }
  return lines;
}

/** A value on one line: no map, no list, no anchor, no text over several lines. */
function isPlain(value: string): boolean {
  return value === "" || /^["']?[A-Za-z0-9]/.test(value);
}
