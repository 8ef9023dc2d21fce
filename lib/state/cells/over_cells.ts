import { AppError } from "../../model/error.ts";
import type { Key, KeyValue, Stored, Transaction } from "../key_value.ts";
import { type Outcome, retry } from "../retry.ts";
import type { Cell, Cells, CellWrite } from "./cells.ts";
import { decode, encode } from "./encode.ts";
import { checkLimits } from "./limits.ts";
import { joined, pieceKeys, toCells } from "./pieces.ts";

/** Values stand below it, apart from the pieces of large ones. */
const ROOM = "values";

/** A store of values over one of cells: the one place that knows JSON, pieces and limits. */
export function overCells(cells: Cells): KeyValue {
  return {
    async get<T>(key: Key) {
      const [cell] = await cells.get([inRoom(key)]);
      return cell && await wholeOf<T>(cells, cell);
    },
    async list<T>(prefix: Key, options = {}) {
      const found = await cells.list(inRoom(prefix), options);
      const values = await Promise.all(found.map((cell) => wholeOf<T>(cells, cell)));
      return values.filter((value) => value !== undefined);
    },
    async commit(transaction) {
      const prepared = prepare(transaction);
      return await retry(() => attempt(cells, prepared));
    },
    close: () => cells.close(),
  };
}

/** A transaction that is ready to be tried. */
interface Prepared extends Required<Transaction> {
  /** Every key that it names, once. */
  readonly keys: readonly Key[];
  readonly texts: readonly Uint8Array<ArrayBuffer>[];
}

function prepare({ checks = [], sets = [], deletes = [] }: Transaction): Prepared {
  const named = [...checks.map(({ key }) => key), ...sets.map(({ key }) => key), ...deletes];
  const keys = [...new Map(named.map((key) => [JSON.stringify(key), key])).values()];
  const texts = sets.map(({ value }) => encode(value));
  checkLimits(keys, texts);
  return { checks, sets, deletes, keys, texts };
}

/**
 * Every key is checked to be still as it was read, also one that is only written: the pieces that
 * it had go with it, and none are left behind.
 */
async function attempt(
  cells: Cells,
  prepared: Prepared,
): Promise<Outcome<boolean> | undefined> {
  const found = await cells.get(prepared.keys.map(inRoom));
  const byKey = new Map(prepared.keys.map((key, at) => [JSON.stringify(key), found[at]]));
  const cellAt = (key: Key) => byKey.get(JSON.stringify(key));
  const versionOf = (key: Key) => cellAt(key)?.version ?? null;
  if (prepared.checks.some(({ key, version }) => versionOf(key) !== version)) {
    return { answer: false };
  }
  const written = [...prepared.deletes, ...prepared.sets.map(({ key }) => key)];
  const pieces = written.map(cellAt).flatMap((cell) => cell ? pieceKeys(cell.bytes) : []);
  const write: CellWrite = {
    checks: prepared.keys.map((key) => ({ key: inRoom(key), version: versionOf(key) })),
    deletes: [...pieces, ...prepared.deletes.map(inRoom)],
    sets: prepared.sets.flatMap(({ key }, at) => toCells(inRoom(key), prepared.texts[at]!)),
  };
  return await cells.commit(write) ? { answer: true } : undefined;
}

/** The value that begins at a cell; `undefined` when it was deleted meanwhile. */
async function wholeOf<T>(cells: Cells, cell: Cell): Promise<Stored<T> | undefined> {
  const keys = pieceKeys(cell.bytes);
  const pieces = keys.length > 0 ? await cells.get(keys) : [cell];
  if (pieces.every((piece) => piece !== undefined)) {
    const value = decode<T>(joined(pieces.map(({ bytes }) => bytes)));
    return { key: cell.key.slice(1), value, version: cell.version };
  }
  const [now] = await cells.get([cell.key]);
  if (now?.version !== cell.version) return now && await wholeOf<T>(cells, now);
  throw new AppError("store_corrupt", "The state lacks a piece of a value");
}

function inRoom(key: Key): Key {
  return [ROOM, ...key];
}
