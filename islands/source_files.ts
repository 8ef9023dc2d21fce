/// <reference lib="dom" />
import type { SourceFile } from "../lib/model/import.ts";

/** What somebody dropped or chose: a file, or what a browser hands out that may be a folder. */
export type Dropped = File | FileSystemEntry;

/** The ends of names under which a folder is searched for what can be imported. */
const ENDS = /\.(ya?ml|py|json|env)$/i;

/** How much the server takes at most, in MiB, and in how many files. */
const MOST = { size: 5, files: 500 } as const;

/** Folders in which nobody keeps what they wrote. */
const FOREIGN = /^(\.|node_modules$)/;

/** The files that somebody dropped or chose, folders opened, as text. @throws when it is too much. */
export async function sourceFiles(dropped: Iterable<Dropped>): Promise<SourceFile[]> {
  const found: Found[] = [];
  for (const one of dropped) {
    if (one instanceof File) found.push({ path: one.webkitRelativePath || one.name, file: one });
    else await search(one, found);
  }
  if (found.length === 0) throw new Error(NONE);
  const size = found.reduce((sum, { file }) => sum + file.size, 0);
  if (size > MOST.size * 1024 * 1024) throw new Error(tooMuch(size));
  return await Promise.all(
    found.map(async ({ path, file }) => ({ path, text: await file.text() })),
  );
}

/** A file that is not read yet. */
interface Found {
  readonly path: string;
  readonly file: File;
}

const NONE = "There is nothing to import in it: expected files that end in .yaml, .yml, .json, " +
  ".py or .env.";

function tooMuch(size: number): string {
  const amount = (size / 1024 / 1024).toFixed(1);
  return `The files hold ${amount} MiB: expected at most ${MOST.size} MiB. Drop fewer of them.`;
}

/** Finds the files of an entry, in the order of their names; one that was named itself is taken. */
async function search(entry: FileSystemEntry, found: Found[]): Promise<void> {
  if (!isFolder(entry)) return void found.push(await foundAt(entry as FileSystemFileEntry));
  for (const inner of await entriesOf(entry)) {
    if (isFolder(inner) ? FOREIGN.test(inner.name) : !ENDS.test(inner.name)) continue;
    if (found.length >= MOST.files) {
      throw new Error(`The folder holds too much: expected at most ${MOST.files} files.`);
    }
    await search(inner, found);
  }
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

async function foundAt(entry: FileSystemFileEntry): Promise<Found> {
  const file = await new Promise<File>((done, fail) => entry.file(done, fail));
  return { path: entry.fullPath.slice(1), file };
}

/** All that is in a folder: a browser hands it out in parts, the last of which is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((done, fail) =>
      reader.readEntries(done, fail)
    );
    if (part.length === 0) return all.sort((a, b) => a.name < b.name ? -1 : 1);
    all.push(...part);
  }
}
