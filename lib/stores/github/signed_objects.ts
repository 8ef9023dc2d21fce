import { Buffer } from "node:buffer";
import { fieldOf, idIn, listIn, textIn } from "./shapes.ts";

/** What GitHub does not tell of a commit or tag: the time zones, and how its message ends. */
export interface Untold {
  /** Minutes from UTC. */
  readonly authored: number;
  readonly committed: number;
  readonly ending: string;
}

/** All that matters but to the id. */
export const IN_UTC: Untold = { authored: 0, committed: 0, ending: "" };

/** A commit as Git stores it. */
export function commitBytes(data: unknown, { authored, committed, ending }: Untold): Uint8Array {
  return Buffer.from(
    [
      `tree ${idIn(data, "tree", "sha")}`,
      ...listIn(data, "parents").map((parent) => `parent ${idIn(parent, "sha")}`),
      `author ${signatureOf(data, "author", authored)}`,
      `committer ${signatureOf(data, "committer", committed)}`,
      "",
      textIn(data, "message") + ending,
    ].join("\n"),
  );
}

/** A tag as Git stores it. */
export function tagBytes(data: unknown, { committed, ending }: Untold): Uint8Array {
  return Buffer.from(
    [
      `object ${idIn(data, "object", "sha")}`,
      `type ${textIn(data, "object", "type")}`,
      `tag ${textIn(data, "tag")}`,
      `tagger ${signatureOf(data, "tagger", committed)}`,
      "",
      textIn(data, "message") + ending,
    ].join("\n"),
  );
}

/** What was signed, with its signature in the place where Git keeps it; `undefined` for unsigned. */
export function signedBytes(data: unknown): Uint8Array | undefined {
  const payload = fieldOf(data, "verification", "payload");
  const signature = fieldOf(data, "verification", "signature");
  if (typeof payload !== "string" || typeof signature !== "string") return undefined;
  if (!payload.startsWith("tree ")) return Buffer.from(payload + signature);
  const end = payload.indexOf("\n\n");
  const header = `\ngpgsig ${signature.replace(/\n$/, "").replaceAll("\n", "\n ")}`;
  return Buffer.from(payload.slice(0, end) + header + payload.slice(end));
}

function signatureOf(data: unknown, who: string, zone: number): string {
  const seconds = Math.floor(Date.parse(textIn(data, who, "date")) / 1000);
  const [name, email] = [textIn(data, who, "name"), textIn(data, who, "email")];
  return `${name} <${email}> ${Number.isFinite(seconds) ? seconds : 0} ${zoneOf(zone)}`;
}

function zoneOf(minutes: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  const away = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(away / 60)}${two(away % 60)}`;
}
