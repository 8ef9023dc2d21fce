import assert from "node:assert/strict";
import { isObject, lookup, pathText } from "../../../lib/model/json.ts";

Deno.test("pathText() writes a path as people do", () => {
  assert.equal(
    pathText(["spec", "nodes", "api", "config", "ports", 0, "port"]),
    "spec.nodes.api.config.ports[0].port",
  );
  assert.equal(pathText([0, "a"]), "[0].a");
  assert.equal(pathText([]), "");
});

Deno.test("isObject() takes maps, and neither lists nor nothing", () => {
  assert.equal(isObject({}), true);
  assert.equal(isObject(Object.create(null)), true);
  for (const other of [[], null, undefined, "x", 1, true]) assert.equal(isObject(other), false);
});

for (const key of ["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"]) {
  Deno.test(`lookup() finds no built-in ${key}, and one that is a key of its own`, () => {
    assert.equal(lookup<unknown>({}, key), undefined);
    assert.equal(lookup(JSON.parse(`{ "${key}": 1 }`), key), 1);
  });
}
