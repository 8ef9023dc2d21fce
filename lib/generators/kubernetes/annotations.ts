import type { Reading } from "../recorder.ts";
import { entriesOf, filled } from "../shared/origin.ts";

/** Annotations that `kubectl`, the cluster and Celestra write themselves. */
const RESERVED = /^(kubectl\.kubernetes\.io|deployment\.kubernetes\.io|celestra\.dev)\//;

/** What can carry annotations of its own. */
export interface Annotated {
  readonly node: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The annotations that a node says itself; `undefined` without any. */
export function annotationsOf<T extends Annotated>(
  it: Reading<T>,
): Record<string, unknown> | undefined {
  const own = it.part("annotations") as Reading<Record<string, string>> | undefined;
  const entries = entriesOf(it, "annotations");
  const names = Object.keys(entries);
  for (const name of names.filter((name) => RESERVED.test(name))) {
    own?.drop(name, "Celestra or the cluster sets this annotation itself");
  }
  return filled(
    Object.fromEntries(
      names.filter((name) => !RESERVED.test(name)).map((name) => [name, entries[name]]),
    ),
  );
}
