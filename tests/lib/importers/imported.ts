import { compose } from "../../../lib/importers/compose.ts";
import { helm } from "../../../lib/importers/helm.ts";
import { kubernetes } from "../../../lib/importers/kubernetes.ts";
import type { ImportedLines, SourceFile } from "../../../lib/importers/importer.ts";
import { components } from "../../../lib/components/registry.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import type { Workflow } from "../../../lib/model/workflow.ts";
import { createImporting, type ImportResult } from "../../../lib/services/importing.ts";
import { CATALOGUE } from "../components/planned.ts";

const importers = new Map([compose, helm, kubernetes].map((one) => [one.id, one]));

/** Imports with the catalogue as it is now. */
export const importing = createImporting({ importers, catalogue: CATALOGUE, components });

/** Imports files of a format. */
export function imported(
  from: string,
  files: readonly SourceFile[],
  name: string = "shop",
): Promise<ImportResult> {
  return importing.import({ from, name, files });
}

/** Imports one file; the workflow that came of it, and its report. */
export async function importedOne(from: string, text: string): Promise<{
  readonly workflow: Workflow;
  readonly report: readonly ImportedLines[];
}> {
  const result = await imported(from, [{ path: "input.yaml", text }]);
  if (result.text === undefined) throw new Error(JSON.stringify(result.problems));
  const workflow = parseWorkflow(result.text, "workflows/shop.yaml").value!;
  return { workflow, report: result.report };
}

/** The config of a node. */
export function configOf({ nodes }: Workflow, id: string) {
  return nodes.get(id)?.config;
}

/** The connections as `db.endpoint -> api.requires`, sorted. */
export function joins({ connections }: Workflow): string[] {
  return connections.map(({ from, to, order }) =>
    `${from.node}.${from.port} -> ${to.node}.${to.port}${order ? "" : " (no order)"}`
  ).sort();
}

/** What became of a line of the report. */
export function became(report: readonly ImportedLines[], source: string) {
  const line = report.find((one) => one.source === source);
  return line && [line.class, line.message] as const;
}
