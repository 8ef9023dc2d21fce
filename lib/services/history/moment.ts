import type { CommitEntry } from "../../stores/store.ts";

/** A commit, as people are told of it. */
export interface Told {
  readonly commit: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly author: string;
  /** Without trailers. */
  readonly message: string;
}

/** A commit that changed a workflow. */
export interface Moment extends Told {
  readonly parents: readonly string[];
  /** The name that the workflow had in it. */
  readonly name: string;
}

/** The longest message that is told. */
const LONGEST = 1000;

/** The commit of a log as a moment of a workflow. */
export function momentOf(
  { id, time, author, message, parents }: CommitEntry,
  name: string,
): Moment {
  return {
    commit: id,
    at: dateOf(time),
    author: author.name,
    message: withoutTrailers(message),
    parents,
    name,
  };
}

/** What of a moment is told. */
export function toldOf({ commit, at, author, message }: Told): Told {
  return { commit, at, author, message };
}

/** A commit may name any second; what no calendar has is told as the first one. */
function dateOf(time: number): string {
  const date = new Date(time * 1000);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}

/** A message without the last paragraph where that holds nothing but `Key: value` lines. */
function withoutTrailers(message: string): string {
  const text = message.trim();
  const end = text.lastIndexOf("\n\n");
  const isTrailers = end > 0 &&
    text.slice(end).trim().split("\n").every((line) => /^[A-Za-z][A-Za-z0-9-]*: /.test(line));
  const told = isTrailers ? text.slice(0, end).trimEnd() : text;
  return told.length > LONGEST ? `${told.slice(0, LONGEST - 1)}…` : told;
}
