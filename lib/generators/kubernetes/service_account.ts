import type { Identity } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, filled, itemsOf } from "../shared/origin.ts";
import type { Context, Runner } from "./context.ts";
import { type Manifest, manifestOf } from "./manifest.ts";

/** The account of an identity; none where one is already there. */
export function serviceAccountOf(context: Context, identity: Reading<Identity>): Manifest[] {
  if (identity.has("existing")) return explainExisting(context, identity);
  const named = (key: "pullSecrets" | "secrets") =>
    filled(itemsOf(identity, key, (name) => ({ name })));
  return [manifestOf(context, "ServiceAccount", identity.node, identity, {
    annotations: filled(entriesOf(identity, "annotations")),
    automountServiceAccountToken: identity.get("automount"),
    imagePullSecrets: named("pullSecrets"),
    secrets: named("secrets"),
  })];
}

/** The name of the account of an identity. */
export function accountName(identity: Reading<Identity>): string {
  return identity.value("existing") ?? identity.node;
}

const NOT_OURS = "the account is already there, and Celestra leaves it as it is";

/** What of an account that is already there has no effect. */
function explainExisting({ index, recorder }: Context, identity: Reading<Identity>): never[] {
  for (const key of ["pullSecrets", "secrets", "labels", "annotations"] as const) {
    identity.drop(key, NOT_OURS);
  }
  const runners: Reading<Runner>[] = [...index.workloads.values(), ...index.tasks];
  const isUsed = runners.some((runner) => runner.value("identity") === identity.node);
  if (!isUsed) identity.drop("automount", UNUSED);
  if (isUsed || identity.value("permissions").length > 0) identity.value("existing");
  else recorder.drop(identity.node, identity.path, UNUSED);
  return [];
}

const UNUSED = "no node runs under the account";
