import type { Permission } from "../../resource.ts";
import type { Rule } from "../rule.ts";

/** Roles of every cluster that allow everything. */
const ALMIGHTY = ["cluster-admin", "system:masters"];

/** No account may do everything. */
export const clusterAdmin: Rule = {
  id: "cluster-admin",
  title: "No account is administrator of the cluster",
  why: "Whoever breaks into one container then owns the whole cluster.",
  severity: "error",
  mending: "Write a role with the rules that the program needs.",
  known: {
    kubeLinter: ["cluster-admin-role-binding"],
    polaris: ["clusterrolebindingClusterAdmin"],
    kubescape: ["C-0272"],
  },
  findings: (graph) =>
    graph.of<Permission>("role").flatMap(({ id, config: { existing, subjects = [] } }) => [
      ...(ALMIGHTY.includes(existing ?? "")
        ? [{
          node: id,
          path: ["existing"],
          message: `"${id}" allows everything in the cluster; expected only what is needed`,
        }]
        : []),
      ...subjects.flatMap(({ name }, index) =>
        ALMIGHTY.includes(name)
          ? [{
            node: id,
            path: ["subjects", index],
            message: `"${id}" names ${name}, who may do everything; expected another group`,
            mend: [{ op: "remove" as const, node: id, path: ["subjects"], index }],
          }]
          : []
      ),
    ]),
};
