import { readWorkflow } from "../content/comparable.ts";
import { renamed } from "../content/renaming.ts";
import { drawingOf } from "./chronicle.ts";
import { drawn, type Made, type Past, said, type TodaysFiles } from "./restoration.ts";

/** Both files byte for byte as they were, under the name of today. */
export async function wholeOf({ chronicle, version }: Past, today: TodaysFiles): Promise<Made> {
  drawingOf(await chronicle.state(version), version.commit);
  const [text, layout] = await Promise.all([
    chronicle.versions.text(version),
    chronicle.versions.layoutText(version),
  ]);
  const named = (one: string) =>
    version.name === today.name ? one : renamed(one, today.name) ?? one;
  const files = {
    workflow: named(text!),
    layout: layout === undefined ? undefined : named(layout),
  };
  const [before, after] = [drawn(today), drawn({ ...today, ...files })];
  const told = before && after ? said(before, after) : { changes: [] };
  return { ...files, skipped: [], ...told, changes: orElse(told.changes, today, files) };
}

/** What operations do not say is told all the same. */
function orElse(
  changes: readonly string[],
  { workflow, layout }: TodaysFiles,
  after: Pick<TodaysFiles, "workflow" | "layout">,
): readonly string[] {
  if (changes.length > 0) return changes;
  if (workflow === undefined) return ["Brought the workflow back"];
  if (readWorkflow(workflow, "").value === undefined) {
    return ["Replaced a file that cannot be read"];
  }
  if (workflow !== after.workflow) return ["Changed only comments, order or form of the text"];
  return layout === after.layout ? [] : ["Changed only the form of the layout"];
}
