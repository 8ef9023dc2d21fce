import assert from "node:assert/strict";
import type { JsonObject } from "../../../../lib/model/json.ts";
import { plannedOf } from "./extras.ts";
import { lossesOf, objectIn } from "./extras_rendering.ts";

const IMAGE = "iVBORw0KGgo=";

/** Config maps that an app takes, in their order. */
function planWith(configs: Readonly<Record<string, JsonObject>>) {
  const maps = Object.entries(configs).map(([id, config]) =>
    [id, ["config-map", { mount: "file", data: {}, ...config }]] as const
  );
  const nodes = { api: ["app", { image: "a/web:1" }], ...Object.fromEntries(maps) } as const;
  return plannedOf(nodes, Object.keys(configs).map((id) => `${id}.data -> api.settings`));
}

const podOf = (configs: Readonly<Record<string, JsonObject>>) =>
  objectIn(planWith(configs), "40-deployment-api.yaml").spec.template;

Deno.test("texts of several lines and files that are no text stand in one ConfigMap", () => {
  const text = "a: 1\n\tb: $(HOME) {{ x }}\n";
  const plan = planWith({ site: { data: { "a.conf": text }, binaryData: { "a.png": IMAGE } } });
  const { data, binaryData } = objectIn(plan, "10-configmap-site.yaml");
  assert.deepEqual([data, binaryData], [{ "a.conf": text }, { "a.png": IMAGE }]);
  assert.deepEqual(lossesOf(plan, "site"), []);
});

Deno.test("a changed file that is no text restarts its consumers, unless they are not to be", () => {
  const hashOf = (file: string, more = {}) =>
    podOf({ site: { binaryData: { a: file }, ...more } }).metadata.annotations
      ?.["celestra.dev/config"];
  assert.notEqual(hashOf("AAEC"), hashOf("AAED"));
  assert.equal(hashOf("AAEC", { reload: "none" }), undefined);
});

Deno.test("where two share a folder, files that are no text lie in it too", () => {
  const shared = { path: "/etc/shared" };
  const { spec } = podOf({
    one: { ...shared, data: { a: "" }, binaryData: { b: IMAGE } },
    two: { ...shared, data: { c: "" } },
  });
  const [volume] = spec.volumes.filter((one: { projected?: object }) => one.projected);
  const keys = volume.projected.sources.flatMap((
    one: { configMap: { items: { key: string }[] } },
  ) => one.configMap.items.map(({ key }) => key));
  assert.deepEqual(keys, ["a", "b", "c"]);
});
