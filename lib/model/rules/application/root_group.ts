import { containers } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** No container runs in the group of root. */
export const rootGroup: Rule = {
  id: "root-group",
  title: "Containers run in a group that is not root's",
  why: "Files of the host that root's group may write are open to the container.",
  severity: "info",
  mending: "Take group: 0 away; the group is then the number of the user.",
  known: { kubescape: ["C-0013"] },
  findings: (graph) =>
    containers(graph).filter(({ config }) => config.group === 0).map(({ id }) => ({
      node: id,
      path: ["group"],
      message: `"${id}" runs in the group of root; expected a group other than 0`,
      mend: [{ op: "unset", node: id, path: ["group"] }],
    })),
};
