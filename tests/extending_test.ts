import assert from "node:assert/strict";
import { ROOT } from "./helpers/house.ts";
import { inFolder } from "./helpers/host.ts";
import { succeed } from "./helpers/processes.ts";

const GUIDE = await Deno.readTextFile(`${ROOT}docs/extending.md`);

/** A file or line that the guide gives: what stands in the block after its path. */
function given(path: string): string {
  const [, block] = new RegExp(`\`${path}\`[^\`]*\`\`\`ts\\n([^]*?)\`\`\``).exec(GUIDE) ?? [];
  assert.ok(block, `the guide gives ${path}`);
  return block;
}

/** What is added: a file, and a line of a registry. */
const ADDED = [
  ["lib/components/application/worker.ts", "lib/components/application/mod.ts"],
  ["lib/generators/inventory.ts", "lib/generators/mod.ts"],
] as const;

/** Renders a workflow with the new component by every output, and one of ours by the new output. */
const TRIAL = `import { z } from "zod";
import { catalogueOf } from "./lib/components/catalogue_of.ts";
import { planOf } from "./lib/components/plan.ts";
import { components, kinds } from "./lib/components/registry.ts";
import { parseWorkflow } from "./lib/format/workflow.ts";
import { generators } from "./lib/generators/registry.ts";
import { problems } from "./lib/model/problems.ts";

const catalogue = catalogueOf(z, kinds, components);
const text = \`apiVersion: celestra/v1
kind: Application
metadata: { name: jobs }
spec:
  nodes:
    it: { component: worker, config: { image: "acme/worker:1.2", replicas: 3 } }
    map: { component: config-map, config: { data: { A: "1" } } }
\`;
const workflow = parseWorkflow(text, "jobs.yaml").value!;
const plan = planOf(workflow, { components, catalogue });
const outputs = [...generators].map(([id, generator]) => {
  const { files, report } = generator.generate(plan, generator.variants ? [] : undefined);
  return { id, text: files.map(({ text }) => text).join(""), report };
});
console.log(JSON.stringify({ faults: problems(workflow, catalogue), outputs }));
`;

Deno.test("a component and an output are one file and one line each, as the guide says", () =>
  inFolder(async (folder) => {
    await succeed("cp", "-r", `${ROOT}lib`, `${ROOT}deno.json`, `${ROOT}workflows`, folder);
    await Deno.symlink(`${ROOT}node_modules`, `${folder}/node_modules`);
    for (const [file, registry] of ADDED) {
      await Deno.writeTextFile(`${folder}/${file}`, given(file));
      const line = given(registry);
      assert.equal(line.trim().split("\n").length, 1, "one line");
      await Deno.writeTextFile(`${folder}/${registry}`, line, { append: true });
    }
    await Deno.writeTextFile(`${folder}/trial.ts`, TRIAL);
    const options = ["--check", "--no-lock", "-A", "--config", `${folder}/deno.json`];
    const printed = await succeed(Deno.execPath(), "run", ...options, `${folder}/trial.ts`);
    const { faults, outputs } = JSON.parse(
      printed.split("\n").find((line) => line.startsWith('{"faults"'))!,
    );
    assert.deepEqual(faults, []);
    assert.ok(outputs.length >= 6);
    for (const { id, text } of outputs) assert.ok(text.includes("acme/worker:1.2"), id);
    const { report } = outputs.find(({ id }: { id: string }) => id === "inventory");
    const said = report.map(({ node, path, message }: Record<string, unknown>) =>
      `${node} ${path}: ${message}`
    );
    assert.deepEqual(said, [
      "it image: ",
      "it replicas: an inventory holds images only",
      "map data,A: an inventory holds images only",
    ]);
  }));
