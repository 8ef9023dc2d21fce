/** How long somebody may pause between two keys, in milliseconds. */
const PAUSE = 180;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Does something once nothing else was asked for during a short pause. */
export function soon(work: () => void): void {
  clearTimeout(timer);
  timer = setTimeout(work, PAUSE);
}
