/** A text that is being read. */
export interface Page {
  readonly text: string;
  readonly lines: readonly string[];
  /** Where each line begins. */
  readonly starts: readonly number[];
  /** Which characters a rule has told of already, so that no other tells of them again. */
  readonly told: Uint8Array;
}

/** Begins to read a text. */
export function pageOf(text: string): Page {
  const lines = text.split("\n");
  const starts: number[] = [];
  let start = 0;
  for (const { length } of lines) {
    starts.push(start);
    start += length + 1;
  }
  return { text, lines, starts, told: new Uint8Array(text.length) };
}

/** Whether a part of a text is told of for the first time. */
export function tell({ told }: Page, start: number, length: number): boolean {
  if (told.subarray(start, start + length).includes(1)) return false;
  told.fill(1, start, start + length);
  return true;
}

/** Which line, from 0, an offset is in. */
export function lineAt({ starts }: Page, offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
