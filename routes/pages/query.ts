/** How many a list shows on a page. */
export const PER_PAGE = 25;

/** The number of a page in a query; the first, whatever else is written there. */
export function pageNumber(search: URLSearchParams): number {
  const text = search.get("page") ?? "";
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}

/** A field of a query when it is one of some values. */
export function oneOf<T extends string>(
  search: URLSearchParams,
  name: string,
  values: readonly T[],
): T | undefined {
  const text = search.get(name);
  return values.find((value) => value === text);
}

/** Fields without those that are absent, for a list to show and ask again. */
export function fieldsOf(
  fields: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  );
}
