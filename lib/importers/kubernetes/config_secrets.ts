import { FORMATS } from "../../model/formats.ts";
import { isLiteralSecret } from "../../model/secrets/literals.ts";
import type { DraftNode } from "../shared/draft.ts";
import { withholdKey } from "../shared/withhold.ts";
import type { Field } from "../yaml/field.ts";
import type { Inventory } from "./inventory.ts";
import type { KubeObject } from "./objects.ts";

/** Whether an entry of a ConfigMap is a secret that reaches consumers as a variable as well. */
export function isMovable(key: string, value: string): boolean {
  return !value.includes("\n") && FORMATS.variable!.test(key) && isLiteralSecret(key, value);
}

/** Makes an entry a key of a secret node beside that of its ConfigMap. */
export function moveEntry(
  { draft, movedKeys }: Inventory,
  object: KubeObject,
  key: string,
  field: Field,
): void {
  let secret = movedKeys.get(object.name);
  if (!secret) {
    secret = draft.node(`${object.name.slice(0, 40)}-secrets`, "secret");
    secret.config["mount"] = "env";
    movedKeys.set(object.name, secret);
  }
  withholdKey(draft, secret, key, field);
}

/** The secret that holds a key of a ConfigMap now. */
export function movedKey(
  { movedKeys }: Inventory,
  name: string,
  key?: string,
): DraftNode | undefined {
  const node = movedKeys.get(name);
  const keys = (node?.config["keys"] ?? []) as readonly string[];
  return key === undefined || keys.includes(key) ? node : undefined;
}
