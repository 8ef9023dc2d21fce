import type { Identity } from "../../resource.ts";
import { containers } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** No container runs under the account that all share. */
export const defaultAccount: Rule = {
  id: "default-account",
  title: "No container gets the token of the default account",
  why: "Whatever anybody ever allowed the default account, this container may then do.",
  severity: "warning",
  mending: "Take serviceAccount: default away, or use an account of its own.",
  known: { kubeLinter: ["default-service-account"] },
  findings: (graph) => [
    ...containers(graph).filter(({ config }) => config.serviceAccount === "default")
      .map(({ id }) => ({
        node: id,
        path: ["serviceAccount"],
        message: `"${id}" names the default account; expected an account of its own, or none`,
        mend: [{ op: "unset" as const, node: id, path: ["serviceAccount"] }],
      })),
    ...graph.of<Identity>("service-account").filter(({ config }) =>
      config.existing === "default" && config.automount !== false
    ).map(({ id }) => ({
      node: id,
      path: ["existing"],
      message:
        `"${id}" gives the token of the default account; expected one of its own, or no token`,
      mend: [{ op: "set" as const, node: id, path: ["automount"], value: false }],
    })),
  ],
};
