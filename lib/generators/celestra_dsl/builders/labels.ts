import type { Path } from "../../../model/json.ts";
import type { Reading } from "../../recorder.ts";
import { callFrom, saidEach } from "../builder.ts";
import type { Context } from "../context.ts";
import { type Call, GLOBAL } from "../python/program.ts";
import { Name } from "../python/value.ts";

/** The label by which the library knows the pods of a builder. */
export const SELECTED = "app";

/** What carries labels of its own. */
export interface Labelled {
  readonly node: string;
  readonly at: Path;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The labels of everything that comes from a node: the workflow's, its groups' and its own. */
export function labelCalls<T extends Labelled>(context: Context, it: Reading<T>): Call[] {
  return [
    callFrom(GLOBAL, "add_labels", new Name("labels")),
    ...context.membership.groupsOf(it.node).flatMap((group) => ownLabels(group)),
    ...ownLabels(it),
    ...(context.behind.get(it.node) ?? []).map((endpoint) =>
      callFrom({ node: endpoint, path: [] }, "add_label", membershipLabel(endpoint), "true")
    ),
  ];
}

/** The labels that belong to the whole workflow. */
export function planLabels({ plan }: Context): Record<string, string> {
  const { [SELECTED]: _, ...labels } = plan.labels;
  return { "app.kubernetes.io/part-of": plan.workflow, ...labels };
}

/** The label by which a service with several backends selects their pods. */
export function membershipLabel(endpoint: string): string {
  return `celestra.dev/endpoint-${endpoint}`;
}

function ownLabels<T extends Labelled>(it: Reading<T>): Call[] {
  const calls = saidEach(it, "labels", "add_label")
    .filter(({ args: [name] }) => name !== SELECTED);
  const labels = it.part("labels") as Reading<Record<string, string>> | undefined;
  labels?.drop(SELECTED, "the library selects pods by this label and sets it itself");
  return calls;
}
