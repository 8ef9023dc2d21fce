/** The median of numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Milliseconds that something takes; run as often as fills 200 ms, garbage collection included. */
export function time(run: () => unknown): number {
  for (let times = 1;; times *= 2) {
    const start = performance.now();
    for (let left = times; left > 0; left--) run();
    const spent = performance.now() - start;
    if (spent >= 200) return spent / times;
  }
}

/** Milliseconds that a process takes from its start to its end. */
export async function timeProcess(
  program: string,
  args: readonly string[],
  cwd?: string,
): Promise<number> {
  const start = performance.now();
  const { success, stderr } = await new Deno.Command(program, {
    args: [...args],
    stdout: "null",
    stderr: "piped",
    ...(cwd && { cwd }),
  }).output();
  const spent = performance.now() - start;
  if (!success) throw new Error(`${program} failed: ${new TextDecoder().decode(stderr)}`);
  return spent;
}

/** A ratio of two things that were measured in turns, as median, least and most of the rounds. */
export interface Ratio {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** The median, least and most of numbers. */
export function spread(numbers: readonly number[]): Ratio {
  return { median: median(numbers), least: Math.min(...numbers), most: Math.max(...numbers) };
}

/** Measures two things in turns, so that a machine whose speed drifts is fair to both. */
export async function ratio(
  ours: () => number | Promise<number>,
  theirs: () => number | Promise<number>,
  rounds = 9,
): Promise<Ratio> {
  // The first calls run code that is not compiled yet; a process is always as new.
  for (const start = performance.now(); performance.now() - start < 500;) await ours();
  for (const start = performance.now(); performance.now() - start < 500;) await theirs();
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [a, b] = [await ours(), await theirs()];
    ratios.push(a / b);
  }
  return spread(ratios);
}

/** Prints a figure beside its goal. Nothing is asserted: these machines are noisy. */
export function figure(name: string, goal: string, { median, least, most }: Ratio): void {
  const text = `${median.toFixed(3)} (${least.toFixed(3)} to ${most.toFixed(3)})`;
  // deno-lint-ignore no-console
  console.log(`${name.padEnd(62)} goal ${goal.padEnd(9)} ${text}`);
}
