import assert from "node:assert/strict";

/** What a process printed and whether it succeeded. */
export interface Ended {
  readonly code: number;
  readonly success: boolean;
  /** Standard output and standard error, one after the other. */
  readonly text: string;
  readonly stdout: string;
}

/** Runs a program to its end. */
export async function attempt(program: string, ...args: string[]): Promise<Ended> {
  const { code, success, stdout, stderr } = await new Deno.Command(program, { args }).output();
  const decoder = new TextDecoder();
  const out = decoder.decode(stdout);
  return { code, success, text: out + decoder.decode(stderr), stdout: out };
}

/** Runs a program, which succeeds. */
export async function succeed(program: string, ...args: string[]): Promise<string> {
  const { success, text } = await attempt(program, ...args);
  assert.ok(success, `${program} ${args.join(" ")}\n${text}`);
  return text;
}

/** Asks until the answer is good, at most for a minute. */
export async function eventually(
  ask: () => Promise<string>,
  good: (answer: string) => boolean,
): Promise<string> {
  let answer = "";
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    answer = await ask();
    if (good(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`it never came: ${answer}`);
}
