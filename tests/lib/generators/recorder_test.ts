import assert from "node:assert/strict";
import { type Reading, Recorder } from "../../../lib/generators/recorder.ts";
import { type JsonObject, pathText } from "../../../lib/model/json.ts";
import { planOf } from "./kubernetes/plans.ts";

interface Thing {
  readonly image?: string;
  readonly resources?: { readonly cpu?: string; readonly memory?: string };
  readonly ports?: readonly { readonly name: string; readonly port?: number }[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Reads a config, and what the report then says of its properties. */
function reported(
  config: JsonObject & Thing,
  read: (it: Reading<Thing>, recorder: Recorder) => void,
): string[] {
  const recorder = new Recorder();
  read(recorder.read({ ...config, node: "api", at: [] }) as unknown as Reading<Thing>, recorder);
  const plan = planOf([], { written: new Map([["api", config]]) });
  return recorder.report(plan, (path) => `no ${path[0]}`)
    .map(({ path, class: type, message }) => `${pathText(path)} ${type} ${message}`.trim());
}

Deno.test("what is read is exact, and what is not is dropped with a reason", () => {
  assert.deepEqual(reported({ image: "a", env: { A: "1" } }, (it) => it.get("image")), [
    "env.A dropped no env",
    "image exact",
  ]);
});

Deno.test("a field that is read whole is exact with all that it holds", () => {
  const config = { env: { A: "1", B: "2" }, ports: [{ name: "http", port: 80 }] };
  assert.deepEqual(reported(config, (it) => void (it.value("env"), it.as("ports", 1))), [
    "env.A exact",
    "env.B exact",
    "ports[0].name exact",
    "ports[0].port exact",
  ]);
});

Deno.test("a part is exact where it was read", () => {
  const config = {
    resources: { cpu: "1", memory: "1Gi" },
    ports: [{ name: "http", port: 80 }, { name: "admin", port: 81 }],
  };
  const read = (it: Reading<Thing>) => {
    it.part("resources")?.get("cpu");
    it.each("ports")[1]?.value("port");
  };
  assert.deepEqual(reported(config, read), [
    "ports[0].name dropped no ports",
    "ports[0].port dropped no ports",
    "ports[1].name dropped no ports",
    "ports[1].port exact",
    "resources.cpu exact",
    "resources.memory dropped no resources",
  ]);
});

Deno.test("asking whether a field is set takes nothing", () => {
  assert.deepEqual(reported({ image: "a" }, (it) => it.has("image")), [
    "image dropped no image",
  ]);
});

Deno.test("what is empty is exact once it was looked at", () => {
  const read = (it: Reading<Thing>) => void (it.part("resources"), it.each("ports"));
  assert.deepEqual(reported({ resources: {}, ports: [], env: {} }, read), [
    "env dropped no env",
    "ports exact",
    "resources exact",
  ]);
});

Deno.test("a mark says more than a read, and a nearer mark more than one above", () => {
  const config = { resources: { cpu: "1", memory: "1Gi" }, image: "a" };
  const read = (it: Reading<Thing>) => {
    it.value("resources");
    it.drop("resources", "none of it");
    it.part("resources")!.approximate("cpu", "about");
    it.approximate("image", "another one");
  };
  assert.deepEqual(reported(config, read), [
    "image approximated another one",
    "resources.cpu approximated about",
    "resources.memory dropped none of it",
  ]);
});

Deno.test("a mark on what is not set says nothing", () => {
  const read = (it: Reading<Thing>) => void (it.drop("image", "no"), it.approximate("env", "no"));
  assert.deepEqual(reported({ ports: [] }, read), ["ports dropped no ports"]);
});

Deno.test("a path is taken, approximated and dropped by its name too", () => {
  const config = { env: { A: "1", B: "2" }, image: "a", ports: [{ name: "http" }] };
  const read = (_: unknown, recorder: Recorder) => {
    recorder.take("api", ["env", "A"]);
    recorder.approximate("api", ["image"], "about");
    recorder.drop("api", ["ports", 0], "no");
  };
  assert.deepEqual(reported(config, read), [
    "env.A exact",
    "env.B dropped no env",
    "image approximated about",
    "ports[0].name dropped no",
  ]);
});

Deno.test("a field knows its place, also below a place of its own", () => {
  const reading = new Recorder().read({ node: "db", at: ["backup"], image: "a", env: { A: "1" } });
  const { value, node, path } = reading.get("image")!;
  assert.deepEqual([value, node, path], ["a", "db", ["backup", "image"]]);
  assert.deepEqual(reading.part("env")!.get("A")!.path, ["backup", "env", "A"]);
  assert.equal((reading as unknown as Reading<Thing>).get("ports"), undefined);
});

Deno.test("the report is ordered by node and key, whatever the order of the config", () => {
  const recorder = new Recorder();
  const written = new Map([["b", { y: 1, x: 1 }], ["a", { z: 1 }]]);
  const report = recorder.report(planOf([], { written }), () => "");
  assert.deepEqual(report.map(({ node, path }) => `${node}.${path}`), ["a.z", "b.x", "b.y"]);
});

Deno.test("a node that sets nothing is told of as a whole", () => {
  assert.deepEqual(reported({}, (it) => it.has("image")), ["dropped no undefined"]);
  assert.deepEqual(reported({}, (it) => it.value("image")), ["dropped no undefined"]);
});

Deno.test("what is said of the connections of a node follows its properties", () => {
  const recorder = new Recorder();
  recorder.approximateInput("a", "after", "it does not wait");
  const written = new Map([["b", { x: 1 }], ["a", { z: 1 }]]);
  const report = recorder.report(planOf([], { written }), () => "");
  assert.deepEqual(report.map(({ node, path }) => `${node}.${path}`), ["a.z", "a.after", "b.x"]);
  assert.deepEqual(report[1], {
    node: "a",
    path: ["after"],
    class: "approximated",
    message: "it does not wait",
  });
});
