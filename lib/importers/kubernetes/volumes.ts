import { isPortName } from "../../model/names.ts";
import type { Json } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putFormat, set } from "../yaml/put.ts";
import { find, type Inventory, ofKind } from "./inventory.ts";
import { takeHead, takeLabels } from "./metadata.ts";
import { type KubeObject, templateOf } from "./objects.ts";
import { takeFileVolume } from "./file_volumes.ts";

/** A pod whose volumes are taken. */
export interface VolumePod {
  readonly object: KubeObject;
  readonly node: DraftNode;
  readonly pod: Field;
  readonly container: Field;
}

/** Takes the volumes of a pod where its main container sees them. */
export function takeVolumes(inventory: Inventory, of: VolumePod): void {
  const volumes = new Map(
    (of.pod.get("volumes")?.items() ?? []).map((volume) => [volume.get("name")?.text, volume]),
  );
  const templates = new Map(
    (of.object.root.at("spec", "volumeClaimTemplates")?.items() ?? [])
      .map((template) => [template.at("metadata", "name")?.text, template]),
  );
  for (const mount of of.container.get("volumeMounts")?.items() ?? []) {
    const name = mount.get("name")?.text;
    const template = templates.get(name);
    const volume = volumes.get(name);
    if (template) takeTemplate(of, mount, template);
    else if (volume) takeVolume(inventory, of, mount, volume);
    else mount.drop("there is no volume of this name", of.node.id);
  }
}

function takeVolume(inventory: Inventory, of: VolumePod, mount: Field, volume: Field): void {
  const claim = volume.get("persistentVolumeClaim");
  const host = volume.get("hostPath");
  if (claim) return takeClaim(inventory, of, mount, volume, claim);
  if (host) return takeHostFolder(of, mount, volume, host);
  if (takeFileVolume(inventory, of.node, mount, volume)) return;
  const { node } = of;
  const other = volume.entries().find(([key]) => key !== "name")?.[0] ?? "emptyDir";
  if (other !== "emptyDir") {
    const reason = `a volume of the kind ${other} has no node: ` +
      "make a PersistentVolume and a claim of it, and name the claim";
    volume.drop(reason, node.id);
    return mount.drop(reason, node.id);
  }
  takeScratch(node, mount, volume);
}

/** A folder that lives as long as the pod. */
function takeScratch(node: DraftNode, mount: Field, volume: Field): void {
  const path = mount.get("mountPath");
  const writable = (node.config["writable"] ?? []) as Json[];
  const empty = volume.get("emptyDir");
  mount.take(node.id, ["writable"]);
  volume.take(node.id, ["writable"]);
  const limit = empty?.get("sizeLimit");
  const isOurs = path?.text === "/tmp" && empty?.get("medium")?.text === "Memory";
  if (limit) takeSize(node, limit);
  else if (empty) {
    empty.approximate("the folder has a limit now, that of writableSize", node.id);
  }
  if (isOurs) return;
  empty?.get("medium")?.drop("the folder is on the disk of the host", node.id);
  putFormat(node, ["writable", writable.length], path, "path");
}

function takeSize(node: DraftNode, limit: Field): void {
  const known = node.config["writableSize"];
  if (known === undefined) return putFormat(node, ["writableSize"], limit, "quantity");
  if (known === limit.text) limit.take(node.id, ["writableSize"]);
  else limit.approximate(`all such folders have one size, ${known}`, node.id, ["writableSize"]);
}

function takeHostFolder(of: VolumePod, mount: Field, volume: Field, host: Field): void {
  const { node } = of;
  const folders = (node.config["hostFolders"] ?? []) as Json[];
  const at = ["hostFolders", folders.length];
  set(node, at, {});
  volume.get("name")?.take(node.id);
  mount.get("name")?.take(node.id);
  putFormat(node, [...at, "source"], host.get("path"), "host-path");
  putFormat(node, [...at, "path"], mount.get("mountPath"), "path");
  const readOnly = mount.get("readOnly");
  set(node, [...at, "readOnly"], readOnly?.flag ?? false);
  readOnly?.take(node.id, [...at, "readOnly"]);
  host.get("type")?.drop("what is at the path is not looked at", node.id);
}

/** A claim of the pod: one that only it uses is its own volume, any other stays as it is. */
function takeClaim(
  inventory: Inventory,
  of: VolumePod,
  mount: Field,
  volume: Field,
  claim: Field,
): void {
  const { node } = of;
  const name = claim.get("claimName");
  const object = find(inventory, "PersistentVolumeClaim", name?.text);
  volume.take(node.id, ["volumes"]);
  mount.take(node.id, ["volumes"]);
  if (object && usersOf(inventory, object) === 1 && !inventory.claims.has(object)) {
    return takeOwnClaim(inventory, of, mount, object);
  }
  const at = volumeAt(node, volume.get("name")?.text ?? "data");
  set(node, [...at, "claim"], name?.text ?? "");
  takePath(node, at, mount);
}

