import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { set } from "../yaml/put.ts";
import type { Inventory } from "./inventory.ts";
import { consume, keysOf, modeOf, settingOf } from "./settings.ts";

/** Takes a volume of files from ConfigMaps and Secrets; false for a volume of another kind. */
export function takeFileVolume(
  inventory: Inventory,
  node: DraftNode,
  mount: Field,
  volume: Field,
): boolean {
  const projected = volume.get("projected");
  const sources = projected
    ? projected.get("sources")?.items().flatMap(sourceIn) ?? []
    : sourceIn(volume);
  if (sources.length === 0) return false;
  mount.take(node.id);
  volume.take(node.id);
  const mode = modeOf(projected?.get("defaultMode"));
  for (const source of sources) takeSource(inventory, node, { mount, source, mode });
  return true;
}

interface FileSource {
  readonly kind: "ConfigMap" | "Secret";
  readonly field: Field;
}

function sourceIn(holder: Field): FileSource[] {
  const setting = holder.get("configMap");
  const secret = holder.get("secret");
  return [
    ...(setting ? [{ kind: "ConfigMap", field: setting } as const] : []),
    ...(secret ? [{ kind: "Secret", field: secret } as const] : []),
  ];
}

interface Taking {
  readonly mount: Field;
  readonly source: FileSource;
  readonly mode: string | undefined;
}

function takeSource(inventory: Inventory, node: DraftNode, { mount, source, mode }: Taking): void {
  const { kind, field } = source;
  const items = field.get("items")?.items() ?? [];
  const name = field.get("secretName")?.text ?? field.get("name")?.text ?? "";
  const wanted = items.flatMap((item) => item.get("key")?.text ?? []);
  const setting = settingOf(inventory, kind, name, wanted);
  if (!setting) {
    const reason = `the ${kind} "${name}" is not among the files, so its keys are not known: ` +
      "add it, or list its keys under items";
    field.drop(reason, node.id);
    return mount.drop(reason, node.id);
  }
  consume(inventory, setting, node, "file");
  takePlace(setting, mount, items[0]);
  const own = modeOf(field.get("defaultMode")) ?? modeOf(items[0]?.get("mode")) ?? mode;
  takeMode(setting, own ?? "0644", field.get("defaultMode"));
  if (field.get("optional")?.flag) set(setting, ["optional"], true);
  explainItems(setting, items, wanted);
}

/** A setting has one folder: a second one at another place is told. */
function takePlace(setting: DraftNode, mount: Field, item: Field | undefined): void {
  const path = mount.get("mountPath");
  const subPath = mount.get("subPath")?.text;
  const folder = path?.text?.replace(/(.)\/+$/, "$1") ?? "";
  const known = setting.config["path"];
  if (known !== undefined && known !== folder) {
    path?.approximate(`all consumers see it in one place, ${known}`, setting.id);
    return;
  }
  set(setting, ["path"], folder);
  path?.take(setting.id, ["path"]);
  if (subPath === undefined) return;
  const key = item && item.get("path")?.text === subPath ? item.get("key")?.text : subPath;
  set(setting, ["subPath"], key ?? subPath);
  mount.get("subPath")?.take(setting.id, ["subPath"]);
}

function takeMode(setting: DraftNode, mode: string, field: Field | undefined): void {
  const known = setting.config["mode"];
  if (known === undefined || known === mode) set(setting, ["mode"], mode);
  else field?.approximate(`all consumers see it with one mode, ${known}`, setting.id);
}

/** A folder holds every key under its own name. */
function explainItems(
  setting: DraftNode,
  items: readonly Field[],
  wanted: readonly string[],
): void {
  for (const item of items) {
    const key = item.get("key")?.text;
    const path = item.get("path");
    if (path?.text !== key && setting.config["subPath"] === undefined) {
      path?.approximate(`the file has the name of its key, ${key}`, setting.id);
    }
  }
  const others = keysOf(setting).filter((key) => !wanted.includes(key));
  if (items.length === 0 || others.length === 0 || setting.config["subPath"] !== undefined) return;
  items[0]!.get("key")?.approximate(`the folder also holds ${others.join(", ")}`, setting.id);
}
