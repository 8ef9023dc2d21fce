import { lookup } from "../../model/json.ts";
import type { SecretReference } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { itemsOf, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { type Manifest, manifestOf } from "./manifest.ts";

/** Written out: the API server would add them, and each `kubectl apply` would find a difference. */
const DEFAULTS = {
  conversionStrategy: "Default",
  decodingStrategy: "None",
  metadataPolicy: "None",
};

/** How often values are fetched where nothing is said of it. */
const REFRESH = "1h";

/** Values that the External Secrets Operator fetches from a store. */
export function externalSecretOf(context: Context, secret: Reading<SecretReference>): Manifest {
  const external = secret.part("external");
  const spec = {
    data: itemsOf(secret, "keys", (key) => ({
      remoteRef: { ...DEFAULTS, ...remoteOf(secret, key) },
      secretKey: key,
    })),
    refreshInterval: external?.get("refresh") ?? REFRESH,
    secretStoreRef: storeOf(context, secret),
    target: {
      creationPolicy: "Owner",
      deletionPolicy: "Retain",
      name: secret.get("secretName") ?? secret.node,
      template: templateOf(secret),
    },
  };
  const { source } = { source: secret.value("source") };
  return manifestOf(context, "ExternalSecret", secret.node, secret, {
    spec: source === "external" ? secret.as("source", spec) : within(secret, spec),
  });
}

/** Where a key is found: as the node says, else under its own name in the node's entry. */
function remoteOf(secret: Reading<SecretReference>, key: string): object {
  const external = secret.part("external");
  const keys = external?.part("keys") as Reading<Record<string, object>> | undefined;
  if (lookup(secret.value("external")?.keys ?? {}, key)) {
    const own = keys!.part(key) as Reading<{ readonly entry: string; readonly property?: string }>;
    return { key: own.get("entry"), property: own.get("property") };
  }
  return { key: external?.get("entry") ?? secret.node, property: key };
}

function storeOf({ plan }: Context, secret: Reading<SecretReference>): unknown {
  const store = secret.part("external")?.part("store");
  if (store) return within(store, { kind: store.get("kind"), name: store.get("name") });
  if (!plan.secretStore) {
    const message = "no store is named: external.store, or secretStore of the environment, does so";
    secret.approximate("source", message);
  }
  return plan.secretStore && { kind: plan.secretStore.kind, name: plan.secretStore.name };
}

function templateOf(secret: Reading<SecretReference>): unknown {
  const type = secret.get("type");
  return type && { engineVersion: "v2", mergePolicy: "Replace", type };
}
