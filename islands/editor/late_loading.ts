/** How long it waits for the second try, and between two tries at most, in milliseconds. */
const PAUSE = { first: 1_000, most: 30_000 };

/** Loads a script that comes late. When it does not come, that is told once, and it is tried again and again. */
export async function loadLate<T>(
  load: () => Promise<T>,
  onFault: () => void,
  wait: (milliseconds: number) => Promise<void> = after,
): Promise<T> {
  for (let pause = PAUSE.first;; pause = Math.min(2 * pause, PAUSE.most)) {
    try {
      return await load();
    } catch {
      if (pause === PAUSE.first) onFault();
      await wait(pause);
    }
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
