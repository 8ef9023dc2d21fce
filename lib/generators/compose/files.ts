import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { type ConfigFile, configFiles, origin } from "./configs.ts";
import type { Context, Runner } from "./context.ts";
import { entryName } from "./names.ts";
import { type SecretFile, secretFiles } from "./secrets.ts";
import { literal } from "./text.ts";

/** The files that a container sees, by list of the service. */
export interface MountedFiles {
  readonly configs: Sourced[];
  readonly secrets: Sourced[];
}

/** What a container sees as files. Each path is mounted once; the last connected wins. */
export function filesOf(context: Context, runner: Reading<Runner>): MountedFiles {
  const files = new Map<string, ConfigFile | SecretFile>();
  for (const file of consumedFiles(context, runner)) {
    const hidden = files.get(file.target);
    if (hidden) explainHidden(context, runner, hidden, originOf(file).node);
    files.set(file.target, file);
  }
  const configs: Sourced[] = [];
  const secrets: Sourced[] = [];
  for (const file of files.values()) {
    if ("setting" in file) configs.push(configMount(file));
    else secrets.push(secretMount(file));
  }
  return { configs, secrets };
}

function consumedFiles({ index }: Context, runner: Reading<Runner>): (ConfigFile | SecretFile)[] {
  return runner.value("settings").flatMap((id): (ConfigFile | SecretFile)[] => {
    const setting = index.settings.get(id);
    if (setting) return configFiles(setting);
    const secret = index.secrets.get(id);
    return secret ? secretFiles(secret) : [];
  });
}

function explainHidden(
  { recorder }: Context,
  runner: Reading<Runner>,
  hidden: ConfigFile | SecretFile,
  by: string,
): void {
  const path = "setting" in hidden ? ["data", hidden.key] : ["keys"];
  const message = `"${runner.node}" sees another file at its path, that of "${by}"`;
  recorder.approximate(originOf(hidden).node, path, message);
}

function originOf(file: ConfigFile | SecretFile): { readonly node: string } {
  return "setting" in file ? file.setting : file.secret;
}

function configMount({ setting, key, target }: ConfigFile): Sourced {
  return origin(setting, key, { source: entryName(setting.node, key), target: literal(target) });
}

function secretMount({ secret, key, target }: SecretFile): Sourced {
  return secret.as("keys", { source: entryName(secret.node, key), target: literal(target) });
}
