import assert from "node:assert/strict";
import { celestraDsl } from "../../../lib/generators/celestra_dsl.ts";
import { pythonText } from "../../../lib/generators/celestra_dsl/python/literal.ts";
import { Names } from "../../../lib/generators/celestra_dsl/python/names.ts";
import { planned } from "../components/planned.ts";

Deno.test("pythonText() lets no text out of its quotes, and nothing unseen into the file", () => {
  assert.equal(pythonText("plain"), '"plain"');
  assert.equal(pythonText('"); import os #'), "'\"); import os #'");
  assert.equal(pythonText(`'"\\N{BELL}\n`), `"'\\"\\\\N{BELL}\\n"`);
  assert.equal(pythonText("a\u202eb\u2028\0\ufeff"), '"a\\u202eb\\u2028\\x00\\ufeff"');
  assert.equal(pythonText("ä 日 😀"), '"ä 日 😀"');
});

Deno.test("Names gives every node a variable that Python and the program leave free", () => {
  const names = new Names();
  assert.deepEqual(
    ["a-b", "a.b", "class", "labels", "sys", "1a"].map((wanted) => names.of(wanted)),
    ["a_b", "a_b_2", "class_2", "labels_2", "sys_2", "_1a"],
  );
});

Deno.test("generate() maps each line to the field that it says", () => {
  const plan = planned({ api: ["app", { image: "api:1", env: { A: "b" }, labels: { x: "y" } }] });
  const { text, map } = celestraDsl.generate(plan).files[0]!;
  const lines = text.split("\n");
  const placeOf = (line: string) => {
    const number = lines.indexOf(line) + 1;
    const { node, path } = map.find(({ from, to }) => from <= number && number <= to)!;
    return [node, path.join(".")];
  };
  assert.deepEqual(placeOf('    .image("api:1")'), ["api", "image"]);
  assert.deepEqual(placeOf('    .env("A", "b")'), ["api", "env.A"]);
  assert.deepEqual(placeOf('    .add_label("x", "y")'), ["api", "labels.x"]);
  assert.deepEqual(placeOf("    .add_labels(labels)"), [null, ""]);
  assert.deepEqual(placeOf("api = ("), ["api", ""]);
});

Deno.test("generate() never lets a label of a node take the one that selects its pods", () => {
  const plan = planned({ api: ["app", { image: "api:1", labels: { app: "other" } }] });
  const { files, report } = celestraDsl.generate(plan);
  assert.doesNotMatch(files[0]!.text, /other/);
  const entry = report.find(({ path }) => path.join(".") === "labels.app")!;
  assert.equal(entry.class, "dropped");
});

Deno.test("generate() doubles what Kubernetes would expand in variables and commands", () => {
  const plan = planned({
    once: ["job", { image: "task:1", command: ["echo", "$(A)"], env: { B: "$(A) ${C} {{ d }}" } }],
  });
  const { text } = celestraDsl.generate(plan).files[0]!;
  assert.match(text, /"\$\$\(A\)"/);
  assert.match(text, /"\$\$\(A\) \$\{C\} \{\{ d \}\}"/);
});

Deno.test("problems() asks for an image: the library would run nginx:latest", () => {
  const plan = planned({ api: ["app", { build: { context: "." } }] });
  const [problem] = celestraDsl.problems(plan);
  assert.equal(problem?.code, "image_missing");
});
