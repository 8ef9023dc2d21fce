/** The one piece of a text that has to be replaced to make another; `undefined` where nothing differs. */
export function replacement(
  before: string,
  after: string,
): { readonly from: number; readonly to: number; readonly insert: string } | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]
  ) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
