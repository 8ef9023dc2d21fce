import { textOf } from "../atomic_files.ts";

/** What a configuration of Git says, by `section.key` or `section.Name.key`; the last word counts. */
export type Config = ReadonlyMap<string, string>;

/** Reads a configuration; an absent one says nothing. */
export async function readConfig(path: string): Promise<Config> {
  return parseConfig(await textOf(path) ?? "");
}

/** Reads the text of a configuration. */
export function parseConfig(text: string): Config {
  const config = new Map<string, string>();
  let section = "";
  for (const line of text.replace(/\\\r?\n/g, "").split(/\r?\n/)) {
    const [header, name, sub] = /^\s*\[\s*([\w.-]+)\s*(?:"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line) ??
      [""];
    if (name !== undefined) section = sectionOf(name, sub);
    const [, key, value] = /^\s*([a-z][\w-]*)\s*(?:=(.*))?/i.exec(line.slice(header.length)) ?? [];
    // A key alone means yes.
    if (key !== undefined) config.set(`${section}.${key.toLowerCase()}`, plain(value ?? "true"));
  }
  return config;
}

function sectionOf(name: string, sub: string | undefined): string {
  const section = name.toLowerCase();
  return sub === undefined ? section : `${section}.${sub.replace(/\\(.)/g, "$1")}`;
}

/** A value without comment and quotes. */
function plain(value: string): string {
  const parts = value.trim().match(/"(?:[^"\\]|\\.)*"|\\.|[#;].*|[^"\\#;]+/g) ?? [];
  return parts.filter((part) => !/^[#;]/.test(part))
    .map((part) => part.replace(/^"(.*)"$/, "$1").replace(/\\(.)/g, "$1"))
    .join("").trim();
}
