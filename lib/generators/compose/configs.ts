import { Whole } from "../../format/emit.ts";
import type { Artifact } from "../../model/artifact.ts";
import type { Setting } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Context } from "./context.ts";
import { configPath, entryName } from "./names.ts";

/** A key of a setting that its consumers see as a file. */
export interface ConfigFile {
  readonly setting: Reading<Setting>;
  readonly key: string;
  readonly text: string;
  /** Where the container sees it. */
  readonly target: string;
}

/** The keys of a setting that are files. */
export function configFiles(setting: Reading<Setting>): ConfigFile[] {
  if (setting.value("mount") === "env") return [];
  const folder = setting.value("path");
  const single = setting.value("subPath");
  return Object.entries(setting.value("data"))
    .filter(([key]) => single === undefined || key === single)
    .map(([key, text]) => ({
      setting,
      key,
      text,
      target: single === undefined ? `${folder}/${key}` : folder,
    }));
}

/** The entries under `configs`: each names its file. */
export function configsOf(context: Context): Record<string, unknown> {
  return Object.fromEntries(
    consumedFiles(context).map(({ setting, key }) => [
      entryName(setting.node, key),
      origin(setting, key, { file: `./${configPath(setting.node, key)}` }),
    ]),
  );
}

/** The files beside `compose.yaml`. Compose expands nothing in them. */
export function configFilesOf(context: Context): Artifact[] {
  return consumedFiles(context).map(({ setting, key, text }) => {
    const lines = text.split("\n").length - (text.endsWith("\n") || text === "" ? 1 : 0);
    const mapped = { from: 1, to: lines, node: setting.node, path: pathOf(setting, key) };
    return { path: configPath(setting.node, key), text, map: lines > 0 ? [mapped] : [] };
  });
}

/** A value that stands in the file because of a key of a setting. */
export function origin(setting: Reading<Setting>, key: string, value: unknown): Whole {
  return new Whole(value, setting.node, pathOf(setting, key));
}

function consumedFiles({ index, consumed }: Context): ConfigFile[] {
  const settings = [...index.settings.values()].filter(({ node }) => consumed.has(node));
  return settings.flatMap(configFiles);
}

function pathOf(setting: Reading<Setting>, key: string): (string | number)[] {
  return [...setting.path, "data", key];
}
