import assert from "node:assert/strict";
import type { Component, PlacedNode } from "../../../lib/components/component.ts";
import { lower } from "../../../lib/components/lowering.ts";
import { components } from "../../../lib/components/registry.ts";
import type { JsonObject } from "../../../lib/model/json.ts";
import type { Resource } from "../../../lib/model/resource.ts";
import { applicationOf, CATALOGUE } from "./planned.ts";

/** Asks for what the nodes that it requires say, and those that they require. */
function described({ id, providers }: PlacedNode, { image }: JsonObject): Resource[] {
  const texts = ({ id, providers }: PlacedNode, image: unknown): string[] => [
    `${id} ${image}`,
    ...providers("requires").flatMap(({ node, config }) => texts(node, config["image"])),
  ];
  return [texts({ id, providers } as PlacedNode, image)] as unknown as Resource[];
}

const OPTIONS = {
  catalogue: CATALOGUE,
  components: new Map([["app", { ...components.get("app")!, resources: described } as Component]]),
};

function chain(image: string) {
  return applicationOf(
    { a: ["app", { image }], b: ["app", {}], c: ["app", {}], d: ["app", {}] },
    ["a.endpoint -> b.requires", "b.endpoint -> c.requires"],
  );
}

Deno.test("who looked at a node that changed is lowered anew, however far it is; others are not", () => {
  const before = lower(chain("web:1"), OPTIONS);
  const after = lower(chain("web:2"), OPTIONS, before);
  assert.deepEqual(after.resources, lower(chain("web:2"), OPTIONS).resources);
  const kept = [...after.made].filter(([id, { resources }]) =>
    resources === before.made.get(id)!.resources
  );
  assert.deepEqual(kept.map(([id]) => id), ["d"]);
});

Deno.test("what comes to the same stays the same object", () => {
  const before = lower(chain("web:1"), OPTIONS);
  const after = lower(chain("web:1"), OPTIONS, before);
  assert.ok(after.resources.every((resource, index) => resource === before.resources[index]));
});
