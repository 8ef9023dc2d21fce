import type { Route } from "../../resource.ts";
import type { Rule } from "../rule.ts";

/** Ways in are encrypted. */
export const ingressTls: Rule = {
  id: "ingress-tls",
  title: "Ways in are encrypted",
  why: "Without TLS, everyone on the way reads and changes what people send.",
  severity: "warning",
  mending: "Set tls: true, and tlsSecret to the Secret that holds the certificate.",
  known: { polaris: ["tlsSettingsMissing"], kubescape: ["C-0263"] },
  findings: (graph) =>
    graph.of<Route>("ingress").filter(({ config }) => !config.tls).map(({ id, config }) => ({
      node: id,
      path: ["tls"],
      message: `"${id}" answers without TLS; expected tls: true`,
      // A certificate is for a name.
      ...(config.host !== undefined && {
        mend: [{ op: "set", node: id, path: ["tls"], value: true }],
      }),
    })),
};
