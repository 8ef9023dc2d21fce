import type { Path } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putChoice, putFormat, putTexts, set } from "../yaml/put.ts";
import { takeEnvironment, textsOf } from "./environment.ts";
import type { Inventory } from "./inventory.ts";
import { isLiteralSecret } from "../../model/secrets/literals.ts";
import { withhold } from "../shared/withhold.ts";
import { freePortName } from "../shared/ports.ts";
import { takeHttp, takeProbes } from "./probes.ts";
import { takeResources } from "./resources.ts";
import { expanded } from "./text.ts";

/** Takes the main container of a pod, but for its ports and volumes. */
export function takeContainer(
  inventory: Inventory,
  node: DraftNode,
  container: Field,
  probed: boolean,
): void {
  const name = container.get("name");
  if (name?.text === node.id) name.take(node.id);
  else name?.approximate(`the container has the name of its node, ${node.id}`, node.id);
  putFormat(node, ["image"], container.get("image"), "image");
  takeWords(node, [], container, textsOf(container));
  putFormat(node, ["workingDir"], container.get("workingDir"), "path");
  putChoice(node, ["pullPolicy"], container.get("imagePullPolicy"), PULL_POLICIES);
  takeEnvironment(inventory, node, container);
  takeResources(node, ["resources"], container.get("resources"));
  if (probed) takeProbes(node, container);
  takeLifecycle(node, container.get("lifecycle"));
}

const PULL_POLICIES = ["IfNotPresent", "Always", "Never"];

/** Takes what a container runs, with the variables in it that are known. */
function takeWords(
  node: DraftNode,
  at: Path,
  container: Field,
  values: ReadonlyMap<string, string | null>,
): void {
  for (const key of ["command", "args"]) {
    const list = container.get(key);
    putTexts(node, [...at, key], list, (text) => expanded(text, (name) => values.get(name)).text);
    for (const item of list?.items() ?? []) {
      const { replaced, unknown } = expanded(item.text ?? "", (name) => values.get(name));
      const [first] = [...unknown, ...replaced];
      if (first === undefined) continue;
      const what = unknown.length > 0 ? "is no longer replaced by its value" : "is written out";
      item.approximate(`$(${first}) ${what}`, node.id, [...at, key]);
    }
  }
}

function takeLifecycle(node: DraftNode, lifecycle: Field | undefined): void {
  for (const key of ["postStart", "preStop"]) {
    const at = ["lifecycle", key];
    const command = lifecycle?.at(key, "exec", "command");
    const http = lifecycle?.at(key, "httpGet");
    if (command) putTexts(node, [...at, "exec"], command);
    else if (http) takeHttp(node, [...at, "http"], http);
  }
}

/** Takes the containers of a pod besides its main one. */
export function takeCompanions(
  inventory: Inventory,
  node: DraftNode,
  pod: Field,
  main: Field,
): void {
  pod.get("initContainers")?.items().forEach((container, index) =>
    takeCompanion(inventory, node, ["init", index], container)
  );
  pod.get("containers")?.items().filter(({ source }) => source !== main.source)
    .forEach((container, index) => takeCompanion(inventory, node, ["sidecars", index], container));
}

function takeCompanion(inventory: Inventory, node: DraftNode, at: Path, container: Field): void {
  putFormat(node, [...at, "name"], container.get("name"), "port-name");
  putFormat(node, [...at, "image"], container.get("image"), "image");
  takeWords(node, at, container, textsOf(container));
  takeResources(node, [...at, "resources"], container.get("resources"));
  const policy = container.get("imagePullPolicy");
  if (policy?.text === "IfNotPresent") policy.take(node.id);
  for (const entry of container.get("env")?.items() ?? []) {
    takeVariable(inventory, node, at, entry);
  }
  if (at[0] === "sidecars") takeSidecarPorts(node, at, container.get("ports"));
  else container.get("ports")?.drop("what ends before the start is not reached", node.id);
  takeMounts(node, container);
}

function takeVariable(inventory: Inventory, node: DraftNode, at: Path, entry: Field): void {
  const name = entry.get("name")?.text;
  const value = entry.get("value");
  if (name === undefined || entry.get("valueFrom")) {
    return entry.drop("it gets what its node is given, and text of its own", node.id);
  }
  if (value && isLiteralSecret(name, value.text ?? "")) {
    entry.take(node.id);
    return withhold(inventory.draft, node, name, value);
  }
  put(node, [...at, "env", name], value?.text ?? "", entry);
}

function takeSidecarPorts(node: DraftNode, at: Path, ports: Field | undefined): void {
  const names = new Set<string>();
  ports?.items().forEach((field, index) => {
    const port = field.get("containerPort");
    const protocol = field.get("protocol")?.text?.toUpperCase() ?? "TCP";
    const name = freePortName(field.get("name")?.text, { port: port?.whole ?? 0, protocol }, names);
    set(node, [...at, "ports", index], { name, port: port?.whole ?? 0 });
    field.take(node.id, [...at, "ports", index]);
    if (protocol !== "TCP") set(node, [...at, "ports", index, "protocol"], protocol);
  });
}

/** Companions mount what the main container mounts, where it does. */
function takeMounts(node: DraftNode, container: Field): void {
  for (const mount of container.get("volumeMounts")?.items() ?? []) {
    mount.approximate("it sees the volumes of its node where the main container does", node.id);
  }
}