function usersOf(inventory: Inventory, { name }: KubeObject): number {
  return inventory.objects.filter((object) =>
    (templateOf(object)?.at("spec", "volumes")?.items() ?? []).some((volume) =>
      volume.at("persistentVolumeClaim", "claimName")?.text === name
    )
  ).length;
}

function takeOwnClaim(
  inventory: Inventory,
  of: VolumePod,
  mount: Field,
  object: KubeObject,
): void {
  const { node } = of;
  inventory.claims.add(object);
  const short = object.name.startsWith(`${node.id}-`)
    ? object.name.slice(node.id.length + 1)
    : "data";
  const isMain = short === "data" && node.config["storage"] === undefined;
  const at = isMain ? [] : volumeAt(node, short);
  const name = isMain
    ? "data"
    : (node.config["volumes"] as { name: string }[])[at[1] as number]!.name;
  takeHead(inventory, object, node, `${node.id}-${name}`);
  takeLabels(inventory, node, object.root.at("metadata", "labels"));
  takeSpec(node, at, object.root.get("spec"));
  takeClass(node, at, object.root.at("metadata", "annotations"));
  takePath(node, at, mount);
}

function takeTemplate(of: VolumePod, mount: Field, template: Field): void {
  const { node } = of;
  const name = template.at("metadata", "name");
  const isMain = name?.text === "data" && node.config["storage"] === undefined;
  const at = isMain ? [] : volumeAt(node, name?.text ?? "data");
  mount.take(node.id, [...at]);
  for (const key of ["apiVersion", "kind", "status"]) template.get(key)?.take(node.id);
  template.at("metadata", "labels")?.take(node.id);
  name?.take(node.id);
  takeSpec(node, at, template.get("spec"));
  takeClass(node, at, template.at("metadata", "annotations"));
  takePath(node, at, mount);
}

type At = readonly (string | number)[];

/** Where a further volume is put, under a name that it may have. */
function volumeAt(node: DraftNode, wanted: string): At {
  const volumes = (node.config["volumes"] ?? []) as { name: string }[];
  const short = wanted.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").slice(0, 15)
    .replaceAll(/^-+|-+$/g, "");
  const legal = isPortName(short) ? short : "volume";
  let name = legal;
  for (let count = 2; volumes.some((volume) => volume.name === name); count++) {
    name = `${legal.slice(0, 12)}-${count}`;
  }
  const at = ["volumes", volumes.length];
  set(node, at, { name });
  return at;
}

const MAIN = { path: "mountPath", size: "storage", class: "storageClass", access: "accessMode" };
const FURTHER = { path: "path", size: "size", class: "class", access: "access" };

function keysAt(at: At): typeof MAIN {
  return at.length === 0 ? MAIN : FURTHER;
}

function takePath(node: DraftNode, at: At, mount: Field): void {
  putFormat(node, [...at, keysAt(at).path], mount.get("mountPath"), "path");
  const readOnly = mount.get("readOnly");
  if (readOnly?.flag) readOnly.drop("a volume is read-only by its access mode", node.id);
  mount.get("subPath")?.drop("a volume is mounted whole", node.id);
}

function takeSpec(node: DraftNode, at: At, spec: Field | undefined): void {
  const keys = keysAt(at);
  const size = spec?.at("resources", "requests", "storage");
  putFormat(node, [...at, keys.size], size, "quantity");
  const [mode, ...more] = spec?.get("accessModes")?.items() ?? [];
  if (mode) put(node, [...at, keys.access], mode.text ?? "", mode);
  for (const other of more) other.drop("a volume has one access mode", node.id);
  const storageClass = spec?.get("storageClassName");
  if (storageClass?.text === "") storageClass.drop("the volume gets the default class", node.id);
  else putFormat(node, [...at, keys.class], storageClass, "object-name");
  const volumeMode = spec?.get("volumeMode");
  if (volumeMode?.text === "Filesystem") volumeMode.take(node.id);
}

/** The annotation that named a class before there was a field for it. */
function takeClass(node: DraftNode, at: At, annotations: Field | undefined): void {
  const old = annotations?.get("volume.beta.kubernetes.io/storage-class");
  putFormat(node, [...at, keysAt(at).class], old, "object-name");
}

/** The claims that no workload makes itself. */
export function looseClaims(inventory: Inventory): KubeObject[] {
  return ofKind(inventory, "PersistentVolumeClaim").filter((claim) => !inventory.claims.has(claim));
}
