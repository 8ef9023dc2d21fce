/** Does something after a pause in milliseconds, unless the answer is called before. */
export type Later = (work: () => void, milliseconds: number) => () => void;

/** By the clock of the browser. */
export const later: Later = (work, milliseconds) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
};
