/** Milliseconds that something takes. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Milliseconds that it takes for each of some, one after the other. */
export async function each<Item>(
  items: readonly Item[],
  run: (item: Item) => Promise<unknown>,
): Promise<number> {
  const spent = await timed(async () => {
    for (const item of items) await run(item);
  });
  return spent / items.length;
}
