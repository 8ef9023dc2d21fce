import type { Identity } from "../../resource.ts";
import type { Rule } from "../rule.ts";

/** A token of the cluster is only mounted where it opens something. */
export const accountToken: Rule = {
  id: "account-token",
  title: "Tokens of accounts are mounted only where they are of use",
  why: "A token in a container is one more thing that whoever breaks in finds.",
  severity: "warning",
  mending: "Take automount away, or connect the roles that the account is there for.",
  known: {
    polaris: ["automountServiceAccountToken"],
    kubescape: ["C-0034", "C-0261"],
  },
  findings: (graph) =>
    graph.of<Identity>("service-account").filter(({ id, config }) =>
      // An account that is there already may have roles that are not drawn.
      config.automount && config.existing === undefined &&
      graph.providers(id, "permissions").length === 0
    ).map(({ id }) => ({
      node: id,
      path: ["automount"],
      message: `"${id}" mounts a token that opens nothing; expected a connected role, or no token`,
      mend: [{ op: "unset", node: id, path: ["automount"] }],
    })),
};
