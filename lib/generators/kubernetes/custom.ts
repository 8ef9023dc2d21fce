import type { CustomInstance, CustomObject } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, filled, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { definitionOf } from "./definition.ts";
import { labelsOf } from "./labels.ts";
import type { Manifest } from "./manifest.ts";
import { homeOf } from "./home.ts";

/** Objects of a kind that only their node knows, and the definition of the kind. */
export function customsOf(context: Context, custom: Reading<CustomObject>): Manifest[] {
  const instances = custom.each("instances").map((instance) =>
    instanceOf(context, custom, instance)
  );
  return [...definitionOf(context, custom), ...instances];
}

function instanceOf(
  context: Context,
  custom: Reading<CustomObject>,
  instance: Reading<CustomInstance>,
): Manifest {
  const { node } = custom;
  const name = instance.value("name") ?? node;
  const labels = labelsOf(context, labelledOf(instance), node);
  const metadata = {
    annotations: filled(entriesOf(instance, "annotations")),
    labels,
    name: instance.get("name") ?? name,
    namespace: custom.value("scope") === "Cluster" ? undefined : homeOf(context, node),
  };
  const own = { apiVersion: custom.value("apiVersion"), kind: custom.value("objectKind") };
  const body = within(instance, entriesOf(instance, "fields")).value;
  return { kind: "Custom", own, name, node, at: instance.path, metadata, body };
}

/** An entry of a list carries labels as a node does. */
function labelledOf(instance: Reading<CustomInstance>) {
  return instance as unknown as Reading<{
    readonly node: string;
    readonly labels?: Readonly<Record<string, string>>;
  }>;
}
