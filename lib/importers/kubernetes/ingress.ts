import type { Json } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putChoice, putFormat, putTexts, set } from "../yaml/put.ts";
import { addNode, type Inventory, ofKind, type Provided } from "./inventory.ts";
import { takeAnnotations, takeHead, takeLabels } from "./metadata.ts";
import type { KubeObject } from "./objects.ts";

/** Makes a node of each Ingress, and one more for each further host. */
export function takeIngresses(inventory: Inventory): void {
  for (const object of ofKind(inventory, "Ingress")) takeIngress(inventory, object);
}

function takeIngress(inventory: Inventory, object: KubeObject): void {
  const { root } = object;
  const node = addNode(inventory, object, "ingress");
  takeHead(inventory, object, node);
  const spec = root.get("spec");
  takeAround(inventory, node, root);
  takeTls(node, spec?.get("tls"));
  const fallback = spec?.get("defaultBackend") ?? spec?.get("backend");
  const rules = spec?.get("rules")?.items() ?? [];
  rules.forEach((rule, index) => {
    const holder = index === 0 ? node : furtherHost(inventory, object, rule, node);
    takeRule(inventory, holder, rule);
  });
  if (fallback) takeFallback(inventory, node, fallback, rules.length === 0);
}

function furtherHost(
  inventory: Inventory,
  { name }: KubeObject,
  rule: Field,
  first: DraftNode,
): DraftNode {
  const node = inventory.draft.node(`${name.slice(0, 48)}-host`, "ingress");
  for (const key of ["class", "annotations", "labels", "tls", "tlsSecret", "tlsHosts"]) {
    if (first.config[key] !== undefined) {
      set(node, [key], structuredClone(first.config[key]) as Json);
    }
  }
  rule.note(`a further host is an Ingress of its own, "${node.id}"`, node.id);
  return node;
}

const CLASS = "kubernetes.io/ingress.class";

function takeAround(inventory: Inventory, node: DraftNode, root: Field): void {
  takeLabels(inventory, node, root.at("metadata", "labels"));
  const annotations = root.at("metadata", "annotations");
  takeAnnotations(node, annotations);
  const old = annotations?.get(CLASS);
  if (old) {
    delete (node.config["annotations"] as Record<string, unknown>)[CLASS];
    putFormat(node, ["class"], old, "object-name");
  }
  putFormat(node, ["class"], root.at("spec", "ingressClassName"), "object-name");
  if (Object.keys(node.config["annotations"] ?? {}).length === 0) delete node.config["annotations"];
}

function takeTls(node: DraftNode, tls: Field | undefined): void {
  const [first, ...more] = tls?.items() ?? [];
  for (const other of more) other.drop("an ingress has one certificate", node.id);
  if (!first) return;
  set(node, ["tls"], true);
  first.take(node.id, ["tls"]);
  const secret = first.get("secretName");
  if (secret?.text === `${node.id}-tls`) secret.take(node.id, ["tlsSecret"]);
  else putFormat(node, ["tlsSecret"], secret, "object-name");
  putTexts(node, ["tlsHosts"], first.get("hosts"));
}

function takeRule(inventory: Inventory, node: DraftNode, rule: Field): void {
  const host = rule.get("host");
  putFormat(node, ["host"], host, "hostname");
  const hosts = node.config["tlsHosts"] as string[] | undefined;
  // The host itself is what a certificate is for where nothing is said.
  if (hosts?.length === 1 && hosts[0] === host?.text) delete node.config["tlsHosts"];
  for (const path of rule.at("http", "paths")?.items() ?? []) takePath(inventory, node, path);
}

function takePath(inventory: Inventory, node: DraftNode, path: Field): void {
  const backend = path.get("backend");
  const provided = joined(inventory, node, backend);
  if (!backend || !provided) {
    return path.drop("the Service that it leads to is not among the files", node.id);
  }
  const paths = (node.config["paths"] ?? []) as Json[];
  const at = ["paths", paths.length];
  set(node, at, { backend: provided.node.id });
  backend.take(node.id, [...at, "backend"]);
  const text = path.get("path");
  putFormat(node, [...at, "path"], text, "url-path");
  const type = path.get("pathType");
  if (type) putChoice(node, [...at, "pathType"], type, PATH_TYPES);
  else set(node, [...at, "pathType"], "ImplementationSpecific");
  takePort(node, at, backend, provided);
}

const PATH_TYPES = ["Prefix", "Exact", "ImplementationSpecific"];

/** The node that a backend leads to, joined to the ingress. */
function joined(
  { draft, services }: Inventory,
  node: DraftNode,
  backend: Field | undefined,
): Provided | undefined {
  const name = backend?.at("service", "name") ?? backend?.get("serviceName");
  const provided = services.get(name?.text ?? "");
  if (provided) {
    draft.connect({ node: provided.node.id, port: "endpoint" }, { node: node.id, port: "backend" });
  }
  return provided;
}

/** The first port needs no name. */
function takePort(
  node: DraftNode,
  at: readonly (string | number)[],
  backend: Field,
  { ports }: Provided,
): void {
  const old = backend.get("servicePort");
  const number = backend.at("service", "port", "number") ?? old;
  const name = backend.at("service", "port", "name");
  const index = ports.findIndex((port) => port.port === number?.whole);
  const named = name?.text ?? (number?.whole === undefined ? number?.text : ports[index]?.name);
  if (number?.whole !== undefined && index < 0) {
    number.drop("the node has no such port", node.id);
  } else if (named !== undefined && (name || index !== 0)) {
    put(node, [...at, "portName"], named, (name ?? number)!);
  }
}

/** What no path matches goes where `/` leads. */
function takeFallback(
  inventory: Inventory,
  node: DraftNode,
  fallback: Field,
  isOnly: boolean,
): void {
  const provided = joined(inventory, node, fallback);
  if (!provided) return fallback.drop("the Service that it leads to is not among the files");
  const paths = (node.config["paths"] ?? []) as Json[];
  set(node, ["paths", paths.length], { backend: provided.node.id, path: "/" });
  if (isOnly) fallback.take(node.id, ["paths", paths.length]);
  else fallback.approximate("it is the path / of the first host", node.id);
}
