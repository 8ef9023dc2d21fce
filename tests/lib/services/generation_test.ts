import assert from "node:assert/strict";
import { tools } from "../../../lib/cli/tools.ts";
import { checking } from "../../../lib/cli/tools.ts";
import { parseEnvironment } from "../../../lib/format/environment.ts";
import { kubernetes } from "../../../lib/generators/kubernetes.ts";
import { render } from "../../../lib/services/generation.ts";
import { exampleText } from "../../helpers/rendering.ts";

const hello = () => checking().workflow(exampleText("hello"), "workflows/hello.yaml").document;

function environmentOf(name: string, spec: string) {
  const head = `apiVersion: celestra/v1\nkind: Environment\nmetadata: { name: ${name} }\n`;
  const document = parseEnvironment(
    `${head}spec: ${spec}\n`,
    `environments/${name}.yaml`,
    tools.destinations,
  );
  return { document, problems: document.problems };
}

Deno.test("a workflow is planned once, whatever outputs are made of it", () => {
  const workflow = hello();
  const plans = [...tools.generators.keys()].map((output) =>
    render({ workflow, output }, tools).plan
  );
  assert.equal(new Set(plans).size, 1);
  assert.notEqual(plans[0], render({ workflow: hello(), output: "kubernetes" }, tools).plan);
  const environment = environmentOf("next", "{ target: git, namespace: next }").document;
  const placed = render({ workflow, environment, output: "kubernetes" }, tools).plan;
  assert.equal(placed!.namespace, "next");
  assert.equal(render({ workflow, environment, output: "kustomize" }, tools).plan, placed);
});

Deno.test("objects of one plan are made once, and of another anew", () => {
  const workflow = hello();
  const plan = render({ workflow, output: "kubernetes" }, tools).plan!;
  const files = () => kubernetes.generate(plan).files;
  const first = files();
  assert.equal(files(), first);
  const again = kubernetes.generate({ ...plan }).files;
  assert.notEqual(again, files());
  assert.deepEqual(again, files());
});

Deno.test("an output of every environment holds each that can be rendered, by name", () => {
  const variants = [
    environmentOf("broken", "{ target: git, overrides: { hello: { web: { replicas: 0 } } } }"),
    environmentOf("next", "{ target: git, namespace: next }"),
    environmentOf("wrong", "{ target: nowhere }"),
  ];
  const rendered = render({ workflow: hello(), variants, output: "kustomize" }, tools);
  const overlays = rendered.files.filter(({ path }) => path.startsWith("overlays/"));
  assert.deepEqual(overlays.map(({ path }) => path), ["overlays/next/kustomization.yaml"]);
  const told = rendered.problems.map(({ file, severity, message }) =>
    `${severity} ${file} ${message}`
  );
  assert.equal(told.length, 2);
  assert.match(
    told[0]!,
    /^warning environments\/broken.yaml .* is left out: replicas must be a whole/,
  );
  assert.match(
    told[1]!,
    /^warning environments\/wrong.yaml .* is left out: spec.target .*"nowhere"/,
  );
});

Deno.test("what is wrong in the environment that was asked for stops the rendering", () => {
  const { document: environment } = environmentOf(
    "broken",
    "{ target: git, overrides: { hello: { web: { replicas: 0 } } } }",
  );
  const rendered = render({ workflow: hello(), environment, output: "kustomize" }, tools);
  assert.deepEqual(rendered.files, []);
  assert.deepEqual(rendered.problems.map(({ severity, file }) => [severity, file]), [
    ["error", "environments/broken.yaml"],
  ]);
});
