import { isPortName } from "../../model/names.ts";
import { FORMATS } from "../../model/formats.ts";
import type { Json } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, set } from "../yaml/put.ts";
import { interpolated } from "./interpolation.ts";
import { fileAt, type Reading } from "./reading.ts";
import { type Placed, valuesOf } from "./service.ts";
import { bytes } from "./words.ts";

/** What a volume holds where nothing says how much. */
const SIZE = "1Gi";

/** A mount of a service, however it is written. */
interface Mount {
  readonly field: Field;
  readonly type: string;
  readonly source: string | undefined;
  readonly target: string;
  readonly isReadOnly: boolean;
  readonly notes: readonly string[];
}

/** Takes the volumes of a service. */
export function takeVolumes(reading: Reading, placed: Placed): void {
  for (const list of valuesOf(placed.service, "volumes")) {
    for (const field of list.items()) takeMount(reading, placed.node, field);
  }
  for (const field of valuesOf(placed.service, "tmpfs")) {
    for (const entry of field.isList ? field.items() : [field]) takeScratch(placed.node, entry);
  }
}

function takeMount(reading: Reading, node: DraftNode, field: Field): void {
  const mount = field.isMap ? longForm(reading, field) : shortForm(reading, field);
  if (!FORMATS.path!.test(mount.target)) {
    return field.drop(`it must be mounted at ${FORMATS.path!.expected}`, node.id);
  }
  if (mount.type === "volume" && mount.source !== undefined) return takeNamed(reading, node, mount);
  if (mount.type === "bind") return takeBind(reading, node, mount);
  if (mount.type === "tmpfs" || mount.type === "volume") return takeAnonymous(node, mount);
  field.drop(`a node has no volumes of the type ${mount.type}`, node.id);
}

function longForm({ values }: Reading, field: Field): Mount {
  const text = (key: string) => interpolated(field.get(key)?.text ?? "", values);
  const source = text("source");
  return {
    field,
    type: field.get("type")?.text ?? "volume",
    source: field.get("source") ? source.text : undefined,
    target: withoutSlash(text("target").text),
    isReadOnly: field.get("read_only")?.flag === true,
    notes: source.notes,
  };
}

function shortForm({ values }: Reading, field: Field): Mount {
  const { text, notes } = interpolated(field.text ?? "", values);
  const [first = "", second, options = ""] = text.split(":");
  const isNamed = second !== undefined && !/^[./~]/.test(first);
  return {
    field,
    type: second === undefined || isNamed ? "volume" : "bind",
    source: second === undefined ? undefined : first,
    target: withoutSlash(second ?? first),
    isReadOnly: options.split(",").includes("ro"),
    notes,
  };
}

function withoutSlash(path: string): string {
  return path.replace(/(.)\/+$/, "$1");
}

function takeNamed(reading: Reading, node: DraftNode, mount: Mount): void {
  const { field, source, target, isReadOnly } = mount;
  const entry = reading.top("volumes", source!);
  const owner = reading.settings.get(`volume ${source}`);
  if (owner) {
    return field.drop(`the volume belongs to "${owner.id}": a volume has one node`, node.id);
  }
  reading.settings.set(`volume ${source}`, node);
  const short = source!.startsWith(`${node.id}-`) ? source!.slice(node.id.length + 1) : source!;
  const isMain = node.config["storage"] === undefined &&
    (short === "data" || !isListed(reading, node, "data"));
  const at = isMain ? [] : volumeAt(node, short);
  set(node, [...at, isMain ? "storage" : "size"], SIZE);
  set(node, [...at, isMain ? "mountPath" : "path"], target);
  if (isReadOnly) set(node, [...at, isMain ? "accessMode" : "access"], "ReadOnlyMany");
  tellMount(mount, node, isMain ? ["storage"] : at);
  explainVolume(entry, node, source!, isMain ? "data" : nameAt(node, at));
}

/** Whether a later mount of a node is its volume of a name. */
function isListed({ services }: Reading, node: DraftNode, name: string): boolean {
  const service = services.find((one) => one.name === node.id);
  return (service ? valuesOf(service, "volumes") : []).some((list) =>
    list.items().some((item) =>
      (item.get("source")?.text ?? item.text?.split(":")[0]) === `${node.id}-${name}`
    )
  );
}

