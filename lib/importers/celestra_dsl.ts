import type { LocatedProblem, ProblemCode } from "../model/problem.ts";
import { LIMITS } from "../model/workflow.ts";
import { CLASSES } from "./celestra_dsl/classes.ts";
import { Lines, reportLines } from "./celestra_dsl/lines.ts";
import { readNodes } from "./celestra_dsl/nodes.ts";
import { type Program, readProgram } from "./celestra_dsl/program.ts";
import type { Imported, Importer, SourceFile } from "./importer.ts";
import { Draft } from "./shared/draft.ts";
import { ImportReport } from "./shared/report.ts";

/** The longest program that is read, in UTF-16 code units. */
const LONGEST = 5 * 1024 * 1024;

/** A Python program for the celestra library, read by its syntax tree and never run. */
export const celestraDsl: Importer = {
  id: "celestra-dsl",
  title: "Celestra DSL (Python)",
  recognizes: ({ path, text }) =>
    path.endsWith(".py") && /^\s*(from celestra\b.* import|import celestra\b)/m.test(text),
  import: importPrograms,
};

async function importPrograms(files: readonly SourceFile[], name: string): Promise<Imported> {
  const [file, ...others] = files;
  const report = new ImportReport(files);
  const problems = others.map((other) =>
    faultAt(other, 1, 1, "not_supported", "Give one program: the parts of one cannot be told apart")
  );
  if (!file) return { report: report.lines(), problems };
  const fault = whyUnreadable(file);
  if (fault) return { report: report.lines("The program cannot be read."), problems: [fault] };
  const lines = new Lines(file);
  // The grammar of Python takes longer to load than most commands take to run.
  const { parsePython } = await import("./celestra_dsl/tree.ts");
  const { statements, fault: broken } = parsePython(file.text);
  if (broken !== undefined) {
    const { line, column } = lines.at(broken);
    const problem = faultAt(file, line, column, "syntax", "Python's syntax is broken here");
    return { report: report.lines("The program cannot be read."), problems: [problem] };
  }
  const program = readProgram(statements, file.text);
  const extra = program.built.filter(({ type }) => CLASSES[type])[LIMITS.nodes];
  if (extra) {
    const { line, column } = lines.at(extra.statement.from);
    const message = `A workflow has at most ${LIMITS.nodes} nodes, and this program builds more`;
    const problem = faultAt(file, line, column, "limit_exceeded", message);
    return { report: report.lines("The program builds too much."), problems: [problem] };
  }
  return { ...imported(name, report, lines, program), problems };
}

function imported(
  name: string,
  report: ImportReport,
  lines: Lines,
  program: Program,
): Omit<Imported, "problems"> {
  const draft = new Draft("Application", name);
  const world = readNodes(draft, program);
  reportLines(report, lines, program, world);
  const all = report.lines("It is only known when the program runs.");
  return draft.nodes.length > 0 ? { workflow: draft.workflow(), report: all } : { report: all };
}

function whyUnreadable(file: SourceFile): LocatedProblem | undefined {
  if (file.text.length <= LONGEST) return undefined;
  return faultAt(file, 1, 1, "too_large", "A program may have 5 MiB at most");
}

function faultAt(
  { path: file }: SourceFile,
  line: number,
  column: number,
  code: ProblemCode,
  message: string,
): LocatedProblem {
  return { file, line, column, code, severity: "error", path: [], message };
}
