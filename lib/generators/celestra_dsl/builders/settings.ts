import type { Container, Origin, SecretReference, Setting } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { dropAll } from "../../shared/drop_all.ts";
import { type Builder, callFrom, placeOf, said, saidEach } from "../builder.ts";
import type { Context } from "../context.ts";
import type { Call } from "../python/program.ts";
import { Name } from "../python/value.ts";
import { labelCalls } from "./labels.ts";
import { referredBy } from "./referred.ts";

/** Which consumers of a node take it by an object of the program, and which cannot. */
interface Consumers {
  readonly tasks: readonly string[];
  readonly others: readonly string[];
}

/** A setting as a ConfigMap. */
export function settingBuilder(context: Context, setting: Reading<Setting>): Builder {
  const { tasks, others } = consumersOf(context, setting.node);
  const mount = setting.value("mount");
  const calls = [
    ...labelCalls(context, setting),
    ...saidEach(setting, "data", "add"),
    ...(tasks.length > 0 ? deliveryCalls(setting, mount) : []),
    ...(tasks.length > 0 && mount !== "env"
      ? said(setting, "mode", "file_permissions", (mode) => new Name(octal(mode)))
      : []),
  ];
  explainSetting(setting, tasks, others);
  return {
    ...placeOf(setting),
    variable: context.names.of(setting.node),
    type: "ConfigMap",
    args: [setting.node],
    standing: "namespace",
    namespace: context.membership.namespaceOf(setting.node),
    calls,
  };
}

/**
 * A secret that jobs take. The object is in the cluster already, so the builder only tells jobs
 * its name and keys: it is no member of the application, and nothing is written of it.
 */
export function secretBuilder(
  context: Context,
  secret: Reading<SecretReference>,
): Builder | undefined {
  const { tasks, others } = consumersOf(context, secret.node);
  explainSecret(context, secret, tasks, others);
  if (tasks.length === 0) return undefined;
  const mount = secret.value("mount");
  return {
    ...placeOf(secret),
    variable: context.names.of(secret.node),
    type: "Secret",
    args: [secret.value("secretName") ?? secret.node],
    standing: "inside",
    calls: [
      ...secret.value("keys").map((key) => callFrom(placeOf(secret, "keys"), "add", key, "")),
      ...deliveryCalls(secret, mount),
    ],
  };
}

function deliveryCalls(source: Reading<Setting> | Reading<SecretReference>, mount: string): Call[] {
  const it = source as Reading<Setting>;
  return [
    ...(mount === "env" ? [] : said(it, "path", "mount_path")),
    ...(mount === "file" ? [] : [callFrom(placeOf(it, "mount"), "mount_as_env_vars")]),
  ];
}

function explainSetting(
  setting: Reading<Setting>,
  tasks: readonly string[],
  others: readonly string[],
): void {
  setting.drop("subPath", "the library mounts whole folders only");
  setting.drop("binaryData", "the library writes text only");
  setting.drop("immutable", "the library's ConfigMaps may all change");
  setting.drop("reload", "the library restarts nothing when a setting changes");
  if (others.length > 0) {
    const copied = setting.value("mount") === "file"
      ? "the ConfigMap is written, but the library mounts none into"
      : "the ConfigMap is written; the library lets nobody refer to it, so a copy goes to";
    setting.approximate("data", `${copied} ${others.join(", ")}`);
  }
  if (tasks.length === 0) {
    const reason = "the library gives a ConfigMap to jobs only";
    for (const key of ["mount", "path", "mode"] as const) setting.drop(key, reason);
  } else if (setting.value("mount") === "env") {
    for (const key of ["path", "mode"] as const) setting.drop(key, "no node takes it as a file");
  }
}

/** What the library has no call for. */
const LOST = {
  mode: "the library sets no mode of the files of a secret",
  subPath: "the library mounts whole folders only",
  optional: "the library's jobs do not start without it",
  labels: "the Secret is not written here",
  type: "the Secret is not written here",
  source: "the library writes no objects of External Secrets, Sealed Secrets or SOPS",
  external: "the library writes no ExternalSecret that a Secret is made of",
  sealed: "the library writes no SealedSecret",
  sealedScope: "the library writes no SealedSecret",
  sops: "the library reads no SOPS",
} as const;

function explainSecret(
  { recorder }: Context,
  secret: Reading<SecretReference>,
  tasks: readonly string[],
  others: readonly string[],
): void {
  const toApps = "the library gives a secret to jobs only";
  if (tasks.length === 0) recorder.drop(secret.node, secret.path, toApps);
  dropAll(secret, LOST);
  if (tasks.length > 0 && others.length > 0) {
    secret.approximate("keys", `${toApps}: nothing of it reaches ${others.join(", ")}`);
  }
  if (tasks.length > 0 && secret.value("mount") === "env") {
    secret.drop("path", "no node takes it as a file");
  }
}

function consumersOf(context: Context, id: string): Consumers {
  const { workloads, tasks } = context.index;
  const takes = (runner: Reading<Container & Origin>) => runner.value("settings").includes(id);
  const taken = tasks.filter((task) => takes(task) && !task.has("volumeOf"));
  const referring = taken.filter((task) => referredBy(context, task).all.includes(id));
  return {
    tasks: referring.map(({ node }) => node),
    others: [
      ...[...workloads.values()].filter(takes).map(({ node }) => node),
      ...taken.filter((task) => !referring.includes(task)).map(({ node }) => node),
    ],
  };
}

function octal(mode: string): string {
  return `0o${mode.replace(/^0+(?=\d)/, "")}`;
}
