/// <reference lib="dom" />
import type { JSX } from "preact";
import { Time } from "../Time.tsx";
import type { HistoryEntry } from "./answers.ts";
import { firstLine, shortId, sideOf } from "./side.ts";
import type { PastProps } from "./view_props.ts";

/** What is said of a commit beside its changes. */
const WORDS: Readonly<Partial<Record<HistoryEntry["change"], string>>> = {
  arranged: "Only the canvas",
  rewritten: "Only the text",
  created: "Created",
  merged: "Merge",
  unreadable: "Cannot be read",
  mended: "Mended",
  deleted: "Deleted",
};

/** How many changes are seen before somebody asks for more. */
const FEW = 4;

/** A commit: who, when, what, and what can be done with it. */
export function EntryView(
  { editor, past, entry }: PastProps & { readonly entry: HistoryEntry },
): JSX.Element {
  const { commit, at, author, message, change, was, changes, problem } = entry;
  const word = was === undefined ? WORDS[change] : `Renamed from ${was}`;
  const id = `entry-${shortId(commit)}`;
  return (
    <li class="history-entry" aria-labelledby={id}>
      <p class="history-message" id={id} title={message}>{firstLine(message)}</p>
      <p class="quiet">
        <b>{author}</b> <Time at={at} now={Date.now()} /> <code>{shortId(commit)}</code>
        {word && <span class="chip is-small">{word}</span>}
      </p>
      {problem && <p class="quiet">{problem.message}</p>}
      <Changes changes={changes} />
      <div class="history-actions">
        <button type="button" class="button is-small" onClick={() => void past.show(entry)}>
          Changes
        </button>
        <button
          type="button"
          class="button is-small"
          onClick={() => void past.compare(sideOf(entry), { kind: "now" })}
        >
          Compare with now
        </button>
        {editor.canEdit && change !== "deleted" && change !== "unreadable" && (
          <button
            type="button"
            class="button is-small"
            onClick={() =>
              void past.prepare(entry, past.node.value && (entry.node ?? past.node.value))}
          >
            Restore
          </button>
        )}
      </div>
    </li>
  );
}

/** Changes in words; of many the first, and the rest behind a word. */
export function Changes({ changes }: { readonly changes: readonly string[] }): JSX.Element | null {
  if (changes.length === 0) return null;
  const [few, rest] = [changes.slice(0, FEW), changes.slice(FEW)];
  const item = (text: string) => <li key={text}>{text}</li>;
  return (
    <>
      <ul class="history-changes">{few.map(item)}</ul>
      {rest.length > 0 && (
        <details class="history-more">
          <summary>{rest.length} more</summary>
          <ul class="history-changes">{rest.map(item)}</ul>
        </details>
      )}
    </>
  );
}
