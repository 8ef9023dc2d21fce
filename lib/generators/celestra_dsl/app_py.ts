import type { Artifact } from "../../model/artifact.ts";
import { type Builder, callFrom, reference } from "./builder.ts";
import { buildersOf } from "./builders.ts";
import { quotaCalls } from "./builders/group.ts";
import { planLabels } from "./builders/labels.ts";
import type { Context } from "./context.ts";
import { type Call, GLOBAL, Keyword, Program } from "./python/program.ts";
import { Name, pythonValue } from "./python/value.ts";

/** The program: imports, builders, the applications that gather them, and what writes it all. */
export function programOf(context: Context): Artifact {
  const builders = buildersOf(context);
  const groups = gathered(context, builders);
  const program = new Program();
  program.add([
    `# The application "${context.plan.workflow}" for the celestra library (pip install celestra).`,
    "# python app.py OUT writes its Kubernetes manifests into the folder OUT.",
    "import sys",
    "",
    ...importLines([...builders, ...groups]),
    "",
    `labels = ${pythonValue(planLabels(context), "", "labels = ".length).join("\n")}`
      .split("\n"),
  ].flat());
  for (const builder of [...builders, ...groups]) addBuilder(program, builder);
  const apart = builders.filter(({ standing }) => standing === "cluster");
  program.add(mainLines([...groups, ...apart]));
  return program.finished("app.py");
}

function addBuilder(program: Program, builder: Builder): void {
  const { variable, type, args, calls, attributes = [], node, path } = builder;
  program.add([""], builder);
  program.assign(variable, { node, path, method: type, args }, calls);
  for (const { name, value, ...place } of attributes) {
    const before = `${variable}.${name} = `;
    const [first, ...rest] = pythonValue(value, "", before.length);
    program.add([before + first, ...rest], place);
  }
}

/** One application for each namespace: the library knows namespaces by it. */
function gathered(context: Context, builders: readonly Builder[]): Builder[] {
  const { plan, names } = context;
  const members = builders.filter(({ standing }) => standing === "namespace");
  const spaces = Map.groupBy(members, ({ namespace }) => namespace ?? plan.namespace);
  if (spaces.size === 0) spaces.set(plan.namespace, []);
  return [...spaces].sort(([a], [b]) => a < b ? -1 : 1).map(([namespace, inside]) => ({
    ...GLOBAL,
    variable: namespace === plan.namespace ? "application" : names.of(`application_${namespace}`),
    type: "AppGroup",
    args: [namespace],
    standing: "cluster",
    calls: groupCalls(context, namespace, inside),
  }));
}

/** The namespace refuses pods below the plan's Pod Security Standard. */
function groupCalls(
  { plan, index }: Context,
  namespace: string,
  inside: readonly Builder[],
): Call[] {
  const labels = {
    "pod-security.kubernetes.io/enforce": plan.podSecurity,
    "pod-security.kubernetes.io/enforce-version": "latest",
  };
  const quotas = [...index.groups.values()]
    .filter((group) => (group.value("namespace") ?? plan.namespace) === namespace)
    .flatMap((group) => quotaCalls(group));
  return [
    callFrom(GLOBAL, "add_labels", new Name("labels")),
    callFrom(GLOBAL, "set_namespace", namespace),
    callFrom(GLOBAL, "add_services", inside.map(reference)),
    callFrom(GLOBAL, "configure_namespace", new Keyword("namespace_labels", labels)),
    ...quotas,
  ];
}

function importLines(builders: readonly Builder[]): string[] {
  const types = new Set(builders.map(({ type }) => type.split(".")[0]!));
  if (types.has("CustomResource")) types.add("CRDScope");
  return ["from celestra import (", ...[...types].sort().map((type) => `    ${type},`), ")"];
}

function mainLines(written: readonly Builder[]): string[] {
  return [
    "",
    'if __name__ == "__main__":',
    '    out = sys.argv[1] if len(sys.argv) > 1 else "k8s"',
    ...written.map(({ variable }) => `    ${variable}.generate().to_yaml(out)`),
  ];
}
