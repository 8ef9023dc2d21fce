import { AppError } from "../../model/error.ts";
import { hasErrors, type LocatedProblem } from "../../model/problem.ts";
import { documentPaths, textOf } from "../../services/contents.ts";
import { EXIT } from "../exit.ts";
import { printProblems } from "../faults.ts";
import type { Host } from "../host.ts";
import type { Options } from "../options.ts";
import { resolvePath } from "../paths.ts";
import { type Repository, repositoryOf } from "../repository.ts";
import type { Command } from "../command.ts";
import { ruling } from "../tools.ts";

/** `celestra validate`: everything that is wrong with files. */
export const command: Command = {
  usage: {
    line: "validate [files...] [--json] [--repo DIR]",
    summary: "Checks workflows with their rules, layouts, environments and celestra.yaml.",
    values: ["repo"],
    flags: ["json"],
    count: [0, Infinity],
  },
  async run(options, host) {
    const texts = await textsOf(options, host);
    const rules = ruling(host);
    const problems: LocatedProblem[] = [];
    for (const [file, { text, repository }] of texts) {
      problems.push(...await rules.file(text, file, await repository.contents()));
    }
    const ok = !hasErrors(problems);
    if (options.has("json")) host.out(`${JSON.stringify({ ok, problems }, null, 2)}\n`);
    printProblems(host, problems, (file) => texts.get(file)?.text);
    if (ok && !options.has("json")) host.out(`${count(texts.size, "file")}, no errors\n`);
    return ok ? EXIT.ok : EXIT.validation;
  },
};

interface Text {
  readonly text: string;
  /** Where overrides look for the workflows that they name. */
  readonly repository: Repository;
}

/** The files that were named, or all files of the repository. */
async function textsOf(options: Options, host: Host): Promise<Map<string, Text>> {
  const texts = new Map<string, Text>();
  for (const file of options.args) {
    const path = resolvePath(host.cwd, file);
    const repository = repositoryOf({
      ...options,
      value: (name) => folderOption(options, name, path),
    }, host);
    texts.set(file, { text: textOf(readFile(path, file)), repository });
  }
  if (options.args.length > 0) return texts;
  const repository = repositoryOf(options, host);
  const contents = await repository.contents();
  for (const path of await documentPaths(contents)) {
    texts.set(repository.shown(path), { text: await contents.read(path) ?? "", repository });
  }
  return texts;
}

/** A named file belongs to the repository that it lies in. */
function folderOption(options: Options, name: string, path: string): string | undefined {
  return options.value(name) ?? (name === "repo" ? path.replace(/\/[^/]*$/, "") || "/" : undefined);
}

function readFile(path: string, shown: string): Uint8Array {
  try {
    return Deno.readFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new AppError("not_found", `Cannot read "${shown}": no such file`, { cause: error });
    }
    throw error;
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
