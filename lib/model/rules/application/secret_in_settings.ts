import type { Json, JsonObject, Path } from "../../json.ts";
import type { Operation } from "../../operation.ts";
import { isSecretName } from "../../secrets/field_names.ts";
import { literalOf } from "../../secrets/placeholders.ts";
import { isReference } from "../../secrets/references.ts";
import { containers, variablesOf } from "../containers.ts";
import type { RuledGraph, RuledNode } from "../graph.ts";
import type { Finding, Rule } from "../rule.ts";

/** No secret stands in variables or settings. */
export const secretInSettings: Rule = {
  id: "secret-in-settings",
  title: "No secrets in variables and config maps",
  why: "A workflow is text in Git: a password in it is known to everyone who reads it, for ever.",
  severity: "error",
  mending: "Name the value in a secret and connect that; then set it by celestra secret set.",
  known: {
    kubeLinter: ["env-var-secret"],
    polaris: ["sensitiveContainerEnvVar", "sensitiveConfigmapContent"],
    kubescape: ["C-0012"],
  },
  findings: (graph) => [
    ...containers(graph).flatMap((node) => inVariables(graph, node as unknown as RuledNode)),
    ...graph.of("config-map").flatMap((node) => inMap(node, ["data"], node.config.data)),
    ...graph.of("app-group").flatMap((node) => inMap(node, ["env"], node.config.env)),
    ...graph.of("app").flatMap((node) =>
      inMap(node, ["build", "args"], (node.config.build as JsonObject | undefined)?.args)
    ),
  ],
};

function inVariables(graph: RuledGraph, node: RuledNode): Finding[] {
  return variablesOf(node).flatMap(({ path, variables }) =>
    path.length > 1
      ? inMap(node, path, variables)
      : inMap(node, path, variables).map((finding) => ({
        ...finding,
        mend: mendingOf(graph, node.id, String(finding.path.at(-1))),
      }))
  );
}

function inMap({ id }: RuledNode, path: Path, map: Json | undefined): Finding[] {
  return Object.entries((map ?? {}) as JsonObject).flatMap(([name, value]) =>
    typeof value === "string" && isSecret(name, value)
      ? [{ node: id, path: [...path, name], message: messageOf(id, name) }]
      : []
  );
}

function messageOf(id: string, name: string): string {
  return `${name} of "${id}" holds a secret as text; expected a connected secret`;
}

/** An address with a password in it. */
const SIGNED_ADDRESS = /^[a-z][a-z0-9+.-]{0,30}:\/\/[^/\s:@]{0,200}:([^/\s@]{1,200})@/i;

/** What people write to switch something, or to leave it empty. */
const SWITCH = /^(true|false|yes|no|on|off|none|null|\d{0,6})$/i;

function isSecret(name: string, value: string): boolean {
  const [, password] = SIGNED_ADDRESS.exec(value) ?? [];
  if (password !== undefined) return literalOf(password) !== "";
  if (!isSecretName(name) || value.includes("\n")) return false;
  return !SWITCH.test(literalOf(value)) && !isReference(value) && !value.startsWith("/");
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
