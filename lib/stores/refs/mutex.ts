const queues = new Map<string, Promise<unknown>>();

/** Runs one task at a time for each key, in the order they came, within this process. */
export async function oneAtATime<Result>(
  key: string,
  task: () => Promise<Result>,
): Promise<Result> {
  const before = queues.get(key);
  const result = (before ?? Promise.resolve()).then(task);
  const settled = result.catch(() => {});
  queues.set(key, settled);
  try {
    return await result;
  } finally {
    if (queues.get(key) === settled) queues.delete(key);
  }
}