function tellMount({ field, notes }: Mount, node: DraftNode, at: readonly (string | number)[]) {
  if (notes[0] === undefined) field.take(node.id, at);
  else field.approximate(notes[0], node.id, at);
}

function volumeAt(node: DraftNode, wanted: string): readonly (string | number)[] {
  const volumes = (node.config["volumes"] ?? []) as { name: string }[];
  const short = wanted.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").slice(0, 15)
    .replaceAll(/^-+|-+$/g, "");
  const legal = isPortName(short) ? short : "volume";
  const isTaken = volumes.some(({ name }) => name === legal);
  const at = ["volumes", volumes.length];
  set(node, at, { name: isTaken ? `${legal.slice(0, 12)}-${volumes.length + 1}` : legal });
  return at;
}

function nameAt({ config }: DraftNode, [, index]: readonly (string | number)[]): string {
  return (config["volumes"] as { name: string }[])[index as number]!.name;
}

/** What the top level says of a volume. */
function explainVolume(
  entry: Field | undefined,
  node: DraftNode,
  source: string,
  name: string,
): void {
  if (!entry) return;
  const now = `${node.id}-${name}`;
  const size = `it holds ${SIZE} where a size is needed`;
  const message = now === source ? size : `it is named "${now}" now, and ${size}`;
  if (entry.isEmpty) entry.approximate(message, node.id, ["storage"]);
  entry.get("external")?.drop("the volume is made anew", node.id);
}

/** A file among the inputs becomes a config map; anything else is a folder of the host. */
function takeBind(reading: Reading, node: DraftNode, mount: Mount): void {
  const { field, source = "", target, isReadOnly } = mount;
  const file = fileAt(reading, field, source);
  const key = source.slice(source.lastIndexOf("/") + 1);
  if (file && FORMATS["config-key"]!.test(key)) {
    const config = reading.draft.node(`${node.id.slice(0, 30)}-${key.slice(0, 20)}`, "config-map");
    Object.assign(config.config, { data: { [key]: file.text }, mount: "file", path: target });
    config.config["subPath"] = key;
    reading.draft.connect({ node: config.id, port: "data" }, { node: node.id, port: "settings" });
    reading.report.taken(linesOf(file), "", config.id);
    return field.take(config.id, ["path"]);
  }
  if (!FORMATS["host-path"]!.test(source)) {
    return field.drop(`the folder must be ${FORMATS["host-path"]!.expected}`, node.id);
  }
  const folders = (node.config["hostFolders"] ?? []) as Json[];
  const at = ["hostFolders", folders.length];
  set(node, at, { source: withoutSlash(source), path: target, readOnly: isReadOnly });
  tellMount(mount, node, at);
  field.get("bind")?.drop("a folder of the host is mounted as it is", node.id);
}

function linesOf({ path, text }: { readonly path: string; readonly text: string }) {
  return { file: path, from: 1, to: Math.max(1, text.replace(/\n$/, "").split("\n").length) };
}

/** A folder without a name is gone with its container. */
function takeAnonymous(node: DraftNode, { field, target }: Mount): void {
  const writable = (node.config["writable"] ?? []) as Json[];
  const at = ["writable", writable.length];
  set(node, at, target);
  field.approximate("the folder is gone with its container", node.id, at);
  const size = bytes(field.at("tmpfs", "size")?.text);
  if (size !== undefined) set(node, ["writableSize"], size);
}

/** A folder in memory: `/tmp`, or `/run:size=64m,mode=1777`. */
function takeScratch(node: DraftNode, field: Field): void {
  const [path = "", options = ""] = (field.text ?? "").split(":");
  const size = bytes(/(?:^|,)size=([^,]+)/.exec(options)?.[1]);
  if (size !== undefined && node.config["writableSize"] === undefined) {
    set(node, ["writableSize"], size);
  }
  if (path === "/tmp" && node.config["readOnly"] !== false) return field.take(node.id);
  const writable = (node.config["writable"] ?? []) as Json[];
  const at = ["writable", writable.length];
  if (!FORMATS.path!.test(path)) return field.drop("it must be an absolute path", node.id);
  put(node, at, path, field);
}
