import assert from "node:assert/strict";
import { createState } from "../../../lib/state/create_state.ts";
import type { KeyValue } from "../../../lib/state/key_value.ts";
import type { State } from "../../../lib/state/state.ts";

/** Registers a test of a promise. */
export type Test = (
  promise: string,
  fn: (state: State, keyValue: KeyValue) => Promise<void>,
) => void;

type VersionName = Parameters<State["versions"]["read"]>[0];

/** States that stand in each other's way as those of several processes do. */
export function crowd(keyValue: KeyValue, size: number): State[] {
  return Array.from({ length: size }, () => createState({ ...keyValue }));
}

/** Asserts that something raises a version. */
export async function raises(
  { versions }: State,
  name: VersionName,
  work: () => Promise<unknown>,
): Promise<void> {
  const before = await versions.read(name);
  await work();
  assert.notEqual(await versions.read(name), before);
}

/** Asserts that something leaves a version as it is. */
export async function raisesNot(
  { versions }: State,
  name: VersionName,
  work: () => Promise<unknown>,
): Promise<void> {
  const before = await versions.read(name);
  await work();
  assert.equal(await versions.read(name), before);
}
