import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putFlag, putWhole, set } from "../yaml/put.ts";

const IDS = [0, 65_534] as const;

/** Takes what a pod and its main container may do. */
export function takeSecurity(node: DraftNode, pod: Field, container: Field): void {
  const ofPod = pod.get("securityContext");
  const own = container.get("securityContext");
  for (const context of [own, ofPod]) {
    takeId(node, "user", context?.get("runAsUser"));
    takeId(node, "group", context?.get("runAsGroup"));
  }
  takeGroup(node, ofPod?.get("fsGroup"));
  takeFixed(node, ofPod, own);
  takeRights(node, own);
  takeReadOnly(node, own?.get("readOnlyRootFilesystem"));
  putFlag(node, ["hostNetwork"], wanted(pod.get("hostNetwork"), node));
}

/** The container's own number goes before that of its pod. */
function takeId(node: DraftNode, key: "user" | "group", field: Field | undefined): void {
  if (!field) return;
  const known = node.config[key];
  if (known === undefined) {
    const isSame = key === "group" && field.whole === node.config["user"];
    if (isSame) field.take(node.id, [key]);
    else putWhole(node, [key], field, IDS);
  } else if (known === field.whole) field.take(node.id, [key]);
  else field.drop(`the container itself says ${known}`, node.id);
}

function takeGroup(node: DraftNode, field: Field | undefined): void {
  if (!field) return;
  const group = node.config["group"] ?? node.config["user"];
  if (group === field.whole) field.take(node.id, ["group"]);
  else if (group === undefined || node.config["group"] === undefined) {
    putWhole(node, ["group"], field, IDS);
    field.approximate("it is the group of the container as well", node.id, ["group"]);
  } else field.drop(`the group of the volumes is that of the container, ${group}`, node.id);
}

/** What Celestra always sets. */
function takeFixed(node: DraftNode, pod: Field | undefined, own: Field | undefined): void {
  const policy = pod?.get("fsGroupChangePolicy");
  takeWhere(node, policy, policy?.text === "OnRootMismatch", "Celestra sets OnRootMismatch");
  for (const context of [pod, own]) {
    const profile = context?.at("seccompProfile", "type");
    takeWhere(node, profile, profile?.text === "RuntimeDefault", "Celestra sets RuntimeDefault");
    const nobody = context?.get("runAsNonRoot");
    const isRoot = node.config["user"] === 0;
    takeWhere(node, nobody, nobody?.flag === !isRoot, "it follows from the user");
  }
}

function takeWhere(node: DraftNode, field: Field | undefined, isSame: boolean, otherwise: string) {
  if (isSame) field?.take(node.id);
  else field?.approximate(otherwise, node.id);
}

function takeRights(node: DraftNode, own: Field | undefined): void {
  const escalation = own?.get("allowPrivilegeEscalation");
  takeWhere(node, escalation, escalation?.flag === false, "Celestra never allows it");
  const dropped = own?.at("capabilities", "drop");
  takeWhere(node, dropped, dropped?.texts?.join() === "ALL", "Celestra drops all of them");
  own?.at("capabilities", "add")?.items().forEach((field) => {
    const capabilities = (node.config["capabilities"] ?? []) as string[];
    put(node, ["capabilities", capabilities.length], field.text?.replace(/^CAP_/, "") ?? "", field);
  });
  const empty = own?.get("capabilities");
  if (empty?.isEmpty) empty.take(node.id);
  putFlag(node, ["privileged"], wanted(own?.get("privileged"), node));
}

/** A right that is asked for; one that is not is as it is anyway. */
function wanted(field: Field | undefined, node: DraftNode): Field | undefined {
  if (field?.flag !== false) return field;
  field.take(node.id);
  return undefined;
}

/** Kubernetes lets a container write its files where nothing else is said. */
function takeReadOnly(node: DraftNode, field: Field | undefined): void {
  if (field?.flag === true) return field.take(node.id, ["readOnly"]);
  set(node, ["readOnly"], false);
  field?.take(node.id, ["readOnly"]);
}

const BASELINE = "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD SETFCAP SETGID SETPCAP " +
  "SETUID SYS_CHROOT";

/** The Pod Security Standard that a node keeps, by what it asks for. */
export function setStandard({ config }: DraftNode): void {
  const capabilities = (config["capabilities"] ?? []) as string[];
  const beyond = capabilities.filter((name) => name !== "NET_BIND_SERVICE");
  const ports = (config["ports"] ?? []) as { hostPort?: number }[];
  const isPrivileged = config["privileged"] || config["hostNetwork"] || config["hostFolders"] ||
    ports.some(({ hostPort }) => hostPort !== undefined) ||
    beyond.some((name) => !BASELINE.split(" ").includes(name));
  if (isPrivileged) config["podSecurity"] = "privileged";
  else if (config["user"] === 0 || beyond.length > 0) config["podSecurity"] = "baseline";
}
