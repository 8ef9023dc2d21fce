import type { Path } from "../../json.ts";
import type { Operation } from "../../operation.ts";
import type { RuledGraph, RuledNode } from "../graph.ts";
import type { Finding, Rule } from "../rule.ts";
import { secretFields } from "../secret_fields.ts";

/** No secret stands as text in variables, arguments, settings or custom resources. */
export const secretInSettings: Rule = {
  id: "secret-in-settings",
  title: "No secrets in variables, arguments and settings",
  why: "A workflow is text in Git: a password in it is known to everyone who reads it, for ever.",
  severity: "error",
  mending: "Name the value in a secret and connect that; then set it by celestra secret set.",
  known: {
    kubeLinter: ["env-var-secret"],
    polaris: ["sensitiveContainerEnvVar", "sensitiveConfigmapContent"],
    kubescape: ["C-0012"],
  },
  findings: (graph) =>
    graph.nodes.flatMap((node) =>
      secretFields(node.config).map((path) => findingOf(graph, node, path))
    ),
};

function findingOf(graph: RuledGraph, node: RuledNode, path: Path): Finding {
  const message = `${nameOf(path)} of "${node.id}" holds a secret as text; ` +
    "expected a connected secret";
  const finding = { node: node.id, path, message };
  return isMendable(node, path)
    ? { ...finding, mend: mendingOf(graph, node.id, String(path.at(-1))) }
    : finding;
}

/** The last key that says something, with the index behind it. */
function nameOf(path: Path): string {
  const at = path.findLastIndex((step) => typeof step === "string");
  return path.slice(at).map((step) => typeof step === "string" ? step : `[${step}]`).join("");
}

/** A variable of a container can come from a connected secret. */
function isMendable({ component }: RuledNode, path: Path): boolean {
  return path[0] === "env" && component !== "app-group";
}

/** Names the value in a secret that gives variables: one that is connected, or a new one. */
function mendingOf(graph: RuledGraph, node: string, name: string): readonly Operation[] {
  const away: Operation = { op: "unset", node, path: ["env", name] };
  const own = graph.providers(node, "settings").find(isOwnSecret(graph));
  if (own) {
    const keys = own.config.keys as readonly string[];
    if (keys.includes(name)) return [away];
    return [{ op: "insert", node: own.id, path: ["keys"], index: keys.length, value: name }, away];
  }
  const id = graph.freeId(`${node}-secrets`);
  const connections = [{ from: `${id}.data`, to: `${node}.settings` }];
  const config = { keys: [name], mount: "env" };
  return [{ op: "add-node", node: id, component: "secret", config, connections }, away];
}

/** A secret of variables that nobody else is given, and whose values people set. */
function isOwnSecret(graph: RuledGraph): (node: RuledNode) => boolean {
  return ({ id, component, config }) =>
    component === "secret" && config.mount !== "file" &&
    (config.source === undefined || config.source === "existing") &&
    graph.consumers(id, "data").length === 1;
}
