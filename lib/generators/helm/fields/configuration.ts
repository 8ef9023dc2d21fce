import type { ExternalSource, SecretReference, Setting } from "../../../model/resource.ts";
import { type ConfigShapes, flag, listOf, mapOf, oneOf, shapeOf, text } from "./shape.ts";

const mount = oneOf("env", "file", "both");

/** What a config map may say. */
export const setting: ConfigShapes<Setting> = {
  data: mapOf(text),
  binaryData: mapOf(text),
  mount,
  path: text,
  mode: text,
  subPath: text,
  immutable: flag,
  reload: oneOf("roll", "none"),
  labels: mapOf(text),
};

const external = shapeOf<ExternalSource>({
  store: shapeOf<{ name: string; kind: string }>({
    name: text,
    kind: oneOf("SecretStore", "ClusterSecretStore"),
  }),
  entry: text,
  keys: mapOf(shapeOf<{ entry: string; property: string }>({ entry: text, property: text })),
  refresh: text,
});

/** What a secret may say. */
export const secret: ConfigShapes<SecretReference> = {
  secretName: text,
  keys: listOf(text),
  mount,
  path: text,
  mode: text,
  subPath: text,
  optional: flag,
  source: oneOf("existing", "external", "sealed", "sops"),
  external,
  sealed: mapOf(text),
  sealedScope: oneOf("strict", "namespace-wide", "cluster-wide"),
  sops: text,
  type: text,
  labels: mapOf(text),
};
