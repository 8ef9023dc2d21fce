import type { SecretReference } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, via } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { homeOf } from "./home.ts";

const SCOPES = "sealedsecrets.bitnami.com";

/** Values that only the cluster can open. They are sealed for the name of the Secret, and carry it. */
export function sealedSecretOf(context: Context, secret: Reading<SecretReference>): Manifest {
  const name = secret.value("secretName") ?? secret.node;
  const annotations = scopeOf(secret);
  const namespace = homeOf(context, secret.node);
  const spec = {
    encryptedData: via(secret, "sealed", () => entriesOf(secret, "sealed")),
    template: { metadata: { annotations, name, namespace }, type: secret.get("type") },
  };
  return manifestOf(context, "SealedSecret", name, secret, {
    annotations,
    spec: secret.as("source", spec),
  });
}

/** Where the values can be opened; the strict scope has no annotation. */
function scopeOf(secret: Reading<SecretReference>): object | undefined {
  const scope = secret.value("sealedScope") ?? "strict";
  if (scope === "strict") return undefined;
  return { [`${SCOPES}/${scope}`]: secret.as("sealedScope", "true") };
}
