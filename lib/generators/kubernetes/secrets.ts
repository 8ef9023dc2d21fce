import type { SecretReference } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Context } from "./context.ts";
import { externalSecretOf } from "./external_secret.ts";
import type { Manifest } from "./manifest.ts";
import { sealedSecretOf } from "./sealed_secret.ts";

/**
 * What brings the values of a secret into the cluster; nothing where somebody else does. Where the
 * environment names a store, the values come from there unless the node says otherwise.
 */
export function secretManifestsOf(context: Context, secret: Reading<SecretReference>): Manifest[] {
  switch (secret.value("source")) {
    case "external":
      return [externalSecretOf(context, secret)];
    case "sealed":
      return [sealedSecretOf(context, secret)];
    case "existing":
      return context.plan.secretStore ? [externalSecretOf(context, secret)] : [];
    case "sops":
      return [];
  }
}
