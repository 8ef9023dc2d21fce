/** The longest id that a node may have. */
const LONGEST = 52;

/** An id that nobody has yet: the wanted one, or that with a number. */
export function freeId(wanted: string, taken: { has(id: string): boolean }): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/-\d+$/, "") || wanted;
  for (let number = 2;; number++) {
    const tail = `-${number}`;
    const id = stem.slice(0, LONGEST - tail.length).replace(/-+$/, "") + tail;
    if (!taken.has(id)) return id;
  }
}
