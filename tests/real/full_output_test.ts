import assert from "node:assert/strict";
import { compose } from "../../lib/generators/compose.ts";
import { helm } from "../../lib/generators/helm.ts";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import type { Artifact } from "../../lib/model/artifact.ts";
import { hasErrors } from "../../lib/model/problem.ts";
import { plainObjects, templated, writeChart } from "../helpers/charts.ts";
import { FULL_WORKFLOWS, fullPlanIn } from "../helpers/full_workflows.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, succeed } from "../helpers/processes.ts";
import { assertBuilt } from "../lib/generators/kustomize/built.ts";

for (const full of FULL_WORKFLOWS) {
  const { name, plan } = full;

  testWith(
    ["kubectl"],
    `[${name}] with every property is accepted and stays as applied`,
    () =>
      inFolder(async (folder) => {
        const inIt = fullPlanIn(full, `f${crypto.randomUUID().slice(0, 8)}-`);
        await write(folder, kubernetes.generate(inIt).files);
        try {
          const first = await succeed("kubectl", "apply", "-f", folder);
          // The restricted standard warns of what it refuses; a lower one was allowed.
          assert.doesNotMatch(first, /Warning: (?!would violate)/);
          const again = (await succeed("kubectl", "apply", "-f", folder)).trim().split("\n");
          // kubectl sends the selector of a budget every time (patch strategy "replace").
          const changed = again.filter((line) => !line.endsWith(" unchanged"))
            .filter((line) => !line.startsWith("poddisruptionbudget.policy/"));
          assert.deepEqual(changed, []);
          assert.equal((await attempt("kubectl", "diff", "-f", folder)).text, "");
        } finally {
          await unfinalized(inIt.namespace);
          await attempt("kubectl", "delete", "-f", folder, "--wait=false", "--ignore-not-found");
        }
      }),
  );

  testWith(
    ["helm"],
    `[${name}] with every property is a chart that lints and gives the same`,
    () =>
      inFolder(async (folder) => {
        if (hasErrors(helm.problems(plan))) return;
        await writeChart(folder, plan);
        await succeed("helm", "lint", "--strict", folder);
        assert.deepEqual(await templated(folder), plainObjects(plan));
      }),
  );

  testWith(
    ["kubectl"],
    `[${name}] with every property is built by Kustomize as the same`,
    () => assertBuilt(plan, [{ ...plan, environment: "moved", namespace: `${name}-moved` }]),
  );

  testWith(
    ["docker"],
    `[${name}] with every property is what Compose reads`,
    () =>
      inFolder(async (folder) => {
        if (hasErrors(compose.problems(plan))) return;
        await write(folder, compose.generate(plan).files);
        for (const resource of plan.resources) {
          if (resource.kind !== "secret") continue;
          await Deno.mkdir(`${folder}/secrets/${resource.node}`, { recursive: true });
          await Deno.writeTextFile(`${folder}/secrets/${resource.node}/.env`, "");
        }
        const file = `${folder}/compose.yaml`;
        const { success, text } = await attempt("docker", "compose", "-f", file, "config", "-q");
        assert.ok(success, text);
      }),
  );
}

async function write(folder: string, files: readonly Artifact[]): Promise<void> {
  for (const { path, text } of files) {
    const file = `${folder}/${path}`;
    await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
}

/** Lets go of what a finalizer of the test keeps. */
async function unfinalized(namespace: string): Promise<void> {
  const patch = '{"metadata":{"finalizers":null}}';
  await attempt("kubectl", "-n", namespace, "patch", "role", "it", "--type=merge", "-p", patch);
}
