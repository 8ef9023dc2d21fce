import type { CustomDefinition, CustomObject } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, filled, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { planLabels } from "./labels.ts";
import type { Manifest } from "./manifest.ts";

/** Why the objects of a kind come late, and what brings them. */
function explainLate(custom: Reading<CustomObject>, definition: string): void {
  custom.approximate(
    "instances",
    "a cluster takes them once it knows their kind: apply, then `kubectl wait --for " +
      `condition=established --timeout=60s crd/${definition}\`, then apply or upgrade again`,
  );
}

/** The definition of a kind, for the whole cluster; none where somebody else defines it. */
export function definitionOf(context: Context, custom: Reading<CustomObject>): Manifest[] {
  const definition = custom.part("definition");
  if (!definition) return [];
  const [group, version] = custom.value("apiVersion").split("/") as [string, string];
  const plural = definition.value("plural");
  const kind = custom.value("objectKind");
  const name = `${plural}.${group}`;
  explainLate(custom, name);
  const spec = within(definition, {
    group: custom.as("apiVersion", group),
    names: {
      categories: definition.get("categories"),
      kind: custom.get("objectKind"),
      listKind: `${kind}List`,
      plural: definition.get("plural"),
      shortNames: definition.get("shortNames"),
      singular: definition.get("singular") ?? kind.toLowerCase(),
    },
    scope: custom.get("scope"),
    versions: [versionOf(definition, version)],
  });
  const metadata = { labels: planLabels(context), name };
  const at = [...custom.path, "definition"];
  return [{
    kind: "CustomResourceDefinition",
    name,
    node: custom.node,
    at,
    metadata,
    body: { spec },
  }];
}

function versionOf(definition: Reading<CustomDefinition>, version: string): object {
  return {
    additionalPrinterColumns: filled(
      definition.each("columns").map((column) =>
        within(column, {
          jsonPath: column.get("path"),
          name: column.get("name"),
          type: column.get("type"),
        })
      ),
    ),
    name: version,
    schema: { openAPIV3Schema: within(definition, entriesOf(definition, "schema")) },
    served: true,
    storage: true,
    subresources: subresourcesOf(definition),
  };
}

function subresourcesOf(definition: Reading<CustomDefinition>): object | undefined {
  const scale = definition.part("scale");
  return filled({
    scale: scale && within(scale, {
      specReplicasPath: scale.get("specPath"),
      statusReplicasPath: scale.get("statusPath"),
    }),
    status: definition.value("status") ? definition.as("status", {}) : undefined,
  });
}
