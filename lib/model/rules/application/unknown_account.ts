import { containers } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** The accounts that containers name are drawn. */
export const unknownAccount: Rule = {
  id: "unknown-account",
  title: "Accounts are drawn, not only named",
  why: "No pod starts under an account that is not there, and a name says nothing of its rights.",
  severity: "info",
  mending: "Connect a service account; it can stand for one that is there already.",
  known: { kubeLinter: ["non-existent-service-account"] },
  findings: (graph) => {
    const drawn = new Set(graph.of("service-account").map(({ id }) => id));
    return containers(graph).flatMap(({ id, config: { serviceAccount } }) => {
      if (serviceAccount === undefined || serviceAccount === "default") return [];
      const message = `"${id}" only names the account ${serviceAccount}; ` +
        "expected a connected service account";
      const isDrawn = drawn.has(serviceAccount) && graph.providers(id, "identity").length === 0;
      return [{
        node: id,
        path: ["serviceAccount"],
        message,
        ...(isDrawn && {
          mend: [
            { op: "unset", node: id, path: ["serviceAccount"] },
            { op: "connect", from: `${serviceAccount}.identity`, to: `${id}.identity` },
          ],
        }),
      }];
    });
  },
};
