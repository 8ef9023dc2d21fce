import assert from "node:assert/strict";
import { parse } from "yaml";
import { planOf } from "../../../lib/components/plan.ts";
import { components } from "../../../lib/components/registry.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import { compose } from "../../../lib/generators/compose.ts";
import type { Generator } from "../../../lib/generators/generator.ts";
import { kubernetes } from "../../../lib/generators/kubernetes.ts";
import type { Plan } from "../../../lib/model/resource.ts";
import { FULL_WORKFLOWS } from "../../helpers/full_workflows.ts";
import { EXAMPLES, exampleText } from "../../helpers/rendering.ts";
import { CATALOGUE } from "../components/planned.ts";
import { imported } from "./imported.ts";

type Files = readonly { readonly path: string; readonly text: string }[];

function planFrom(text: string, name: string): Plan {
  const { value, problems } = parseWorkflow(text, `workflows/${name}.yaml`);
  assert.deepEqual(problems, []);
  return planOf(value!, { components, catalogue: CATALOGUE });
}

/** The files of a text, those of what is imported from them, and what the import left out. */
async function thereAndBack(generator: Generator, name: string) {
  const there = filesOf(generator, exampleText(name), name);
  const { text, problems, report } = await imported(generator.id, there, name);
  assert.deepEqual(problems, []);
  const dropped = report.filter((line) => line.class === "dropped");
  return { there, back: filesOf(generator, text!, name), dropped };
}

function filesOf(generator: Generator, text: string, name: string): Files {
  const plan = planFrom(text, name);
  assert.deepEqual(generator.problems(plan), []);
  return generator.generate(plan, []).files;
}

/** Every object of a folder by its file. */
function objectsOf(files: Files): Record<string, unknown> {
  return Object.fromEntries(files.map(({ path, text }) => [path, parse(text)]));
}

for (const name of EXAMPLES) {
  Deno.test(`${name} comes back from its Kubernetes objects as the same objects`, async () => {
    const { there, back } = await thereAndBack(kubernetes, name);
    assert.deepEqual(objectsOf(back), objectsOf(there));
  });

  Deno.test(`${name} comes back from its Compose file as the same file`, async () => {
    const { there, back, dropped } = await thereAndBack(compose, name);
    // A file of secret variables that is elsewhere does not say its keys: nothing else may be lost.
    const sources = dropped.map(({ source }) => source);
    assert.ok(sources.every((source) => /^services\.[^.]+\.env_file/.test(source)), `${sources}`);
    const others = (files: Files) => files.filter(({ path }) => path !== "compose.yaml");
    assert.deepEqual(others(back), others(there));
    const services = new Set(sources.map((source) => source.split(".")[1]!));
    assert.deepEqual(projectOf(back, services), projectOf(there, services));
  });
}

/** Workflows of every property of a component whose objects all come back as that component. */
const WHOLE = ["deployment-strategy", "secret", "service"];

for (const { name, plan } of FULL_WORKFLOWS.filter(({ name }) => WHOLE.includes(name))) {
  Deno.test(`every property of ${name} comes back from its Kubernetes objects`, async () => {
    const there = kubernetes.generate(plan).files.filter(({ path }) => !path.startsWith("sops/"));
    const { text, problems } = await imported("kubernetes", there, plan.workflow);
    assert.deepEqual(problems, []);
    assert.deepEqual(objectsOf(filesOf(kubernetes, text!, plan.workflow)), objectsOf(there));
    assert.doesNotMatch(text!, /component: custom-resource/);
  });
}

interface Project {
  readonly services: Record<string, { env_file?: unknown; labels: Record<string, unknown> }>;
}

/**
 * The Compose file without the variable files of some services, and without the hash of settings:
 * what a setting gives as a variable is plain text there.
 */
function projectOf(files: Files, services: ReadonlySet<string>): Project {
  const file = files.find(({ path }) => path === "compose.yaml")!;
  const project = parse(file.text) as Project;
  for (const service of Object.values(project.services)) {
    delete service.labels["celestra.dev/config"];
  }
  for (const name of services) delete project.services[name]!.env_file;
  return project;
}
