import { FOREIGN_BYTES } from "../../format/foreign_yaml.ts";
import { printable } from "../../format/printable.ts";
import type { ImportedLines } from "../../importers/importer.ts";
import { importers } from "../../importers/registry.ts";
import { AppError } from "../../model/error.ts";
import { nearest } from "../../model/suggestion.ts";
import { createImporting, type ImportResult } from "../../services/importing.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import { printProblems } from "../faults.ts";
import type { Host } from "../host.ts";
import { inputsOf, nameOf } from "../inputs.ts";
import type { Options } from "../options.ts";
import { folderOf, resolvePath, writeFile } from "../paths.ts";
import { tools } from "../tools.ts";

/** `celestra import`: what people already have, as a workflow. */
export const command: Command = {
  usage: {
    line: "import [--from <format>] <files or folders...> [-o <file>] [--report <file>]",
    summary: `Reads ${[...importers.keys()].join(", ")} as a workflow, with its layout beside it.`,
    values: ["from", "o", "report"],
    count: [1, Infinity],
  },
  async run(options, host) {
    const from = formatOf(options.value("from"));
    const inputs = inputsOf(options.args, host.cwd, FOREIGN_BYTES);
    const out = options.value("o") === "-" ? undefined : options.value("o");
    const name = nameOf(out ?? options.args[0]!, host.cwd);
    const importing = createImporting({ ...tools, importers });
    const result = await importing.import({ from, name, files: inputs.files });
    printProblems(
      host,
      result.problems,
      (asked) => inputs.files.find(({ path }) => path === asked)?.text,
    );
    writeReport(options, host, result.report);
    if (result.text === undefined) return EXIT.validation;
    writeOut(out, host, result);
    tell(host, result);
    return EXIT.ok;
  },
};

function formatOf(from: string | undefined): string | undefined {
  if (from === undefined || importers.has(from)) return from;
  const known = [...importers.keys()];
  const near = nearest(from, known);
  const hint = near ? `did you mean ${near}?` : `expected ${known.join(", ")}`;
  throw new AppError("usage", `There is no format "${from}"; ${hint}`);
}

function writeReport(options: Options, host: Host, report: readonly ImportedLines[]): void {
  const file = options.value("report");
  if (file === undefined) return;
  const path = resolvePath(host.cwd, file);
  Deno.mkdirSync(folderOf(path), { recursive: true });
  writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
}

/** The workflow, and beside its file the layout. */
function writeOut(out: string | undefined, host: Host, { text, layout }: ImportResult): void {
  if (out === undefined) return host.out(text!);
  const path = resolvePath(host.cwd, out);
  Deno.mkdirSync(folderOf(path), { recursive: true });
  writeFile(path, text!);
  writeFile(path.replace(/(\.ya?ml)?$/, ".layout.yaml"), layout!);
}

/** How much became what, and each reason why something is not there. */
function tell(host: Host, { from, report }: ImportResult): void {
  const count = (became: ImportedLines["class"]) =>
    report.filter((line) => line.class === became).length;
  host.err(
    `${from}: ${count("taken")} taken, ${count("approximated")} approximated, ` +
      `${count("custom")} kept in custom resources, ${count("dropped")} not taken; ` +
      "--report FILE says how, line by line\n",
  );
  for (const { file, from, source, message } of report.filter(isDropped)) {
    host.err(`  ${printable(`${file}:${from}: ${source}: ${message}`)}\n`);
  }
}

function isDropped({ class: became }: ImportedLines): boolean {
  return became === "dropped";
}
