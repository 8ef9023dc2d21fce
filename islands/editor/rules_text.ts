/** How many findings of rules there are, in words. */
export function rulesText(count: number): string {
  return count === 1 ? "1 finding of a rule" : `${count} findings of rules`;
}
