import assert from "node:assert/strict";
import { parseRepository } from "../../../lib/format/repository.ts";

/** What is wrong with a spec, and what is read of its rules. */
function read(spec: string) {
  const text = `apiVersion: celestra/v1\nkind: Repository\nspec:\n${spec}\n`;
  const { value, problems } = parseRepository(text, "celestra.yaml", ["kubernetes", "compose"]);
  const told = problems.map(({ line, code, message, suggestion }) =>
    `${line} ${code}: ${message}${suggestion === undefined ? "" : ` (${suggestion})`}`
  );
  return { value: value!, told };
}

const EXCEPTION =
  "{ rule: image-tag, workflow: shop, node: api, reason: It has one tag, until: 2027-01-31 }";

Deno.test("celestra.yaml sets how rules speak, who may break them, and which registries count", () => {
  const { value, told } = read(
    `  rules: { image-tag: warning, ingress-tls: evaluate, owner-label: error }
  exceptions: [${EXCEPTION}]
  registries: [ghcr.io/acme]
  outputs: [compose]`,
  );
  assert.deepEqual(told, []);
  assert.deepEqual(value, {
    outputs: ["compose"],
    rules: {
      severities: { "image-tag": "warning", "ingress-tls": "evaluate", "owner-label": "error" },
      exceptions: [{
        rule: "image-tag",
        workflow: "shop",
        node: "api",
        reason: "It has one tag",
        until: "2027-01-31",
      }],
      registries: ["ghcr.io/acme"],
    },
  });
});

Deno.test("a rule that there is not is told with the nearest one, wherever it is named", () => {
  const { told } = read(
    `  rules: { image-tags: error }\n  exceptions: [${EXCEPTION.replace("image-tag", "ingress")}]`,
  );
  assert.deepEqual(told, [
    '4 unknown_rule: There is no rule "image-tags"; docs/rules.md lists them (image-tag)',
    '5 unknown_rule: There is no rule "ingress"; docs/rules.md lists them',
  ]);
});

Deno.test("a severity that there is not is told, and the rule speaks as it says itself", () => {
  const { value, told } = read("  rules: { image-tag: fatal }");
  assert.equal(told.length, 1);
  assert.match(told[0]!, /^4 invalid_value: .* must be error, warning, info, off or evaluate/);
  assert.deepEqual(value.rules.severities, {});
});

for (
  const [what, change, expected] of [
    ["no reason", ["reason: It has one tag, ", ""], /missing_field: .*reason/],
    ["an empty reason", ["It has one tag", '" "'], /the reason is empty/i],
    ["no last day", [", until: 2027-01-31", ""], /missing_field: .*until/],
    ["a last day that is none", ["2027-01-31", "2027-02-30"], /"2027-02-30" is no day/],
    ["a last day of another form", ["2027-01-31", "31.1.2027"], /"31.1.2027" is no day/],
    ["a field too many", ["{ rule", "{ by: me, rule"], /unknown_field: .*by/],
  ] as const
) {
  Deno.test(`an exception with ${what} is a fault and allows nothing`, () => {
    const [from, to] = change;
    const { value, told } = read(`  exceptions: [${EXCEPTION.replace(from, to)}]`);
    assert.equal(told.length, 1, told.join("; "));
    assert.match(told[0]!, expected);
    assert.deepEqual(value.rules.exceptions, []);
  });
}
