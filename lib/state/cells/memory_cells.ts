import { AppError } from "../../model/error.ts";
import type { Key } from "../key_value.ts";
import type { Cell, Cells } from "./cells.ts";

/** Cells in the memory of this process, sorted by key. */
export function createMemoryCells(): Cells {
  const cells: Cell[] = [];
  let writes = 0;
  let isClosed = false;
  const find = (key: Key) => {
    const at = placeOf(cells, key);
    return { at, cell: cells[at] && compare(cells[at].key, key) === 0 ? cells[at] : undefined };
  };
  /** Nothing is awaited inside, so nobody comes between. */
  const whileOpen = <T>(work: () => T): Promise<T> => {
    if (!isClosed) return Promise.resolve(work());
    return Promise.reject(new AppError("shutting_down", "The state is closed"));
  };
  return {
    get: (keys) => whileOpen(() => keys.map((key) => find(key).cell)),
    list: (prefix, { start = [], end, limit, reverse = false }) =>
      whileOpen(() => {
        const from = placeOf(cells, [...prefix, ...start]);
        const to = end ? placeOf(cells, [...prefix, ...end]) : cells.length;
        const found = cells.slice(from, to).filter(({ key }) => isBelow(prefix, key));
        return (reverse ? found.reverse() : found).slice(0, limit);
      }),
    commit: ({ checks, deletes, sets }) =>
      whileOpen(() => {
        const isSo = checks.every(({ key, version }) =>
          (find(key).cell?.version ?? null) === version
        );
        if (!isSo) return false;
        const version = `${++writes}`;
        for (const key of deletes) {
          const { at, cell } = find(key);
          if (cell) cells.splice(at, 1);
        }
        for (const { key, bytes } of sets) {
          const { at, cell } = find(key);
          cells.splice(at, cell ? 1 : 0, { key, bytes, version });
        }
        return true;
      }),
    close: () => void (isClosed = true),
  };
}

/** Where a key stands, or would. */
function placeOf(cells: readonly Cell[], key: Key): number {
  let [from, to] = [0, cells.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compare(cells[middle]!.key, key) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

function isBelow(prefix: Key, key: Key): boolean {
  return key.length > prefix.length && prefix.every((part, at) => key[at] === part);
}

/** Text before numbers, a key before those below it, as Deno KV has it. */
function compare(a: Key, b: Key): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at < 0) return a.length - b.length;
  const [left, right] = [a[at]!, b[at]];
  if (right === undefined) return 1;
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : 1;
  return typeof left === "string" ? -1 : 1;
}
