import { type Component, defineComponent, type Zod } from "../component.ts";
import { type Fields, fieldsOf } from "../fields.ts";

/** Objects of a kind that no other component makes, and the definition of the kind. */
export const customResource: Component = defineComponent({
  id: "custom-resource",
  title: "Custom resource",
  description: "Objects of a kind that no other component makes, and the definition of the kind.",
  category: "Extensions",
  outputs: {},
  inputs: {},
  config: (z) => {
    const f = fieldsOf(z);
    return f.object({
      apiVersion: f.of("api-version", "API version", "The group and version of the kind.", {
        presets: ["example.com/v1", "example.com/v1alpha1"],
      }),
      objectKind: f.of("object-kind", "Kind", "The kind of the objects.", {
        presets: ["Database", "Cache", "Queue"],
      }),
      scope: f.choice(
        ["Namespaced", "Cluster"],
        "Scope",
        "Whether the objects lie in the namespace or belong to the whole cluster.",
      ).default("Namespaced"),
      instances: f.list(instanceField(z, f), "Objects", "The objects to make.", {
        examples: [[{ name: "main", fields: { spec: { size: 1 } } }]],
      }).exactOptional(),
      definition: definitionField(f),
    });
  },
  resources: (node, config) => [{ kind: "custom", node: node.id, at: [], ...config }],
});

function instanceField(z: Zod, f: Fields) {
  return f.object({
    name: f.of("object-name", "Name", "The name of the object; the node's id without.")
      .exactOptional(),
    labels: f.labels("Labels", "Labels of the object.", { tier: "advanced" }).exactOptional(),
    annotations: f.map("label-key", z.string(), "Annotations", "Annotations of the object.", {
      tier: "advanced",
    }).exactOptional(),
    fields: f.json("Fields", "Everything beside apiVersion, kind and metadata, such as spec."),
  });
}

function definitionField(f: Fields) {
  const word = (title: string, description: string) =>
    f.of("plural", title, description, { tier: "advanced" });
  return f.object(
    {
      plural: f.of("plural", "Plural", "The name of many, as kubectl knows them.", {
        presets: ["databases", "caches", "queues"],
      }),
      singular: word("Singular", "The name of one; the kind in small letters without.")
        .exactOptional(),
      shortNames: f.list(
        word("Short name", "A short word for it."),
        "Short names",
        "Short words that kubectl also knows.",
        { tier: "advanced", unique: true },
      ).exactOptional(),
      categories: f.list(
        word("Category", "A group of kinds, such as all."),
        "Categories",
        "Groups of kinds that kubectl lists together.",
        { tier: "expert", unique: true },
      ).exactOptional(),
      schema: f.json("Schema", "The OpenAPI schema of the whole object.", {
        examples: [{ type: "object", properties: { spec: { type: "object" } } }],
      }),
      columns: columnsField(f),
      status: f.flag("Status", "Whether the status is written apart from the rest.", {
        tier: "advanced",
      }).exactOptional(),
      scale: scaleField(f),
    },
    "Definition",
    "The definition of the kind; somebody else's without.",
  ).exactOptional();
}

function columnsField(f: Fields) {
  const column = f.object({
    name: f.text("Name", "The head of the column."),
    type: f.choice(
      ["string", "integer", "number", "boolean", "date"],
      "Type",
      "What stands in the column.",
    ).default("string"),
    path: f.of("json-path", "Path", "Where its value stands in the object."),
  });
  return f.list(column, "Columns", "What kubectl shows of an object.", {
    tier: "advanced",
    unique: "name",
    examples: [[{ name: "Size", path: ".spec.size" }]],
  }).exactOptional();
}

function scaleField(f: Fields) {
  return f.object(
    {
      specPath: f.of("json-path", "Wanted", "Where the wanted number of replicas stands.", {
        presets: [".spec.replicas"],
      }),
      statusPath: f.of("json-path", "Present", "Where the present number of replicas stands.", {
        presets: [".status.replicas"],
      }),
    },
    "Scale",
    "Lets kubectl and autoscalers set how many replicas there are.",
    { tier: "expert" },
  ).exactOptional();
}
