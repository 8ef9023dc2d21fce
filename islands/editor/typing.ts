import type { Later } from "../later.ts";

/** Text that somebody types. It is taken over after a pause, or before anything else is done. */
export interface Typing {
  /** Notes the text as it is now. */
  type(text: string): void;
  /** Takes over at once what was noted last. */
  finish(): void;
}

/** How long it waits for the next key before everything else follows the text. */
const PAUSE = 300;

/** Creates what takes text over. */
export function createTyping(take: (text: string) => void, later: Later): Typing {
  let noted: string | undefined;
  let stop = () => {};
  const finish = () => {
    stop();
    const text = noted;
    noted = undefined;
    if (text !== undefined) take(text);
  };
  return {
    type(text) {
      stop();
      noted = text;
      stop = later(finish, PAUSE);
    },
    finish,
  };
}
