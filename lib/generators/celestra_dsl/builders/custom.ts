import { isObject, type Json, type JsonObject } from "../../../model/json.ts";
import type { CustomDefinition, CustomInstance, CustomObject } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { type Builder, callFrom, placeOf } from "../builder.ts";
import type { Context } from "../context.ts";
import { type Argument, type Call, GLOBAL, Keyword } from "../python/program.ts";
import { Name, type Python } from "../python/value.ts";

/** A custom kind and its objects as a CustomResource. */
export function customBuilders(context: Context, custom: Reading<CustomObject>): Builder[] {
  const definition = custom.part("definition") as Reading<CustomDefinition> | undefined;
  if (!definition) {
    const reason = "the library writes objects only together with the definition of their kind";
    context.recorder.drop(custom.node, custom.path, reason);
    return [];
  }
  const [group, version] = versionOf(custom.value("apiVersion"));
  const kind = custom.value("objectKind");
  const singular = definition.value("singular") ?? kind.toLowerCase();
  return [{
    ...placeOf(custom),
    variable: context.names.of(custom.node),
    type: "CustomResource",
    args: [singular],
    // A definition belongs to no namespace, so it stands apart; its objects are told theirs.
    standing: "cluster",
    calls: [
      callFrom(GLOBAL, "add_labels", new Name("labels")),
      ...namespaceCalls(context, custom),
      callFrom(placeOf(custom, "apiVersion"), "group", group),
      callFrom(placeOf(custom, "apiVersion"), "version", version),
      callFrom(
        placeOf(custom, "scope"),
        "scope",
        new Name(`CRDScope.${custom.value("scope") === "Cluster" ? "CLUSTER" : "NAMESPACED"}`),
      ),
      namesCall(definition, kind),
      ...schemaCalls(definition),
      ...columnCalls(definition),
      ...custom.each("instances").flatMap((one) => instanceCalls(one, custom.node)),
    ],
  }];
}

function versionOf(apiVersion: string): readonly [group: string, version: string] {
  const slash = apiVersion.indexOf("/");
  return [apiVersion.slice(0, Math.max(slash, 0)), apiVersion.slice(slash + 1)];
}

function namespaceCalls({ membership, plan }: Context, custom: Reading<CustomObject>): Call[] {
  if (custom.value("scope") === "Cluster") return [];
  const namespace = membership.namespaceOf(custom.node) ?? plan.namespace;
  return [callFrom(GLOBAL, "set_namespace", namespace)];
}

function namesCall(definition: Reading<CustomDefinition>, kind: string): Call {
  const short = definition.value("shortNames");
  const categories = definition.value("categories");
  return callFrom(
    placeOf(definition),
    "names",
    new Keyword("plural", definition.value("plural")),
    new Keyword("kind", kind),
    ...(short ? [new Keyword("short_names", short)] : []),
    ...(categories ? [new Keyword("categories", categories)] : []),
  );
}

/** The library builds a schema from single properties of a spec. */
function schemaCalls(definition: Reading<CustomDefinition>): Call[] {
  const schema = definition.value("schema");
  const spec = isObject(schema.properties) ? schema.properties.spec : undefined;
  const properties = isObject(spec) && isObject(spec.properties) ? spec.properties : {};
  const required = isObject(spec) && Array.isArray(spec.required) ? spec.required : [];
  const calls = Object.entries(properties).flatMap(([name, property]) => {
    const call = propertyCall(name, property, required.includes(name));
    return call ? [{ ...placeOf(definition, "schema"), ...call }] : [];
  });
  definition.approximate("schema", "the library writes the fields of the spec, each by itself");
  definition.drop("status", "the library adds fields of its own to a status");
  definition.drop("scale", "the library adds fields of its own for scaling");
  return calls;
}

function propertyCall(
  name: string,
  property: Json,
  required: boolean,
): Pick<Call, "method" | "args"> | undefined {
  if (!isObject(property) || typeof property.type !== "string") return undefined;
  const more = [
    ...textOf(property, "description"),
    ...(required ? [new Keyword("required", true)] : []),
  ];
  if (property.type === "object") {
    const inner = isObject(property.properties) ? property.properties : {};
    return { method: "add_object_property", args: [name, inner as Python, ...more] };
  }
  if (property.type === "array") {
    const items = isObject(property.items) ? property.items : {};
    const type = typeof items.type === "string" ? items.type : "string";
    return {
      method: "add_array_property",
      args: [name, type, new Keyword("item_schema", items as Python), ...more],
    };
  }
  return { method: "add_property", args: [name, property.type, ...more, ...boundsOf(property)] };
}

function boundsOf(property: JsonObject): Argument[] {
  const named = [
    ["default", "default"],
    ["enum", "enum_values"],
    ["pattern", "pattern"],
    ["minimum", "minimum"],
    ["maximum", "maximum"],
  ] as const;
  return named.flatMap(([key, name]) =>
    property[key] === undefined ? [] : [new Keyword(name, property[key] as Python)]
  );
}

function textOf(property: JsonObject, key: string): Argument[] {
  const text = property[key];
  return typeof text === "string" ? [new Keyword(key, text)] : [];
}

function columnCalls(definition: Reading<CustomDefinition>): Call[] {
  return definition.each("columns").map((column) =>
    callFrom(
      placeOf(column),
      "add_printer_column",
      column.value("name"),
      column.value("path"),
      column.value("type"),
    )
  );
}

/** The library's objects have a spec and nothing else. */
function instanceCalls(instance: Reading<CustomInstance>, node: string): Call[] {
  const { spec, ...others } = instance.value("fields");
  instance.drop("labels", "the library gives every object the labels of the definition");
  instance.drop("annotations", "the library gives every object those of the definition");
  if (spec === undefined || Object.keys(others).length > 0) {
    const reason = "the library's objects have a spec and nothing else";
    instance.drop("fields", reason);
    instance.drop("name", reason);
    return [];
  }
  const name = instance.value("name") ?? node;
  return [callFrom(placeOf(instance), "create_instance", name, spec as Python)];
}
