import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putChoice, putWhole, set } from "../yaml/put.ts";
import { takeCompanions, takeContainer } from "./container.ts";
import { find, type Inventory, nodeOf } from "./inventory.ts";
import { takeAnnotations, takeLabels } from "./metadata.ts";
import { isWorkload, type KubeObject, templateOf } from "./objects.ts";
import { takePlacement } from "./placement.ts";
import { setStandard, takeSecurity } from "./security.ts";
import { takeVolumes } from "./volumes.ts";

/** The main container of a pod: that of its node's name, else the first. */
export function mainContainer(object: KubeObject): Field | undefined {
  const containers = templateOf(object)?.at("spec", "containers")?.items() ?? [];
  return containers.find((one) => one.get("name")?.text === object.name) ?? containers[0];
}

/** Takes the pod of a runner; its ports are taken already. */
export function takePod(inventory: Inventory, object: KubeObject, node: DraftNode): void {
  const template = templateOf(object);
  const pod = template?.get("spec");
  const container = mainContainer(object);
  if (!template || !pod || !container) return;
  takeLabels(inventory, node, template.at("metadata", "labels"));
  takeAnnotations(node, template.at("metadata", "annotations"));
  const metadata = template.get("metadata");
  if (object.kind !== "Pod") metadata?.get("name")?.drop("pods are named after their node");
  takeSecurity(node, pod, container);
  takeContainer(inventory, node, container, isWorkload(object));
  takeCompanions(inventory, node, pod, container);
  takeVolumes(inventory, { object, node, pod, container });
  takePlacement(inventory, node, pod);
  takeAccount(inventory, node, pod);
  takeRest(object, node, pod);
  setStandard(node);
  explainUser(node, container, pod);
}

/** The account of a pod: a node, or the name of one that is elsewhere. */
function takeAccount(inventory: Inventory, node: DraftNode, pod: Field): void {
  const named = [pod.get("serviceAccountName"), pod.get("serviceAccount")]
    .filter((field) => field !== undefined && !field.isEmpty && field.text !== "");
  const name = named[0]?.text;
  const account = nodeOf(inventory, find(inventory, "ServiceAccount", name));
  for (const field of named) {
    if (account) field!.take(node.id);
    else if (name === "default") field!.take(node.id);
    else put(node, ["serviceAccount"], name!, field!);
  }
  if (account) {
    inventory.draft.connect(
      { node: account.id, port: "identity" },
      { node: node.id, port: "identity" },
    );
  }
  const empty = pod.get("serviceAccount");
  if (empty?.text === "") empty.take(node.id);
  takeToken(node, pod, name !== undefined && name !== "default", account);
}

function takeToken(
  node: DraftNode,
  pod: Field,
  isNamed: boolean,
  account: DraftNode | undefined,
): void {
  const token = pod.get("automountServiceAccountToken");
  const given = account ? account.config["automount"] === true : isNamed;
  if (token?.flag === given) token.take(node.id);
  else token?.approximate("a token is mounted only where an account is named", node.id);
}

function takeRest(object: KubeObject, node: DraftNode, pod: Field): void {
  const links = pod.get("enableServiceLinks");
  if (links?.flag === false) links.take(node.id);
  else links?.drop("Celestra gives addresses by connections", node.id);
  pod.get("imagePullSecrets")?.items().forEach((entry, index) => {
    const name = entry.get("name");
    if (name) put(node, ["pullSecrets", index], name.text ?? "", name);
  });
  const stop = pod.get("terminationGracePeriodSeconds");
  putWhole(node, ["stopSeconds"], stop, [0, 3600]);
  if (!isWorkload(object)) return;
  putChoice(node, ["dnsPolicy"], pod.get("dnsPolicy"), DNS_POLICIES);
  const restart = pod.get("restartPolicy");
  if (restart?.text === "Always") restart.take(node.id);
  else restart?.approximate("an app is always started again", node.id);
}

const DNS_POLICIES = ["ClusterFirst", "Default", "ClusterFirstWithHostNet", "None"];

/** The image's own user is no number that a file could name, and restricted pods need one. */
function explainUser(node: DraftNode, container: Field, pod: Field): void {
  if (node.config["user"] !== undefined) return;
  if (node.config["privileged"]) return set(node, ["user"], 0);
  const holder = pod.get("containers") ?? container;
  const message = "it runs as user 10001 and not as the user of its image: " +
    "set user where the image needs another";
  holder.note(message, node.id);
}
