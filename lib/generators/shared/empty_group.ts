import type { Group } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Index } from "./index.ts";

/**
 * Says of a group what is for members that it has not.
 *
 * @param carriesLabels Whether something besides its members carries its labels.
 */
export function explainEmpty(
  { workloads, tasks }: Pick<Index, "workloads" | "tasks">,
  group: Reading<Group>,
  carriesLabels: boolean,
): void {
  const members = group.value("members");
  const runs = members.some((node) =>
    workloads.has(node) || tasks.some((task) => task.node === node)
  );
  if (!runs) group.drop("env", "no container stands in the group");
  if (!runs && !carriesLabels) {
    group.drop("labels", "nothing stands in the group that carries them");
  }
}
