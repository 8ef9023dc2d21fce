import assert from "node:assert/strict";
import { deskOn, PAIR } from "../drafts/desk.ts";
import { ada, type House, houseOn } from "./house.ts";

const STAGING = `apiVersion: celestra/v1
kind: Environment
metadata: { name: staging }
spec:
  target: git
  overrides:
    hello: { web: { replicas: 3 } }   # more of them
`;

const RENAME = { op: "rename-node", node: "web", to: "page" } as const;

async function stagingIn({ store, head }: House): Promise<string> {
  const { commit } = await head.recent();
  return new TextDecoder().decode(await store.read(commit!, "environments/staging.yaml"));
}

Deno.test("a node that is renamed is renamed in environments, too, in the same commit", async () => {
  const house = await houseOn();
  await house.push({ path: "environments/staging.yaml", content: STAGING });
  const { etag } = await house.workflows.read("hello");
  const before = (await house.head.recent()).commit!;
  const saved = await house.workflows.patch("hello", { operations: [RENAME] }, etag, ada);
  assert.equal(await stagingIn(house), STAGING.replace("web:", "page:"));
  assert.equal(saved.parent, before);
  assert.deepEqual(saved.problems.filter(({ severity }) => severity === "error"), []);
});

Deno.test("a draft that renames a node renames it in environments when it is published", async () => {
  const desk = await deskOn();
  const overrides = STAGING.replace("hello: { web:", "pair: { api:");
  await desk.workflows.create("pair", { text: PAIR }, ada);
  await desk.push({ path: "environments/staging.yaml", content: overrides });
  const { commit } = await desk.workflows.read("pair");
  const operations = [{ op: "rename-node", node: "api", to: "first" } as const];
  const { etag } = await desk.drafts.keep("pair", { base: commit, operations }, undefined, ada);
  await desk.drafts.publish("pair", {}, etag, ada);
  assert.equal(await stagingIn(desk), overrides.replace("api:", "first:"));
});

Deno.test("other operations touch no environment", async () => {
  const house = await houseOn();
  await house.push({ path: "environments/staging.yaml", content: STAGING });
  const { etag } = await house.workflows.read("hello");
  const operations = [{ op: "set", node: "web", path: ["replicas"], value: 2 } as const];
  await house.workflows.patch("hello", { operations }, etag, ada);
  assert.equal(await stagingIn(house), STAGING);
});
