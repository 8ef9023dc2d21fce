import { error, type Problem } from "../../model/problem.ts";
import type { Plan } from "../../model/resource.ts";
import { sopsSecretOf } from "../../model/sops.ts";
import { Recorder } from "../recorder.ts";
import { indexOf } from "../shared/index.ts";
import { membershipOf } from "../shared/membership.ts";

/** Files of SOPS whose Secret would get another name or namespace than its consumers look for. */
export function secretProblems(plan: Plan): Problem[] {
  const { namespaceOf } = membershipOf(indexOf(plan, new Recorder()));
  return plan.resources.flatMap((it) => {
    const said = it.kind === "secret" && it.sops !== undefined && sopsSecretOf(it.sops);
    if (!said) return [];
    const { node, at } = it;
    const home = namespaceOf(node) ?? plan.namespace;
    const path = [...at, "sops"];
    return [
      ...wrong("name", said.name, it.secretName ?? node),
      ...wrong("namespace", said.namespace ?? home, home),
    ].map((message) => error("invalid_value", path, message, { node }));
  });
}

function wrong(field: string, said: string, expected: string): string[] {
  if (said === expected) return [];
  return [`The ${field} in the SOPS file must be "${expected}", not "${said}"`];
}
