import { containers } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** No container runs as root. */
export const runAsRoot: Rule = {
  id: "run-as-root",
  title: "Containers run as a user that is not root",
  why: "Root in a container is root on the host as soon as one wall gives way.",
  severity: "warning",
  mending: "Take user: 0 away, or set the user that the image is made for.",
  known: {
    kubeLinter: ["run-as-non-root"],
    polaris: ["runAsRootAllowed"],
    kubescape: ["C-0013"],
  },
  findings: (graph) =>
    containers(graph).filter(({ config }) => config.user === 0).map(({ id }) => ({
      node: id,
      path: ["user"],
      message: `"${id}" runs as root; expected a user other than 0`,
      mend: [{ op: "unset", node: id, path: ["user"] }],
    })),
};
