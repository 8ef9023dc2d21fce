import assert from "node:assert/strict";
import { assignmentOf } from "../../../lib/cli/assignment.ts";
import { AppError } from "../../../lib/model/error.ts";
import type { Json } from "../../../lib/model/json.ts";

const ASSIGNMENTS: Readonly<Record<string, readonly [node: string, path: Json, value: Json]>> = {
  "api.replicas=3": ["api", ["replicas"], 3],
  "api.ports[http].port=8080": ["api", ["ports", { name: "http" }, "port"], 8080],
  "api.ports[0].port=8080": ["api", ["ports", 0, "port"], 8080],
  'api.ports["0"].port=1': ["api", ["ports", { name: "0" }, "port"], 1],
  "api.matrix[0][1]=1": ["api", ["matrix", 0, 1], 1],
  "api.env.LOG_LEVEL=debug": ["api", ["env", "LOG_LEVEL"], "debug"],
  "api.env.URL=a=b=c": ["api", ["env", "URL"], "a=b=c"],
  "api.env.EMPTY=": ["api", ["env", "EMPTY"], ""],
  "api.ports=[{ name: a.b, port: 1 }]": ["api", ["ports"], [{ name: "a.b", port: 1 }]],
  'api.labels."example.com/team=x"=web': ["api", ["labels", "example.com/team=x"], "web"],
  "web-1.a/b=c": ["web-1", ["a/b"], "c"],
};

for (const [word, [node, path, value]] of Object.entries(ASSIGNMENTS)) {
  Deno.test(`assignmentOf() understands ${word}`, () => {
    assert.deepEqual(assignmentOf(word), { op: "set", node, path, value });
  });
}

for (
  const word of [
    "",
    "=",
    "api",
    "api=1",
    "api.replicas",
    "api.=1",
    "api..a=1",
    ".api.a=1",
    "[api].a=1",
    "api.a[=1",
    "api.a[]=1",
    "api.a[http=1",
    "api.a]=1",
    'api."a=1',
    "api.a b=1",
  ]
) {
  Deno.test(`assignmentOf() refuses "${word}" and says what was expected`, () => {
    assert.throws(() => assignmentOf(word), (error) => {
      assert.ok(error instanceof AppError && error.code === "usage");
      assert.equal(
        error.message,
        `--set ${word}: expected node.path=value, such as api.ports[http].port=8080`,
      );
      return true;
    });
  });
}
