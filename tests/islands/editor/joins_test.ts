import assert from "node:assert/strict";
import { partnersOf, refusalOf } from "../../../islands/editor/joins.ts";
import { endText } from "../../../lib/model/workflow.ts";
import { CATALOGUE, endAt, openEditor } from "./workbench.ts";

const { drawing } = openEditor().editor;

const REFUSALS: readonly (readonly [from: string, to: string, reason: RegExp | undefined])[] = [
  ["credentials.data", "api.settings", undefined],
  ["api.endpoint", "db.requires", undefined],
  ["api.endpoint", "api.requires", /cannot be connected to itself/],
  ["credentials.data", "api.requires", /gives settings, but api\.requires takes endpoint/],
  ["credentials.data", "db.settings", /are connected already/],
  ["api.requires", "db.endpoint", /^Connect an output, on the right, to an input/],
  ["nobody.endpoint", "api.requires", /^Connect an output/],
  ["db.constructor", "api.requires", /^Connect an output/],
];

for (const [from, to, reason] of REFUSALS) {
  Deno.test(`${from} to ${to} ${reason ? "is refused with the reason" : "fits"}`, () => {
    const join = { from: endAt(from), to: endAt(to) };
    const refusal = refusalOf(drawing.workflow.value, CATALOGUE, join);
    if (reason) assert.match(refusal!, reason);
    else assert.equal(refusal, undefined);
  });
}

Deno.test("an input that takes many takes another", () => {
  const { editor } = openEditor();
  editor.add("secret");
  assert.equal(editor.connect({ from: endAt("secret.data"), to: endAt("db.settings") }), true);
});

Deno.test("an input that takes one connection names the one it has", () => {
  const { app } = CATALOGUE.components;
  const settings = { ...app!.inputs.settings!, many: false };
  const components = {
    ...CATALOGUE.components,
    app: { ...app!, inputs: { ...app!.inputs, settings } },
  };
  const workflow = {
    ...drawing.workflow.value,
    connections: [{ from: endAt("other.data"), to: endAt("api.settings"), order: true }],
  };
  const join = { from: endAt("credentials.data"), to: endAt("api.settings") };
  const refusal = refusalOf(workflow, { ...CATALOGUE, components }, join);
  assert.match(refusal!, /takes one connection and has one\. Remove that from other\.data first/);
});

Deno.test("only the ports that fit now are offered", () => {
  const partners = (end: string, side: "inputs" | "outputs") =>
    partnersOf(drawing.workflow.value, CATALOGUE, endAt(end), side)
      .map(({ from, to }) => `${endText(from)}>${endText(to)}`);
  assert.deepEqual(partners("credentials.data", "outputs"), ["credentials.data>api.settings"]);
  assert.deepEqual(partners("db.requires", "inputs"), ["api.endpoint>db.requires"]);
});
