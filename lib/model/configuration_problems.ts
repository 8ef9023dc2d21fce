import { base64Bytes } from "./base64.ts";
import { FORMATS } from "./formats.ts";
import { lookup } from "./json.ts";
import { configProblem, keysOf, type PlanIndex } from "./plan_index.ts";
import type { Problem } from "./problem.ts";
import type { SecretReference, Setting } from "./resource.ts";
import { sopsSecretOf } from "./sops.ts";
import { nearest } from "./suggestion.ts";

/** The most that a ConfigMap holds: all keys and values together, in bytes. */
const MOST_BYTES = 1024 * 1024;

/** The names that consumers give to keys. */
type Renames = Pick<PlanIndex, "renames">;

const NO_RENAMES: Renames = { renames: new Map() };

/** What is wrong with settings: their keys, their size. */
export function settingProblems(setting: Setting, index: Renames = NO_RENAMES): Problem[] {
  return [
    ...variableNameProblems(setting, index),
    ...singleFileProblems(setting, allKeysOf(setting)),
    ...sizeProblems(setting),
    ...twiceProblems(setting),
  ];
}

/** What is wrong with a secret: its keys, and what its source says of them. */
export function secretProblems(
  secret: SecretReference,
  index: Renames = NO_RENAMES,
): Problem[] {
  return [
    ...variableNameProblems(secret, index),
    ...singleFileProblems(secret, secret.keys),
    ...sourceProblems(secret),
    ...typeProblems(secret),
  ];
}

/** Keys that are to be variables and have no name for one, nor get one from every consumer. */
function variableNameProblems(
  source: SecretReference | Setting,
  { renames }: Renames,
): Problem[] {
  if (source.mount === "file") return [];
  const consumers = renames.get(source.node) ?? [];
  const isRenamed = (key: string) =>
    consumers.length > 0 && consumers.every((names) => lookup(names, key) !== undefined);
  return keysOf(source).flatMap((key, index) => {
    if (FORMATS.variable!.test(key) || isRenamed(key)) return [];
    const path = source.kind === "secret" ? ["keys", index] : ["data", key];
    const message = `"${key}" cannot be a variable, which mount: ${source.mount} asks for; ` +
      "use letters, digits and underscores, or mount: file";
    return [configProblem("invalid_value", source.node, path, message)];
  });
}

function singleFileProblems(
  { node, subPath }: SecretReference | Setting,
  keys: readonly string[],
): Problem[] {
  if (subPath === undefined || keys.includes(subPath)) return [];
  const message = `subPath names no key: expected ${keys.join(", ") || "a key, and there is none"}`;
  return [configProblem("invalid_value", node, ["subPath"], message, nearest(subPath, keys))];
}

function allKeysOf({ data, binaryData = {} }: Setting): string[] {
  return [...Object.keys(data), ...Object.keys(binaryData)];
}

function sizeProblems({ node, data, binaryData = {} }: Setting): Problem[] {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  let size = 0;
  for (const [key, text] of Object.entries(data)) size += bytes(key) + bytes(text);
  for (const [key, text] of Object.entries(binaryData)) size += bytes(key) + base64Bytes(text);
  if (size <= MOST_BYTES) return [];
  const message = `A ConfigMap holds at most ${MOST_BYTES} bytes (1 MiB) in all its entries ` +
    `together, not ${size}: keep large files in a volume or in the image`;
  return [configProblem("limit_exceeded", node, ["data"], message)];
}

function twiceProblems({ node, data, binaryData = {} }: Setting): Problem[] {
  return Object.keys(binaryData).filter((key) => Object.hasOwn(data, key)).map((key) =>
    configProblem(
      "invalid_value",
      node,
      ["binaryData", key],
      `binaryData.${key} repeats a key of data; a ConfigMap has each key once`,
    )
  );
}

/** What a source must hold, and keys that it does not have. */
function sourceProblems({ node, source, keys, sealed, sops }: SecretReference): Problem[] {
  if (source === "sealed") {
    return sealed ? keyProblems(node, keys, Object.keys(sealed), "sealed") : [
      configProblem(
        "missing_field",
        node,
        ["sealed"],
        "sealed is missing; expected the values that kubeseal closed, by key",
      ),
    ];
  }
  if (source !== "sops") return [];
  return sops === undefined
    ? [
      configProblem(
        "missing_field",
        node,
        ["sops"],
        "sops is missing; expected the file that SOPS encrypted",
      ),
    ]
    : keyProblems(node, keys, sopsSecretOf(sops)?.keys ?? [], "sops");
}

/** The keys that Kubernetes wants in Secrets of a type. */
const KEYS_OF: Readonly<Record<string, readonly string[]>> = {
  "kubernetes.io/tls": ["tls.crt", "tls.key"],
  "kubernetes.io/ssh-auth": ["ssh-privatekey"],
};

function typeProblems({ node, type, keys }: SecretReference): Problem[] {
  const wanted = lookup(KEYS_OF, type ?? "") ?? [];
  const missing = wanted.filter((key) => !keys.includes(key));
  if (missing.length === 0) return [];
  const message = `A Secret of the type ${type} holds ${wanted.join(" and ")}; ` +
    `keys does not name ${missing.join(" and ")}`;
  return [configProblem("missing_field", node, ["keys"], message)];
}

function keyProblems(
  node: string,
  keys: readonly string[],
  known: readonly string[],
  where: string,
): Problem[] {
  return keys.flatMap((key, index) => {
    if (known.includes(key)) return [];
    const message = `${where} has no value for "${key}"; it has ${known.join(", ") || "none"}`;
    return [configProblem("missing_field", node, ["keys", index], message, nearest(key, known))];
  });
}
