import type { Path } from "./json.ts";
import { configProblem } from "./plan_index.ts";
import type { Problem } from "./problem.ts";
import type { CustomDefinition, CustomInstance, CustomObject } from "./resource.ts";

/** Groups whose kinds only Kubernetes itself defines. */
const RESERVED = /(^|\.)(k8s|kubernetes)\.io$/;

/** What a cluster would refuse of custom objects, and values of secrets among them. */
export function customProblems(custom: CustomObject): Problem[] {
  const { definition, instances = [] } = custom;
  return [
    ...(definition ? definitionProblems(custom, definition) : []),
    ...instances.flatMap((instance, index) => instanceProblems(custom, instance, index)),
  ];
}

function definitionProblems(custom: CustomObject, definition: CustomDefinition): Problem[] {
  const { node } = custom;
  const at = (path: Path, message: string) => configProblem("invalid_value", node, path, message);
  const slash = custom.apiVersion.indexOf("/");
  const group = custom.apiVersion.slice(0, Math.max(slash, 0));
  const found: Problem[] = [];
  if (!group.includes(".")) {
    const message = "apiVersion must have a group with a dot, such as example.com/v1, where a " +
      `kind is defined, not ${JSON.stringify(custom.apiVersion)}`;
    found.push(at(["apiVersion"], message));
  } else if (RESERVED.test(group)) {
    found.push(at(["apiVersion"], `The group ${group} belongs to Kubernetes: use one of your own`));
  }
  if (definition.schema["type"] !== "object") {
    const message = "definition.schema.type must be object: it describes the whole object";
    found.push(at(["definition", "schema"], message));
  }
  return [...found, ...scaleProblems(node, definition)];
}

function scaleProblems(node: string, { scale }: CustomDefinition): Problem[] {
  const places = [["specPath", ".spec."], ["statusPath", ".status."]] as const;
  return places.flatMap(([field, start]) => {
    const path = scale?.[field];
    if (path === undefined || path.startsWith(start)) return [];
    const message = `definition.scale.${field} must begin with ${start}, not "${path}"`;
    return [configProblem("invalid_value", node, ["definition", "scale", field], message)];
  });
}

/** What Celestra writes itself. */
const WRITTEN = ["apiVersion", "kind", "metadata"];

function instanceProblems(
  { node, apiVersion, objectKind }: CustomObject,
  { fields }: CustomInstance,
  index: number,
): Problem[] {
  const at = (key: string): Path => ["instances", index, "fields", key];
  const written = WRITTEN.filter((key) => Object.hasOwn(fields, key)).map((key) => {
    const message = `fields.${key} is written by Celestra: use the fields of the node instead`;
    return configProblem("invalid_value", node, at(key), message);
  });
  if (apiVersion !== "v1" || objectKind !== "Secret") return written;
  const values = ["data", "stringData"].filter((key) => Object.hasOwn(fields, key)).map((key) =>
    configProblem(
      "literal_secret",
      node,
      at(key),
      `fields.${key} of a Secret holds values, which never enter Git: use a secret node`,
    )
  );
  return [...written, ...values];
}
