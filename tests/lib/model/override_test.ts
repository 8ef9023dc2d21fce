import assert from "node:assert/strict";
import type { Environment } from "../../../lib/model/environment.ts";
import { isOverridden, overridden, overrideProblems } from "../../../lib/model/override.ts";
import { toyOf, TOYS } from "./toys.ts";

function environment(overrides: Environment["overrides"]): Environment {
  return {
    name: "live",
    target: "git",
    output: "kubernetes",
    trigger: "push",
    podSecurity: "restricted",
    overrides,
  };
}

const TRAIN = toyOf({ m: { config: { speed: 1, cells: [1, 2], label: "a" } }, w: "wheel" });

function configOf(overrides: Environment["overrides"], id = "m") {
  return overridden(TRAIN, environment(overrides)).nodes.get(id)?.config;
}

Deno.test("overridden() replaces fields, and keeps the others and the workflow as they were", () => {
  assert.deepEqual(configOf({ train: { m: { speed: 2 } } }), {
    speed: 2,
    cells: [1, 2],
    label: "a",
  });
  assert.equal(TRAIN.nodes.get("m")?.config.speed, 1);
});

Deno.test("overridden() replaces lists whole", () => {
  assert.deepEqual(configOf({ train: { m: { cells: [9] } } })?.cells, [9]);
});

Deno.test("overridden() merges maps key by key, however deep", () => {
  const config = { a: { b: { c: 1, d: 2 }, e: 3 }, f: 4 };
  const workflow = toyOf({ m: { config } });
  const change = { train: { m: { a: { b: { c: 9 } }, f: { g: 5 } } } };
  assert.deepEqual(overridden(workflow, environment(change)).nodes.get("m")?.config, {
    a: { b: { c: 9, d: 2 }, e: 3 },
    f: { g: 5 },
  });
});

Deno.test("overridden() adds no nodes, and leaves other workflows alone", () => {
  const other = environment({ boat: { m: { speed: 2 } } });
  assert.equal(overridden(TRAIN, other), TRAIN);
  assert.deepEqual(
    [...overridden(TRAIN, environment({ train: { x: { speed: 2 } } })).nodes.keys()],
    [
      "m",
      "w",
    ],
  );
});

Deno.test("overridden() keeps the order of the nodes", () => {
  const workflow = overridden(TRAIN, environment({ train: { w: {}, m: {} } }));
  assert.deepEqual([...workflow.nodes.keys()], ["m", "w"]);
});

Deno.test("overridden() keeps hostile keys as keys, and finds no built-in", () => {
  const change = JSON.parse('{ "__proto__": { "polluted": 1 }, "toString": { "a": 1 } }');
  const config = configOf({ train: { m: change } }) as Record<string, unknown>;
  assert.ok(Object.hasOwn(config, "__proto__"));
  assert.deepEqual(config.toString, { a: 1 });
  assert.equal(Object.getPrototypeOf(config), Object.prototype);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  assert.equal(overridden(toyOf({}, [], { name: "constructor" }), environment({})).nodes.size, 0);
});

Deno.test("isOverridden() finds a field of an override, and what stands inside it", () => {
  const live = environment({ train: { m: { a: { b: 1 }, list: [{ c: 1 }], none: null } } });
  const is = (...path: (string | number)[]) => isOverridden(live, "train", "m", path);
  assert.equal(is("a", "b"), true);
  assert.equal(is("a"), true);
  assert.equal(is("list", 0, "c"), true);
  assert.equal(is("none"), true);
  assert.equal(is("a", "x"), false);
  assert.equal(is("x"), false);
  assert.equal(is("constructor"), false);
  assert.equal(isOverridden(live, "train", "x", ["a"]), false);
  assert.equal(isOverridden(live, "boat", "m", ["a"]), false);
});

Deno.test("overrideProblems() finds nothing wrong with overrides of what is there", () => {
  const live = environment({ train: { m: { speed: 2 } } });
  assert.deepEqual(overrideProblems(live, new Map([["train", TRAIN]]), TOYS), []);
});

Deno.test("overrideProblems() refuses overrides that name nothing, all at once", () => {
  const live = environment({
    trian: { m: {} },
    train: { x: {}, w: { speed: 1 }, m: { sped: 2, toString: 1 } },
    constructor: {},
  });
  const found = overrideProblems(live, new Map([["train", TRAIN]]), TOYS);
  assert.deepEqual(
    found.map(({ path, message, suggestion }) => [path.slice(2), message, suggestion]),
    [
      [["trian"], 'There is no workflow named "trian"', "train"],
      [["train", "x"], 'There is no node of train named "x"', undefined],
      [["train", "w", "speed"], 'There is no field of wheel named "speed"', undefined],
      [["train", "m", "sped"], 'There is no field of motor named "sped"', "speed"],
      [["train", "m", "toString"], 'There is no field of motor named "toString"', undefined],
      [["constructor"], 'There is no workflow named "constructor"', undefined],
    ],
  );
  assert.ok(
    found.every(({ code, severity, path }) =>
      code === "unknown_override" && severity === "error" && path[0] === "spec" &&
      path[1] === "overrides"
    ),
  );
});
