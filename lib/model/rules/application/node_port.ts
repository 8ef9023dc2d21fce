import type { Endpoint } from "../../resource.ts";
import type { Rule } from "../rule.ts";

/** No service opens a port on every host. */
export const nodePort: Rule = {
  id: "node-port",
  title: "No service opens a port on every host",
  why: "It goes past the ingress with its TLS, its limits and its log.",
  severity: "warning",
  mending: "Take the type away and let an ingress lead to the service.",
  known: { kubeLinter: ["exposed-services"], kubescape: ["C-0256"] },
  findings: (graph) =>
    graph.of<Endpoint>("service").filter(({ config }) => config.type === "NodePort")
      .map(({ id, written }) => ({
        node: id,
        path: ["type"],
        message: `"${id}" opens a port on every host; expected an ingress`,
        mend: [
          ...insideOnly(written.ports).map((index) =>
            ({ op: "unset", node: id, path: ["ports", index, "nodePort"] }) as const
          ),
          ...("externalTrafficPolicy" in written
            ? [{ op: "unset", node: id, path: ["externalTrafficPolicy"] } as const]
            : []),
          { op: "unset", node: id, path: ["type"] },
        ],
      })),
};

/** The ports that name one of the host. */
function insideOnly(ports: unknown): number[] {
  const all = (ports ?? []) as readonly { readonly nodePort?: number }[];
  return all.flatMap(({ nodePort }, index) => nodePort === undefined ? [] : [index]);
}
