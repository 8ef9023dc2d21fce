import type { Draft, DraftNode } from "./draft.ts";

/**
 * Makes a variable a key of the node's own secret; its value is not taken.
 *
 * @param field The value.
 */
export function withhold(
  draft: Draft,
  consumer: DraftNode,
  name: string,
  field: { withhold(message: string, node: string): void },
): void {
  const secret = secretFor(draft, consumer);
  withholdKey(draft, secret, name, field);
}

/** Makes a value a key of a secret; it is not taken. */
export function withholdKey(
  draft: Draft,
  secret: DraftNode,
  name: string,
  field: { withhold(message: string, node: string): void },
): void {
  const keys = (secret.config["keys"] ?? []) as string[];
  if (!keys.includes(name)) keys.push(name);
  secret.config["keys"] = keys;
  field.withhold(
    `its value is a secret and is not taken: set it with ` +
      `\`celestra secret set ${draft.name} ${secret.id} ${name} --env <environment> --stdin\``,
    secret.id,
  );
}

const own = new WeakMap<Draft, Map<string, DraftNode>>();

function secretFor(draft: Draft, consumer: DraftNode): DraftNode {
  let secrets = own.get(draft);
  if (!secrets) own.set(draft, secrets = new Map());
  let secret = secrets.get(consumer.id);
  if (!secret) {
    secret = draft.node(`${consumer.id.slice(0, 40)}-secrets`, "secret");
    secret.config["mount"] = "env";
    secrets.set(consumer.id, secret);
    draft.connect({ node: secret.id, port: "data" }, { node: consumer.id, port: "settings" });
  }
  return secret;
}
