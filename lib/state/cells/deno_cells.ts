import type { Key, ListOptions } from "../key_value.ts";
import type { Cell, Cells } from "./cells.ts";
import { withPatience } from "./faults.ts";

type Entry = Deno.KvEntryMaybe<Uint8Array<ArrayBuffer>>;

/** How many keys Deno KV reads at once. */
const AT_ONCE = 10;

/** How many cells of a list come in one step; no two steps see the same moment. */
const STEP = 500;

/** Cells in a file of Deno KV, which several processes share. */
export function createDenoCells(kv: Deno.Kv): Cells {
  let isClosed = false;
  return {
    async get(keys) {
      const cells: (Cell | undefined)[] = [];
      for (let at = 0; at < keys.length; at += AT_ONCE) {
        const some = keys.slice(at, at + AT_ONCE);
        const entries = await withPatience(() => kv.getMany(some) as Promise<Entry[]>);
        cells.push(...entries.map(toCell));
      }
      return cells;
    },
    async list(prefix, options) {
      const { limit = Infinity, reverse = false } = options;
      if (limit <= 0) return [];
      const settings = { reverse, batchSize: Math.min(limit, STEP), ...limited(limit) };
      const selector = selectorOf(prefix, options);
      const entries = await withPatience(() => Array.fromAsync(kv.list(selector, settings)));
      return entries.map((entry) => toCell(entry as Entry)!);
    },
    async commit({ checks, deletes, sets }) {
      const { ok } = await withPatience(() => {
        const operation = kv.atomic();
        for (const { key, version } of checks) operation.check({ key, versionstamp: version });
        for (const key of deletes) operation.delete(key);
        for (const { key, bytes } of sets) operation.set(key, bytes);
        return operation.commit();
      });
      return ok;
    },
    close() {
      if (!isClosed) kv.close();
      isClosed = true;
    },
  };
}

function toCell({ key, value, versionstamp }: Entry): Cell | undefined {
  if (versionstamp === null) return undefined;
  return { key: key as Key, bytes: value, version: versionstamp };
}

function limited(limit: number): Deno.KvListOptions {
  return limit === Infinity ? {} : { limit };
}

/** Deno KV takes a prefix with a start or an end, not with both. */
function selectorOf(prefix: Key, { start = [], end }: ListOptions): Deno.KvListSelector {
  const isInside = start.length > 0;
  if (isInside && end) return { start: [...prefix, ...start], end: [...prefix, ...end] };
  if (isInside) return { prefix, start: [...prefix, ...start] };
  return end ? { prefix, end: [...prefix, ...end] } : { prefix };
}
