import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { parse } from "yaml";
import { helm } from "../../../../lib/generators/helm.ts";
import { TEMPLATES } from "../../../../lib/generators/helm/templates.ts";
import type { Plan } from "../../../../lib/model/resource.ts";
import { filesUnder } from "../../../helpers/house.ts";
import { fullPlan } from "../kubernetes/full.ts";
import { appOf, endpointOf, planOf, settingOf } from "../kubernetes/plans.ts";

/** Of all templates, their paths among them: whoever changes one, says so here. */
const HASH = "7198db7f46758ef9e691874cca294017deab26cc834cb78e15692a36006dd583";

const textOf = (path: string, plan: Plan, variants: Plan[] = []) =>
  helm.generate(plan, variants).files.find((file) => file.path === path)?.text ?? "";
const valuesOf = (plan: Plan) => parse(textOf("values.yaml", plan));

Deno.test("the templates are the known ones", () => {
  const hash = createHash("sha256");
  for (const [path, text] of Object.entries(TEMPLATES)) hash.update(`${path}\n${text}\n`);
  assert.equal(hash.digest("hex"), HASH);
});

Deno.test("every file of the folder is a template of the chart", () => {
  const files = filesUnder("lib/generators/helm/templates", "")
    .map((path) => path.slice("lib/generators/helm/".length));
  assert.deepEqual(Object.keys(TEMPLATES).sort(), files.sort());
});

Deno.test("the templates are the same bytes for every workflow", () => {
  const templatesOf = (plan: Plan) =>
    helm.generate(plan).files.filter(({ path }) => path.startsWith("templates/"));
  assert.deepEqual(templatesOf(fullPlan()), templatesOf(planOf([appOf("other")])));
});

/** Functions that evaluate text, or whose answer is another one on another day or machine. */
const FORBIDDEN =
  /\{\{[^}]*\b(tpl|lookup|getHostByName|expandenv|now|rand[A-Z]\w*|uuidv4|gen[A-Z]\w*|htpasswd|Files)\b/;

Deno.test("no template evaluates text, nor asks for what is not in its values", () => {
  for (const [path, text] of Object.entries(TEMPLATES)) {
    assert.doesNotMatch(text, FORBIDDEN, path);
  }
});

Deno.test("values hold the text of users by node and config field", () => {
  const { nodes } = valuesOf(planOf([
    appOf("api", { replicas: 3, env: { LOG_LEVEL: "{{ .Release.Name }}" } }),
    settingOf("settings", { data: { A: "1" } }),
  ]));
  assert.equal(nodes.api.image, "ghcr.io/acme/api:1.4.2");
  assert.equal(nodes.api.replicas, 3);
  assert.deepEqual(nodes.api.env, { LOG_LEVEL: "{{ .Release.Name }}" });
  assert.deepEqual(nodes.settings.data, { A: "1" });
});

Deno.test("values leave out what the output does not carry", () => {
  const api = valuesOf(planOf([appOf("api", {
    build: { context: "." },
    resources: { cpu: "1", memory: "1Gi", processes: 9 },
  })])).nodes.api;
  assert.equal("build" in api, false);
  assert.deepEqual(api.resources, { cpu: "1", memory: "1Gi" });
});

Deno.test("what the drawing says stands apart from what a person may set", () => {
  const plan = planOf([
    appOf("api", { settings: ["settings"] }),
    endpointOf("api"),
    settingOf("settings"),
  ]);
  const { derived } = valuesOf(plan).nodes.api;
  assert.deepEqual(derived, {
    backends: ["api"],
    kinds: ["workload", "endpoint"],
    settings: ["settings"],
  });
});

Deno.test("an environment's file of values holds only what differs", () => {
  const base = planOf([appOf("api", { replicas: 1, env: { A: "1", B: "2" } }), appOf("web")]);
  const production = {
    ...planOf([appOf("api", { replicas: 5, env: { A: "1" } }), appOf("web")]),
    environment: "production",
    namespace: "shop-live",
  };
  assert.equal(
    textOf("values-production.yaml", base, [production]),
    "namespace: shop-live\nnodes:\n  api:\n    env:\n      B: null\n    replicas: 5\n",
  );
  const same = { ...base, environment: "production" };
  assert.equal(
    textOf("values-production.yaml", base, [same]),
    "# Nothing differs from values.yaml.\n",
  );
});

Deno.test("every line of values leads to its config path", () => {
  const { files } = helm.generate(planOf([appOf("api", { env: { A: "1" } })]));
  const { text, map } = files.find(({ path }) => path === "values.yaml")!;
  const placeOf = (line: string) => {
    const number = text.split("\n").indexOf(line) + 1;
    const { node, path } = map.find(({ from, to }) => from <= number && number <= to)!;
    return [node, path];
  };
  assert.deepEqual(placeOf("  api:"), ["api", []]);
  assert.deepEqual(placeOf('      A: "1"'), ["api", ["env", "A"]]);
  assert.deepEqual(placeOf("    replicas: 1"), ["api", ["replicas"]]);
  assert.deepEqual(placeOf("      - workload"), ["api", []]);
  assert.deepEqual(placeOf("namespace: shop-test"), [null, []]);
});

Deno.test("text that Helm cannot hold is a problem, told at its place", () => {
  const plan = planOf([appOf("api", { env: { A: "a\u007fb" }, args: ["ok", "\u0080"] })]);
  assert.deepEqual(
    helm.problems(plan).map(({ code, node, path }) => ({ code, node, path })),
    [
      { code: "not_supported", node: "api", path: ["env", "A"] },
      { code: "not_supported", node: "api", path: ["args", 1] },
    ],
  );
});

Deno.test("the schema knows each node, and no other", () => {
  const schema = JSON.parse(textOf("values.schema.json", fullPlan()));
  const { nodes } = schema.properties;
  assert.equal(nodes.additionalProperties, false);
  assert.deepEqual(nodes.properties.api, { $ref: "#/$defs/workload" });
  assert.deepEqual(schema.$defs.workload.properties.replicas, { type: "integer" });
  assert.equal(schema.$defs.workload.additionalProperties, false);
});
