import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putFlag, set } from "../yaml/put.ts";
import { type Placed, valueOf, valuesOf } from "./service.ts";

/** Takes what a service may do. */
export function takeRights({ service, node }: Placed): void {
  takeUser(node, valueOf(service, "user"));
  const readOnly = valueOf(service, "read_only");
  if (readOnly?.flag) readOnly.take(node.id, ["readOnly"]);
  else {
    set(node, ["readOnly"], false);
    readOnly?.take(node.id, ["readOnly"]);
  }
  const privileged = valueOf(service, "privileged");
  if (privileged?.flag === false) privileged.take(node.id);
  else putFlag(node, ["privileged"], privileged);
  for (const list of valuesOf(service, "cap_add")) {
    for (const field of list.items()) addCapability(node, field);
  }
  const dropped = valueOf(service, "cap_drop");
  if (dropped?.texts?.join() === "ALL") dropped.take(node.id);
  else dropped?.approximate("Celestra drops all of them", node.id);
  for (const field of valueOf(service, "security_opt")?.items() ?? []) {
    if (/^no-new-privileges([:=]true)?$/.test(field.text ?? "")) field.take(node.id);
  }
}

function addCapability(node: DraftNode, field: Field): void {
  const capabilities = (node.config["capabilities"] ?? []) as string[];
  const name = field.text?.replace(/^CAP_/, "") ?? "";
  put(node, ["capabilities", capabilities.length], name, field);
}

/** The user and group by number; a name is known only inside of the image. */
function takeUser(node: DraftNode, field: Field | undefined): void {
  if (!field) return;
  const [, user, group] = /^(\d{1,5})(?::(\d{1,5}))?$/.exec(field.text ?? "") ?? [];
  if (user === undefined) {
    return field.drop("a name is known only inside of the image: set user to its number", node.id);
  }
  set(node, ["user"], Number(user));
  if (group !== undefined && group !== user) set(node, ["group"], Number(group));
  field.take(node.id, ["user"]);
}
