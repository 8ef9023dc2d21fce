import { busy } from "./faults.ts";

/** A text that all processes share which write with one token. */
export interface SharedText {
  /** Replaces the text in one step; `change` may be asked again when another process was faster. */
  update(change: (before: string | undefined) => string): Promise<void>;
}

/** Spreads writes over time, as GitHub asks. */
export interface Turns {
  /** Waits for the next turn to write. @throws `store_busy` where it comes too late. */
  take(): Promise<void>;
  /** Lets nobody write before a time. */
  pause(until: number): Promise<void>;
}

/** What turns are taken with. */
export interface TurnsOptions {
  readonly shared: SharedText;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** When writes were and will be made, in milliseconds since 1970, the first first. */
interface Ledger {
  readonly turns: readonly number[];
  readonly pausedUntil: number;
}

const SECOND = 1000;
const HOUR = 3_600 * SECOND;
const IN_AN_HOUR = 500;
/** How long a writer waits for its turn, in milliseconds. */
const PATIENCE = 10 * SECOND;

/**
 * Creates the turns of all who share a text: a second apart, which is less than the 80 a minute that
 * GitHub takes, and 500 an hour.
 */
export function createTurns({ shared, now, wait }: TurnsOptions): Turns {
  return {
    async take() {
      const asked = now();
      let turn = asked;
      await shared.update((before) => {
        const ledger = ledgerOf(before, asked);
        turn = nextTurn(ledger, asked);
        if (turn - asked > PATIENCE) return JSON.stringify(ledger);
        return JSON.stringify({ ...ledger, turns: [...ledger.turns, turn] });
      });
      if (turn - asked > PATIENCE) throw busy("GitHub has been written to too much", turn - asked);
      if (turn > asked) await wait(turn - asked);
    },
    pause: (until) =>
      shared.update((before) => {
        const ledger = ledgerOf(before, now());
        return JSON.stringify({ ...ledger, pausedUntil: Math.max(ledger.pausedUntil, until) });
      }),
  };
}

/** A text that only this process has. */
export function createOwnText(): SharedText {
  let text: string | undefined;
  return {
    update(change) {
      text = change(text);
      return Promise.resolve();
    },
  };
}

function nextTurn({ turns, pausedUntil }: Ledger, now: number): number {
  const after = (count: number, time: number) => (turns.at(-count) ?? -Infinity) + time;
  return Math.max(
    now,
    pausedUntil,
    after(1, SECOND),
    after(IN_AN_HOUR, HOUR),
  );
}

/** What is shared may be lost or older than this program: then nothing has been written yet. */
function ledgerOf(text: string | undefined, now: number): Ledger {
  const { turns = [], pausedUntil = 0 } = text === undefined ? {} : JSON.parse(text) as Ledger;
  // A clock that was set back must not keep everybody waiting for its old time.
  return { turns: turns.filter((turn) => turn > now - HOUR && turn < now + HOUR), pausedUntil };
}
