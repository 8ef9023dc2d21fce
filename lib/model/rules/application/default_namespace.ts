import type { Group } from "../../resource.ts";
import type { Rule } from "../rule.ts";

/** Nothing is put into the namespace that all share. */
export const defaultNamespace: Rule = {
  id: "default-namespace",
  title: "Nothing goes into the default namespace",
  why: "What shares a namespace shares its secrets, its quotas and its policies.",
  severity: "warning",
  mending: "Take the namespace away; it is then named after the workflow.",
  known: { kubeLinter: ["use-namespace"], kubescape: ["C-0061"] },
  findings: (graph) => [
    ...(graph.workflow.namespace !== "default" ? [] : [{
      path: ["spec", "namespace"],
      message: "The workflow goes into the default namespace; expected one of its own",
      mend: [{ op: "set-spec" as const, path: ["namespace"], value: null }],
    }]),
    ...graph.of<Group>("app-group").filter(({ config }) => config.namespace === "default")
      .map(({ id }) => ({
        node: id,
        path: ["namespace"],
        message: `The group "${id}" goes into the default namespace; expected one of its own`,
        mend: [{ op: "unset" as const, node: id, path: ["namespace"] }],
      })),
  ],
};
