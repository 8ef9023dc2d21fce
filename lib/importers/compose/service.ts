import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";

/** A service as its files say it: what it extends comes first, and what overrides it last. */
export interface Service {
  readonly name: string;
  readonly layers: readonly Field[];
}

/** The value of a key: that of the last layer that has it; what it replaces is told. */
export function valueOf({ layers }: Service, key: string): Field | undefined {
  const all = layers.flatMap((layer) => layer.get(key) ?? []);
  for (const hidden of all.slice(0, -1)) hidden.drop("another file or service says it anew");
  return all.at(-1);
}

/** The values of a key in every layer, for what is put together of all. */
export function valuesOf({ layers }: Service, key: string): Field[] {
  return layers.flatMap((layer) => layer.get(key) ?? []);
}

/** An entry of a map, or of a list of `key=value`: both stand for the same. */
export interface Pair {
  readonly key: string;
  /** Absent where only a name is said. */
  readonly value: string | undefined;
  readonly field: Field;
}

/** The entries of a map or a list of `key=value`. */
export function pairsOf(field: Field | undefined): Pair[] {
  if (!field) return [];
  if (field.isMap) {
    return field.entries().map(([key, value]) => ({ key, value: value.text, field: value }));
  }
  return field.items().map((item) => {
    const [key = "", ...rest] = (item.text ?? "").split("=");
    return { key, value: rest.length === 0 ? undefined : rest.join("="), field: item };
  });
}

/** A service and the node that it became. */
export interface Placed {
  readonly service: Service;
  readonly node: DraftNode;
}
