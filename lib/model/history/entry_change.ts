/** What a commit may have done to a workflow; a closed list. */
export const ENTRY_CHANGES = [
  "created",
  "changed",
  // Only the layout.
  "arranged",
  // Only comments, order or form of the text.
  "rewritten",
  "renamed",
  // A merge that adds nothing of its own.
  "merged",
  "unreadable",
  "mended",
  "deleted",
] as const;

/** What a commit did to a workflow. */
export type EntryChange = typeof ENTRY_CHANGES[number];
