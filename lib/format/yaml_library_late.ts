import type { Read } from "./yaml_library.ts";

/**
 * Stands for `yaml_library.ts` in what browsers load first: the package is fetched when a text
 * turns up that the subset does not read, which most never do.
 */
let library: ((text: string) => Read) | undefined;
let isAsked = false;
const listeners = new Set<() => void>();

/** Reads as the package does; until it is here, says that it is on its way. */
export function readWithLibrary(text: string): Read {
  if (library) return library(text);
  if (!isAsked) void load();
  const message = "The reader for this text is being loaded";
  return { faults: [{ code: "syntax", offset: 0, message }] };
}

/** Calls a listener when texts can be read that could not be read before. */
export function onReadable(listener: () => void): void {
  listeners.add(listener);
}

async function load(): Promise<void> {
  isAsked = true;
  try {
    library = (await import("./yaml_library.ts")).readWithLibrary;
    for (const listener of listeners) listener();
  } catch {
    // Without a connection the next text that needs it asks again.
    isAsked = false;
  }
}
