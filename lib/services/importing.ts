import { planOf } from "../components/plan.ts";
import { layoutText } from "./content/layout_text.ts";
import { placeOf } from "../format/source.ts";
import { workflowText } from "../format/workflow_text.ts";
import type { Imported, ImportedLines, Importer, SourceFile } from "../importers/importer.ts";
import { autoLayout } from "../model/auto_layout.ts";
import { nodeSizes } from "../model/node_size.ts";
import { error, hasErrors, type LocatedProblem } from "../model/problem.ts";
import { problems } from "../model/problems.ts";
import { planProblems } from "../model/plan_problems.ts";
import type { Registry } from "../model/registry.ts";
import { LIMITS, type Workflow } from "../model/workflow.ts";
import { byteLength } from "../format/yaml_bytes.ts";
import { FOREIGN_BYTES } from "../format/foreign_yaml.ts";
import { AppError } from "../model/error.ts";
import type { CheckingOptions } from "./checking.ts";
import { withoutFaults } from "./importing/pruning.ts";

/** What files are imported with. */
export interface ImportingOptions extends Pick<CheckingOptions, "catalogue" | "components"> {
  readonly importers: Registry<Importer>;
}

/** Files that are to become a workflow. */
export interface ImportRequest {
  /** The id of a format; recognised by what the files hold without. */
  readonly from?: string | undefined;
  /** The name of the workflow. */
  readonly name: string;
  readonly files: readonly SourceFile[];
}

/** A workflow as text, and what became of every line. */
export interface ImportResult {
  /** The format that was read. */
  readonly from: string;
  /** Absent, like the layout, where nothing could be read. */
  readonly text?: string;
  readonly layout?: string;
  readonly report: readonly ImportedLines[];
  readonly problems: readonly LocatedProblem[];
}

/** Reads what people already have. */
export interface Importing {
  /** @throws `not_supported` or `unprocessable` for files of no format that there is. */
  import(request: ImportRequest): Promise<ImportResult>;
}

/** Creates what reads other formats. */
export function createImporting(options: ImportingOptions): Importing {
  const { importers } = options;
  return {
    async import({ from, name, files }) {
      const importer = importerOf(importers, from, files);
      const tooLarge = sizeProblem(files);
      if (tooLarge) return { from: importer.id, report: [], problems: [tooLarge] };
      const meant = meantFiles(importer, files);
      const imported = await importer.import(meant, name);
      return { from: importer.id, ...finished(imported, meant, options) };
    },
  };
}

/** The importer that was asked for, or the one that knows most of the files. */
function importerOf(
  importers: Registry<Importer>,
  from: string | undefined,
  files: readonly SourceFile[],
): Importer {
  const known = [...importers.keys()].join(", ");
  if (from !== undefined) {
    const importer = importers.get(from);
    if (!importer) {
      throw new AppError("not_supported", `There is no format "${from}": expected ${known}`);
    }
    return importer;
  }
  const count = (importer: Importer) => files.filter((file) => importer.recognizes(file)).length;
  const [best] = [...importers.values()].sort((a, b) => count(b) - count(a));
  if (best && count(best) > 0) return best;
  throw new AppError(
    "unprocessable",
    `The files are of no format that is known: expected ${known}`,
    { details: { problems: [] } },
  );
}

/** Of several files those that the importer knows; all where it knows none, to say why. */
function meantFiles(importer: Importer, files: readonly SourceFile[]): readonly SourceFile[] {
  if (importer.takesOthers) return files;
  const known = files.filter((file) => importer.recognizes(file));
  return known.length > 0 ? known : files;
}

function sizeProblem(files: readonly SourceFile[]): LocatedProblem | undefined {
  const bytes = files.reduce((sum, { text }) => sum + byteLength(text), 0);
  if (bytes <= FOREIGN_BYTES) return undefined;
  const message = `The files hold ${bytes} bytes: expected at most ${FOREIGN_BYTES}`;
  const file = files.find(({ text }) => byteLength(text) > FOREIGN_BYTES) ?? files[0]!;
  return { ...error("too_large", [], message), file: file.path, ...placeOf(file.text, 0) };
}

function finished(
  imported: Imported,
  files: readonly SourceFile[],
  options: ImportingOptions,
): Omit<ImportResult, "from"> {
  const { workflow } = imported;
  if (!workflow || hasErrors(imported.problems)) {
    return {
      report: imported.report,
      problems: imported.problems.length > 0 ? imported.problems : [nothing(files)],
    };
  }
  const { nodes } = workflow;
  if (nodes.size > LIMITS.nodes) {
    return {
      report: imported.report,
      problems: [tooMuch(files, `${nodes.size} nodes`, LIMITS.nodes)],
    };
  }
  const { workflow: whole, report } = withoutFaults(workflow, imported.report, {
    judge: (graph) => judged(graph, options),
  });
  if (whole.nodes.size === 0) return { report, problems: [nothing(files)] };
  const text = workflowText(whole);
  if (byteLength(text) > LIMITS.fileBytes) {
    return {
      report,
      problems: [
        ...imported.problems,
        tooMuch(files, `${byteLength(text)} bytes`, LIMITS.fileBytes),
      ],
    };
  }
  return {
    text,
    layout: layoutText(autoLayout(whole, nodeSizes(whole, options.catalogue))),
    report,
    problems: imported.problems,
  };
}

function judged(workflow: Workflow, { catalogue, components }: ImportingOptions) {
  const found = problems(workflow, catalogue).filter(({ severity }) => severity === "error");
  if (found.length > 0) return found;
  const plan = planOf(workflow, { catalogue, components });
  return planProblems(plan, false).filter(({ severity }) => severity === "error");
}

function nothing(files: readonly SourceFile[]): LocatedProblem {
  const message = "Found nothing that a workflow could hold: expected services, or objects with " +
    "apiVersion and kind";
  const file = files[0]?.path ?? "";
  return { ...error("invalid_value", [], message), file, line: 1, column: 1 };
}

/** @param held How much the workflow would hold, such as `900 nodes`. */
function tooMuch(files: readonly SourceFile[], held: string, most: number): LocatedProblem {
  const message = `The workflow would hold ${held}: expected at most ${most}; ` +
    "import fewer files at a time";
  const file = files[0]?.path ?? "";
  return { ...error("limit_exceeded", [], message), file, line: 1, column: 1 };
}
