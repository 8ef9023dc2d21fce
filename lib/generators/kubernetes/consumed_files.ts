import type { SecretReference, Setting } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Context, Runner } from "./context.ts";

/** Settings or secrets that a container sees as files in a folder. */
export type Files =
  | { readonly from: "setting"; readonly it: Reading<Setting>; readonly folder: string }
  | { readonly from: "secret"; readonly it: Reading<SecretReference>; readonly folder: string };

/** What a container sees as files, in the order of the workflow's file. */
export function consumedFiles(context: Context, runner: Reading<Runner>): Files[] {
  return runner.value("settings").flatMap((id) => filesById(context, id) ?? []);
}

function filesById({ index }: Context, id: string): Files | undefined {
  const setting = index.settings.get(id);
  const secret = index.secrets.get(id);
  if (setting && setting.value("mount") !== "env") {
    return { from: "setting", it: setting, folder: setting.value("path") };
  }
  return secret && secret.value("mount") !== "env"
    ? { from: "secret", it: secret, folder: secret.value("path") }
    : undefined;
}

/** A file mode in octal digits as a number. */
export function modeNumber(octal: string): number {
  return Number.parseInt(octal, 8);
}
