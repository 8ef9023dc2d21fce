import { containers } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** The one that the restricted standard allows: to listen on ports under 1024. */
const HARMLESS = "NET_BIND_SERVICE";

/** Containers keep no Linux capability that the restricted standard forbids. */
export const addedCapabilities: Rule = {
  id: "added-capabilities",
  title: "Containers add no Linux capabilities",
  why: "Each capability is a part of root's power; many of them are a way out of the container.",
  severity: "warning",
  mending: "Take the capabilities away that the program does not need.",
  known: {
    kubeLinter: ["drop-net-raw-capability"],
    polaris: ["dangerousCapabilities", "insecureCapabilities"],
    kubescape: ["C-0046"],
  },
  findings: (graph) =>
    containers(graph).flatMap(({ id, config: { capabilities = [] } }) =>
      capabilities.flatMap((capability, index) =>
        capability === HARMLESS ? [] : [{
          node: id,
          path: ["capabilities", index],
          message: `"${id}" adds the capability ${capability}; expected at most ${HARMLESS}`,
          mend: [{ op: "remove", node: id, path: ["capabilities"], index }],
        }]
      )
    ),
};
