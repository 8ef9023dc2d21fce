/** A timer that waits for its time. */
interface Timer {
  readonly work: () => void;
  readonly interval: number | undefined;
  at: number;
}

/** Timers that a test moves, in the place of the real ones until it is disposed of. */
export class FakeTime implements Disposable {
  readonly #real = { setTimeout, clearTimeout, setInterval, clearInterval };
  readonly #timers = new Map<number, Timer>();
  #now = 0;
  #count = 0;

  constructor() {
    const start = (repeats: boolean) => (work: () => void, delay = 0) => {
      const interval = repeats ? delay : undefined;
      this.#timers.set(++this.#count, { work, interval, at: this.#now + delay });
      return this.#count;
    };
    const stop = (id?: number) => void this.#timers.delete(id!);
    Object.assign(globalThis, {
      setTimeout: start(false),
      setInterval: start(true),
      clearTimeout: stop,
      clearInterval: stop,
    });
  }

  /** Lets time pass, timer by timer, and lets what waits for each of them go on. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await this.#settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [id, timer] = next;
      this.#now = timer.at;
      if (timer.interval === undefined) this.#timers.delete(id);
      else timer.at += timer.interval;
      timer.work();
      await this.#settle();
    }
    this.#now = end;
  }

  #next(end: number): [number, Timer] | undefined {
    return [...this.#timers].filter(([, { at }]) => at <= end)
      .sort(([, a], [, b]) => a.at - b.at)[0];
  }

  #settle(): Promise<void> {
    return new Promise((resolve) => this.#real.setTimeout(resolve, 5));
  }

  [Symbol.dispose](): void {
    Object.assign(globalThis, this.#real);
  }
}
