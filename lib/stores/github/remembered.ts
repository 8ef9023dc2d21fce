/** Something that GitHub told, for a while. */
export interface Remembered<T> {
  /** It, as it was told a moment ago or is told now; asked for once at a time. */
  get(): Promise<T>;
  /** What was told last, however long ago. */
  last(): T | undefined;
  /** Learns it from elsewhere. */
  set(value: T): void;
  /** Asks again the next time. */
  expire(): void;
}

/** How something is remembered. */
export interface RememberedOptions<T> {
  /** Asks for it; `undefined` where it is what it was with this ETag. */
  readonly ask: (etag: string | undefined) => Promise<Told<T> | undefined>;
  /** For so many milliseconds. */
  readonly lifetime: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What was told, and what tells whether it still is so. */
export interface Told<T> {
  readonly value: T;
  readonly etag?: string;
}

/** Creates the memory of one thing. */
export function createRemembered<T>({ ask, lifetime, now }: RememberedOptions<T>): Remembered<T> {
  let told: Told<T> | undefined;
  let until = -Infinity;
  let asking: Promise<T> | undefined;
  let turns = 0;
  let learned = 0;

  /** An answer never replaces that of a later question, nor what a write of ours made since. */
  async function learn(): Promise<T> {
    const turn = ++turns;
    const before = told;
    const answer = await ask(before?.etag) ?? before!;
    if (turn < learned) return told!.value;
    keep(answer, turn);
    return answer.value;
  }

  function keep(answer: Told<T>, turn: number): void {
    told = answer;
    learned = turn;
    until = now() + lifetime;
  }

  return {
    get() {
      if (told && now() < until) return Promise.resolve(told.value);
      const asked = asking ??= learn().finally(() => {
        if (asking === asked) asking = undefined;
      });
      return asked;
    },
    last: () => told?.value,
    set: (value) => keep(told && told.value === value ? told : { value }, ++turns),
    expire() {
      until = -Infinity;
      // An answer that is on its way may be from before whatever made this necessary.
      asking = undefined;
    },
  };
}
