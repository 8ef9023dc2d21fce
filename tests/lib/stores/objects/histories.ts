import fc from "fast-check";

/** A commit of a generated history. */
export interface Step {
  /** The commits before it that it follows, by how far back they are. */
  readonly parents: readonly number[];
  /** Seconds after the beginning; not always after its parents. */
  readonly time: number;
  readonly files: readonly FileStep[];
}

interface FileStep {
  readonly path: string;
  /** One of few, so that merges often leave a file as one side has it; `undefined` removes it. */
  readonly content: number | undefined;
  readonly isProgram: boolean;
}

/** Files at the top and in folders, one of them beyond ASCII. */
export const PATHS = ["a.yaml", "d/b.yaml", "d/c.yaml", "d/e/f.yaml", "d/café.yaml"];

const FILE = fc.record({
  path: fc.constantFrom(...PATHS),
  content: fc.option(fc.nat(2), { nil: undefined }),
  isProgram: fc.boolean(),
});

/** Histories with merges of up to three parents, several roots, equal times and clocks that go wrong. */
export const HISTORIES: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    parents: fc.uniqueArray(fc.nat(4), { maxLength: 3 }),
    time: fc.nat(8),
    files: fc.uniqueArray(FILE, { maxLength: 3, selector: ({ path }) => path }),
  }),
  { minLength: 2, maxLength: 24 },
);

/** What `git fast-import` makes the history of: the commits are the branches `c0`, `c1`, ... */
export function streamOf(steps: readonly Step[]): string {
  return steps.map(({ parents, time, files }, index) => {
    const from = [...new Set(parents.map((back) => index - 1 - back))].filter((one) => one >= 0);
    const lines = from.map((one, order) => `${order === 0 ? "from" : "merge"} :${one + 1}\n`);
    const who = `Ada <ada@example.com> ${1_700_000_000 + index * 3 + time} +0000`;
    return [
      `commit refs/heads/c${index}\nmark :${index + 1}\ncommitter ${who}\n${data(`${index}`)}`,
      ...lines,
      ...files.map(lineOf),
    ].join("");
  }).join("\n");
}

function lineOf({ path, content, isProgram }: FileStep): string {
  if (content === undefined) return `D ${path}\n`;
  return `M ${isProgram ? "100755" : "100644"} inline ${path}\n${data(`content ${content}`)}`;
}

function data(text: string): string {
  return `data ${new TextEncoder().encode(text).length}\n${text}\n`;
}
