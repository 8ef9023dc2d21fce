import type { Texts } from "../editor/texts.ts";
import type { Told } from "./answers.ts";

/** One end of a comparison. */
export type Side =
  /** What the editor shows, with the edits that are not saved. */
  | { readonly kind: "now" }
  /** The files as they are saved. */
  | { readonly kind: "saved" }
  /** Before there was anything. */
  | { readonly kind: "nothing" }
  | { readonly kind: "commit"; readonly commit: string; readonly message?: string }
  /** Files that nobody saved yet. */
  | { readonly kind: "files"; readonly title: string; readonly texts: Texts };

/** A commit as an end of a comparison. */
export function sideOf({ commit, message }: Told): Side {
  return { kind: "commit", commit, message: firstLine(message) };
}

/** What an end is called. */
export function sideTitle(side: Side): string {
  switch (side.kind) {
    case "now":
      return "Now";
    case "saved":
      return "Saved";
    case "nothing":
      return "Nothing";
    case "commit":
      return shortId(side.commit);
    case "files":
      return side.title;
  }
}

/** The first line of a message, which says the most. */
export function firstLine(message: string): string {
  return message.split("\n", 1)[0]!;
}

/** A commit as people write it. */
export function shortId(commit: string): string {
  return commit.slice(0, 7);
}
