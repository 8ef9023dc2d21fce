import { FORMATS } from "../../model/formats.ts";
import { hasLiteralSecret, isLiteralSecret } from "../../model/secrets/literals.ts";
import type { DraftNode } from "../shared/draft.ts";
import { PLAIN_SECRET } from "../shared/plain_secrets.ts";
import type { Field } from "../yaml/field.ts";
import { set } from "../yaml/put.ts";
import { modeOf } from "../kubernetes/settings.ts";
import { fileAt, type Reading } from "./reading.ts";
import { type Placed, valuesOf } from "./service.ts";

/** Takes the secrets and configs that a service sees as files. */
export function takeSettings(reading: Reading, { service, node }: Placed): void {
  for (const part of ["secrets", "configs"] as const) {
    for (const list of valuesOf(service, part)) {
      for (const field of list.items()) takeSetting(reading, node, part, field);
    }
  }
}

type Part = "secrets" | "configs";

/** A file of ours is named after its node and key; no id holds an underscore. */
const OURS = /^([a-z](?:[a-z0-9-]*[a-z0-9])?)_(.+)$/;

interface Place {
  /** The name of the node. */
  readonly node: string;
  readonly key: string;
  readonly folder: string;
  /** Whether the file has another name than its key. */
  readonly isAlone: boolean;
}

function takeSetting(reading: Reading, node: DraftNode, part: Part, field: Field): void {
  const source = (field.get("source") ?? field).text ?? "";
  const entry = reading.top(part, source);
  if (!entry) return field.drop(`there is no ${source} under ${part}`, node.id);
  const target = targetOf(part, source, field.get("target")?.text);
  const place = placeOf(source, entry, target);
  const text = part === "configs" ? textOf(reading, entry) : undefined;
  const meant = text !== undefined && isOneSecret(place.key, text) ? "secrets" : part;
  if (!FORMATS.path!.test(target) || !FORMATS["secret-key"]!.test(place.key)) {
    return field.drop(`it must be a file at ${FORMATS.path!.expected}`, node.id);
  }
  const setting = settingNode(reading, meant, { entry, place, text });
  if (!setting) return field.drop("its text is not among the inputs", node.id);
  reading.draft.connect({ node: setting.id, port: "data" }, { node: node.id, port: "settings" });
  takePlace(setting, field, place);
  for (const key of ["uid", "gid"]) field.get(key)?.drop("files belong to the user", node.id);
}

function targetOf(part: Part, source: string, target: string | undefined): string {
  const folder = part === "secrets" ? "/run/secrets/" : "/";
  return target?.startsWith("/") ? target : `${folder}${target ?? source}`;
}

function placeOf(source: string, entry: Field, target: string): Place {
  const slash = target.lastIndexOf("/");
  const file = target.slice(slash + 1);
  const folder = target.slice(0, slash) || "/";
  const [, node, key] = OURS.exec(source) ?? [];
  const said = entry.get("file")?.text ?? "";
  if (node !== undefined && key !== undefined && said.includes(`/${node}/`)) {
    return { node, key, folder, isAlone: key !== file };
  }
  return { node: source, key: file, folder, isAlone: false };
}

interface Source {
  readonly entry: Field;
  readonly place: Place;
  readonly text: string | undefined;
}

/** Whether the whole of a config is a secret; it can be one, and lie at the same place. */
function isOneSecret(key: string, text: string): boolean {
  return isLiteralSecret(key, text.trimEnd()) && !text.trimEnd().includes("\n");
}

function settingNode(reading: Reading, part: Part, { entry, place, text }: Source) {
  const name = `${part} ${place.node}`;
  let node = reading.settings.get(name);
  const component = part === "secrets" ? "secret" : "config-map";
  if (part === "configs" && text === undefined) return undefined;
  if (!node) {
    node = reading.draft.node(place.node, component);
    node.config["mount"] = "file";
    reading.settings.set(name, node);
  }
  if (part === "configs") set(node, ["data", place.key], text!);
  else addKey(node, place.key);
  explainEntry(reading, part, { entry, place, text }, node);
  return node;
}

function addKey(node: DraftNode, key: string): void {
  const keys = (node.config["keys"] ?? []) as string[];
  if (!keys.includes(key)) set(node, ["keys", keys.length], key);
}

function textOf(reading: Reading, entry: Field): string | undefined {
  const content = entry.get("content")?.text;
  if (content !== undefined) return content.replaceAll("$$", "$");
  const path = entry.get("file")?.text;
  return path === undefined ? undefined : fileAt(reading, entry, path)?.text;
}

/** What the top level says of a secret or config. */
function explainEntry(
  { draft, report, ...reading }: Reading,
  part: Part,
  { entry, place }: Source,
  node: DraftNode,
): void {
  entry.get("name")?.drop("it is named after its node", node.id);
  entry.get("external")?.drop("it is made by whoever deploys", node.id);
  if (part === "secrets") {
    const message = "its value is not taken: set it with `celestra secret set " +
      `${draft.name} ${node.id} ${place.key} --env <environment> --stdin\``;
    for (const key of ["file", "environment", "content"]) {
      entry.get(key)?.withhold(message, node.id);
    }
    return;
  }
  entry.get("content")?.take(node.id, ["data", place.key]);
  const file = entry.get("file");
  file?.take(node.id, ["data", place.key]);
  const found = file?.text === undefined ? undefined : fileAt({ ...reading }, file, file.text);
  if (!found) return;
  const to = Math.max(1, found.text.replace(/\n$/, "").split("\n").length);
  const lines = { file: found.path, from: 1, to };
  if (!hasLiteralSecret(found.text)) return report.taken(lines, place.key, node.id);
  report.approximated(lines, place.key, PLAIN_SECRET, node.id);
}

/** A setting has one folder. */
function takePlace(setting: DraftNode, field: Field, { folder, key, isAlone }: Place): void {
  const target = isAlone ? undefined : folder;
  const known = setting.config["path"];
  const said = field.get("target");
  field.take(setting.id, ["path"]);
  if (isAlone) {
    set(setting, ["path"], said?.text ?? folder);
    set(setting, ["subPath"], key);
  } else if (known === undefined) set(setting, ["path"], target!);
  else if (known !== target) {
    field.approximate(`all consumers see it in one folder, ${known}`, setting.id);
  }
  const mode = modeOf(field.get("mode"));
  if (mode !== undefined) set(setting, ["mode"], mode);
}
