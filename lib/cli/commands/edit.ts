import type { EditOptions, WorkflowFiles } from "../../format/edit.ts";
import { openDocument } from "../../format/open_document.ts";
import { decodeText } from "../../format/read.ts";
import { renamedOverrides } from "../../format/renamed_overrides.ts";
import { AppError } from "../../model/error.ts";
import { type Json, pathText } from "../../model/json.ts";
import type { Operation } from "../../model/operation.ts";
import { operationProblems } from "../../model/operation_schema.ts";
import { assignmentOf } from "../assignment.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import { printable } from "../faults.ts";
import { operationText } from "../operation_text.ts";
import type { Listed } from "../options.ts";
import { exists, resolvePath, writeFile } from "../paths.ts";

/** `celestra edit`: changes to a workflow's file that leave every other byte as it is. */
export const command: Command = {
  usage: {
    line: "edit <file> --set <node.path=value>... | --op <json>... [--expand-aliases]",
    summary: "Changes a workflow and its layout, and no byte beside what is named.",
    lists: ["set", "op"],
    flags: ["expand-aliases"],
    count: [1, 1],
  },
  run(options, host) {
    const [file] = options.args as [string];
    if (options.listed.length === 0) throw new AppError("usage", "Expected --set or --op");
    const paths = pathsOf(host.cwd, file);
    const before: WorkflowFiles = {
      name: paths.name,
      workflow: textIn(paths.workflow, file),
      layout: exists(paths.layout) ? textIn(paths.layout, `the layout of ${file}`) : undefined,
    };
    const edits = { expandAliases: options.has("expand-aliases") };
    const steps = options.listed.flatMap(stepsOf);
    const { files, lines } = worked(before, steps, edits);
    write(paths.workflow, before.workflow, files.workflow);
    write(paths.layout, before.layout, files.layout);
    renameInEnvironments(paths, steps.map(({ operation }) => operation));
    host.out(lines.map((line) => `${printable(line)}\n`).join(""));
    return Promise.resolve(EXIT.ok);
  },
};

/** A workflow's file and the layout beside it, under the name that both have. */
function pathsOf(cwd: string, file: string) {
  const [, name] = /([^/\\]+)\.yaml$/.exec(file) ?? [];
  if (name === undefined || name.endsWith(".layout")) {
    throw new AppError(
      "usage",
      `"${file}" is no workflow: expected a file such as workflows/shop.yaml`,
    );
  }
  const workflow = resolvePath(cwd, file);
  return { name, workflow, layout: workflow.replace(/\.yaml$/, ".layout.yaml") };
}

/** Lets the environments beside the workflows name its nodes as they are called now. */
function renameInEnvironments(
  { name, workflow }: { readonly name: string; readonly workflow: string },
  operations: readonly Operation[],
): void {
  const folder = workflow.replace(/[^/\\]*[/\\][^/\\]*$/, "environments");
  if (!exists(folder) || !operations.some(({ op }) => op === "rename-node")) return;
  for (const { name: file, isFile } of Deno.readDirSync(folder)) {
    if (!isFile || !file.endsWith(".yaml")) continue;
    const path = `${folder}/${file}`;
    const text = textIn(path, `environments/${file}`);
    write(path, text, renamedOverrides(text, path, name, operations));
  }
}

/** What is no UTF-8 could not be written back byte for byte. */
function textIn(path: string, shown: string): string {
  if (!exists(path)) throw new AppError("not_found", `Cannot read "${shown}": no such file`);
  const { text, fault } = decodeText(Deno.readFileSync(path));
  if (text !== undefined) return text;
  throw new AppError("unprocessable", `Cannot edit "${shown}": ${fault!.message}`);
}

/** An operation, and the words that asked for it. */
interface Step {
  readonly words: string;
  readonly operation: Operation;
}

function stepsOf({ name, value }: Listed): Step[] {
  if (name === "set") return [{ words: `--set ${value}`, operation: assignmentOf(value) }];
  const json = jsonOf(value);
  const all = Array.isArray(json) ? json as readonly Json[] : [json];
  checkOperations(all, value);
  return (all as unknown as Operation[]).map((operation) => ({
    words: `--op ${JSON.stringify(operation)}`,
    operation,
  }));
}

/** @throws `usage` naming the first of the operations that is none. */
function checkOperations(all: readonly Json[], given: string): void {
  const [fault] = operationProblems(all);
  if (!fault) return;
  const { path: [index, ...path], message } = fault;
  const which = typeof index === "number" ? JSON.stringify(all[index]) : given;
  const where = path.length > 0 ? pathText(path) : "it";
  throw new AppError("usage", `--op ${shortened(which)}: ${where} ${message}`);
}

function jsonOf(value: string): Json {
  try {
    return JSON.parse(value);
  } catch (cause) {
    const message = `--op ${shortened(value)}: expected JSON, such as ` +
      '{"op": "set-title", "node": "api", "value": "API"}';
    throw new AppError("usage", message, { cause });
  }
}

/** The files after every step, and what each did. @throws what a step ends with, naming it. */
function worked(
  before: WorkflowFiles,
  steps: readonly Step[],
  options: EditOptions,
): { readonly files: WorkflowFiles; readonly lines: readonly string[] } {
  const document = openDocument(before);
  const lines = steps.map(({ words, operation }) => {
    const { inverse } = told(words, () => document.apply([operation], options));
    const text = operationText(operation);
    return inverse.length > 0 ? text : `${text} (as it was)`;
  });
  return { files: document.files, lines };
}

function told<T>(words: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    const message = cause.message.replace(/^operations\[0\]: /, "");
    throw new AppError(cause.code, `${shortened(words)}: ${message}`, { cause });
  }
}

/** How much of what was typed a message repeats. */
const MOST_REPEATED = 120;

function shortened(words: string): string {
  return words.length > MOST_REPEATED ? `${words.slice(0, MOST_REPEATED)}...` : words;
}

function write(path: string, before: string | undefined, after: string | undefined): void {
  if (after === before) return;
  if (after === undefined) Deno.removeSync(path);
  else writeFile(path, after);
}
