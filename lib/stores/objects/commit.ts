import { Buffer } from "node:buffer";
import type { Person } from "../store.ts";
import type { Outline } from "./objects.ts";

/** A commit as Git stores it. */
export interface CommitObject {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  /** The author unless told. */
  readonly committer?: Person;
  /** When it entered the history, in seconds since 1970. */
  readonly time: number;
  readonly message: string;
}

/** Writes a commit object, in UTC. */
export function formatCommit(commit: CommitObject): Uint8Array {
  const { tree, parents, author, committer = author, time, message } = commit;
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${signature(author, time)}`,
    `committer ${signature(committer, time)}`,
    "",
    message,
  ];
  return new TextEncoder().encode(lines.join("\n"));
}

/** Who did something and when, as Git writes it. */
export function signature(person: Person, time: number): string {
  return `${identity(person)} ${time} +0000`;
}

/** A person as Git writes one. */
export function identity({ name, email }: Person): string {
  return `${plain(name)} <${plain(email)}>`;
}

/** Reads a commit object. */
export function parseCommit(bytes: Uint8Array): CommitObject {
  const text = decode(bytes);
  const end = text.indexOf("\n\n");
  const headers = (end < 0 ? text : text.slice(0, end)).split("\n");
  const [tree, ...rest] = headers;
  if (!tree?.startsWith("tree ")) throw new Error("a commit begins with its tree");
  const author = personOf(headers.find((line) => line.startsWith("author ")));
  const committer = personOf(headers.find((line) => line.startsWith("committer ")));
  return {
    tree: tree.slice(5),
    parents: parentsOf(rest),
    author: author.person,
    committer: committer.person,
    time: committer.time,
    message: end < 0 ? "" : text.slice(end + 2).trimEnd(),
  };
}

/** Reads only what walks need of a commit object. */
export function parseOutline(bytes: Uint8Array): Outline {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  if (!text.startsWith("tree ")) throw new Error("a commit begins with its tree");
  const parents: string[] = [];
  let at = "tree ".length + 41;
  for (; text.startsWith("parent ", at); at += 48) parents.push(text.slice(at + 7, at + 47));
  const end = text.indexOf("\n\n", at);
  const line = text.indexOf("\ncommitter ", at) + 1;
  const committer = line === 0 || (end >= 0 && line > end)
    ? ""
    : text.slice(line, text.indexOf("\n", line));
  return { tree: text.slice(5, 45), parents, time: personOf(committer).time };
}

/** Git counts only the parents that directly follow the tree. */
function parentsOf(headers: readonly string[]): string[] {
  const end = headers.findIndex((line) => !line.startsWith("parent "));
  return headers.slice(0, end < 0 ? undefined : end).map((line) => line.slice(7));
}

function personOf(line = ""): { person: Person; time: number } {
  const [, name = "", email = "", time = "0"] = /^\w+ (.*?) ?<([^>]*)> ?(\d+)?/.exec(line) ?? [];
  return { person: { name, email }, time: Number(time) };
}

function decode(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  const label = /^encoding (.+)$/m.exec(text.slice(0, Math.max(0, text.indexOf("\n\n"))))?.[1];
  if (!label) return text;
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}

/** A name or address without what separates the parts of the line; never empty. */
function plain(text: string): string {
  const clean = text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}<>]+/gu, " ").trim();
  return clean.replace(/^[.,:;"'\\\s]+|[.,:;"'\\\s]+$/g, "") || "unknown";
}
