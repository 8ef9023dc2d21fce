import type { SecretReference } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Context } from "./context.ts";
import { entryName, secretFolder } from "./names.ts";
import { literal } from "./text.ts";

/** A key of a secret that its consumers see as a file. */
export interface SecretFile {
  readonly secret: Reading<SecretReference>;
  readonly key: string;
  /** Where the container sees it. */
  readonly target: string;
}

/** The keys of a secret that are files. */
export function secretFiles(secret: Reading<SecretReference>): SecretFile[] {
  if (secret.value("mount") === "env") return [];
  const folder = secret.value("path");
  const single = secret.value("subPath");
  return secret.value("keys")
    .filter((key) => single === undefined || key === single)
    .map((key) => ({ secret, key, target: single === undefined ? `${folder}/${key}` : folder }));
}

/** The entries under `secrets`: where each value lies, never the value. */
export function secretsOf({ index, consumed }: Context): Record<string, unknown> {
  const secrets = [...index.secrets.values()].filter(({ node }) => consumed.has(node));
  return Object.fromEntries(
    secrets.flatMap(secretFiles).map(({ secret, key }) => [
      entryName(secret.node, key),
      secret.as("keys", { file: `${secretFolder(secret.node)}/${literal(key)}` }),
    ]),
  );
}
