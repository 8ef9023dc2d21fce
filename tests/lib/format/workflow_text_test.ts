import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import { workflowText } from "../../../lib/format/workflow_text.ts";
import type { Workflow } from "../../../lib/model/workflow.ts";
import { EXAMPLES, exampleText } from "../../helpers/rendering.ts";

const id = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);

/** Text that a file may hold: what is refused at input is no matter of writing. */
const text = fc.oneof(
  fc.constantFrom(
    "yes",
    "on",
    "012",
    "1e3",
    "~",
    "null",
    "22:30",
    "- a",
    "a: b",
    "#",
    "a\nb\n",
    " a ",
  ),
  fc.string({ unit: "grapheme", maxLength: 20 }),
).filter((value) =>
  !/[\p{Cc}\p{Cs}\u2028\u2029\u200b\u2060\ufeff\ufffd-\uffff\u202a-\u202e\u2066-\u2069]/u.test(
    value.replaceAll("\n", ""),
  )
);

const keys = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9._-]{0,8}$/).filter((key) =>
  !(key in {}) && key !== "prototype"
);

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(keys, tie("value"), { maxKeys: 3 }),
  ),
})).value;

const end = fc.record({ node: id, port: id });

const workflows: fc.Arbitrary<Workflow> = fc.record({
  kind: fc.constant("Application"),
  name: id,
  title: text,
  labels: fc.dictionary(keys, fc.constantFrom("web", "1.0", "no"), { maxKeys: 2 }),
  nodes: fc.uniqueArray(
    fc.record({ id, component: id, config: fc.dictionary(keys, json, { maxKeys: 3 }) }, {
      requiredKeys: ["id", "component", "config"],
    }),
    { selector: (node) => node.id, maxLength: 4 },
  ).map((nodes) => new Map(nodes.map((node) => [node.id, node]))),
  connections: fc.array(fc.record({ from: end, to: end, order: fc.boolean() }), { maxLength: 3 }),
  conflicts: fc.constant([]),
}) as fc.Arbitrary<Workflow>;

Deno.test("parsing what was written gives the workflow that was written", () => {
  fc.assert(
    fc.property(workflows, (workflow) => {
      const written = workflowText(workflow);
      const { value, problems } = parseWorkflow(written, `${workflow.name}.yaml`);
      const broken = problems.filter(({ code }) =>
        !["unknown_field", "invalid_value", "wrong_type", "missing_field", "invalid_id"].includes(
          code,
        )
      );
      assert.deepEqual(broken, [], written);
      assert.deepEqual(value, JSON.parse(JSON.stringify(workflow, mapsAsEntries), entriesAsMaps));
    }),
    { numRuns: 500 },
  );
});

Deno.test("readers of YAML 1.1 and 1.2 take what was written for the same", () => {
  fc.assert(
    fc.property(workflows, (workflow) => {
      const written = workflowText(workflow);
      assert.deepEqual(parse(written, { version: "1.1" }), parse(written, { version: "1.2" }));
    }),
    { numRuns: 500 },
  );
});

for (const name of EXAMPLES) {
  Deno.test(`${name}, written anew, is the same workflow`, () => {
    const { value } = parseWorkflow(exampleText(name), `${name}.yaml`);
    const again = parseWorkflow(workflowText(value!), `${name}.yaml`);
    assert.deepEqual(again.problems, []);
    assert.deepEqual(again.value, value);
  });
}

function mapsAsEntries(_: string, value: unknown): unknown {
  return value instanceof Map ? { entries: [...value] } : value;
}

function entriesAsMaps(_: string, value: { entries?: [string, unknown][] } | null): unknown {
  return Array.isArray(value?.entries) ? new Map(value.entries) : value;
}
