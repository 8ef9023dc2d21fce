import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, itemsOf, via } from "../shared/origin.ts";
import { Whole } from "../../format/emit.ts";

/** Text that Compose hands on as it is: in values it expands `$NAME`, and `$$` says one `$`. */
export function literal(text: string): string {
  return text.replaceAll("$", "$$$$");
}

/** A field that is text, as Compose hands it on. */
export function textOf<T extends object>(
  reading: Reading<T>,
  key: keyof T & string,
): Sourced<string> | undefined {
  return via(reading, key, (value) => literal(String(value)));
}

/** A field that is a list of text; `undefined` for an empty one, which says nothing. */
export function textsOf<T extends object>(
  reading: Reading<T>,
  key: keyof T & string,
): Sourced | undefined {
  const items = itemsOf(reading, key, literal);
  return items.length > 0 ? reading.as(key, items) : undefined;
}

/** The entries of a field that is a map of text. Keys are never expanded. */
export function textMapOf<T extends object>(
  reading: Reading<T>,
  key: keyof T & string,
): Record<string, Sourced<string>> {
  return Object.fromEntries(
    Object.entries(entriesOf(reading, key)).map(([name, entry]) =>
      [name, literalOf(entry as Sourced<string>)] as const
    ),
  );
}

/** Text on its way into the file, as Compose hands it on. */
export function literalOf({ value, node, path }: Sourced<string>): Sourced<string> {
  return new Whole(literal(value), node, path);
}
