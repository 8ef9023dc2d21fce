import { containers } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** No container has all rights on its host. */
export const privileged: Rule = {
  id: "privileged",
  title: "No container is privileged",
  why: "A privileged container has every right on its host: whoever breaks in owns the host.",
  severity: "error",
  mending: "Take privileged away, and add only the capabilities that the program needs.",
  known: {
    kubeLinter: ["privileged-container"],
    polaris: ["runAsPrivileged"],
    kubescape: ["C-0057"],
  },
  findings: (graph) =>
    containers(graph).filter(({ config }) => config.privileged).map(({ id }) => ({
      node: id,
      path: ["privileged"],
      message: `"${id}" is privileged; expected only the rights that it needs`,
      mend: [{ op: "unset", node: id, path: ["privileged"] }],
    })),
};
