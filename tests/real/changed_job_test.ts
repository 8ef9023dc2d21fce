import assert from "node:assert/strict";
import { kubernetes } from "../../lib/generators/kubernetes.ts";
import type { Plan } from "../../lib/model/resource.ts";
import { writeChart } from "../helpers/charts.ts";
import { inFolder } from "../helpers/host.ts";
import { testWith } from "../helpers/needs.ts";
import { attempt, succeed } from "../helpers/processes.ts";
import { jobOf, planOf, settingOf } from "../lib/generators/kubernetes/plans.ts";

const REGISTRY = Deno.env.get("CELESTRA_TEST_REGISTRY") ?? "127.0.0.1:5500";
const IMMUTABLE = /spec\.template.*field is immutable/s;

/** A job that prints a word, beside something that a refused job must not keep back. */
function planSaying(namespace: string, word: string): Plan {
  const migrate = jobOf("migrate", { image: `${REGISTRY}/task:1`, args: [`echo ${word}`] });
  return planOf([migrate, settingOf("words", { data: { word } })], { namespace });
}

async function write(folder: string, plan: Plan): Promise<void> {
  for (const { path, text } of kubernetes.generate(plan).files) {
    await Deno.writeTextFile(`${folder}/${path}`, text);
  }
}

/** What the job has printed once it is complete. */
async function said(namespace: string): Promise<string> {
  const there = ["--namespace", namespace];
  await succeed("kubectl", "wait", ...there, "--for=condition=complete", "job/migrate");
  return (await succeed("kubectl", "logs", ...there, "job/migrate")).trim();
}

/** Registers a test with a namespace and a folder of its own; both are gone afterwards. */
function testIn(
  programs: string[],
  name: string,
  test: (namespace: string, folder: string) => Promise<void>,
): void {
  const namespace = `job-${crypto.randomUUID().slice(0, 8)}`;
  testWith(programs, name, () =>
    inFolder(async (folder) => {
      try {
        await test(namespace, folder);
      } finally {
        await attempt("kubectl", "delete", "namespace", namespace, "--wait=false");
      }
    }));
}

testIn(["kubectl"], "a changed Job is refused, and runs once the old one is deleted", async (
  namespace,
  folder,
) => {
  await write(folder, planSaying(namespace, "one"));
  await succeed("kubectl", "apply", "-f", folder);
  assert.equal(await said(namespace), "one");
  await write(folder, planSaying(namespace, "two"));
  const refused = await attempt("kubectl", "apply", "-f", folder);
  assert.match(refused.text, IMMUTABLE);
  assert.match(refused.text, /configmap\/words configured/);
  await succeed("kubectl", "delete", "job", "migrate", "--namespace", namespace);
  await succeed("kubectl", "apply", "-f", folder);
  assert.equal(await said(namespace), "two");
});

testIn(["kubectl"], "--force, as Argo CD uses it, replaces a changed Job and no other", async (
  namespace,
  folder,
) => {
  await write(folder, planSaying(namespace, "one"));
  await succeed("kubectl", "apply", "-f", folder);
  assert.equal(await said(namespace), "one");
  const force = () => succeed("kubectl", "apply", "--force", "-f", `${folder}/50-job-migrate.yaml`);
  assert.match(await force(), /job\.batch\/migrate unchanged/);
  await write(folder, planSaying(namespace, "two"));
  await force();
  assert.equal(await said(namespace), "two");
  assert.match(await succeed("kubectl", "apply", "-f", folder), /job\.batch\/migrate unchanged/);
});

testIn(["kubectl", "helm"], "Helm refuses a changed Job, until the old one is deleted", async (
  namespace,
  folder,
) => {
  // The chart makes its namespace itself, so Helm keeps its records in another.
  const release = [namespace, folder, "--namespace", "default"];
  try {
    await writeChart(folder, planSaying(namespace, "one"));
    const notes = await succeed("helm", "install", ...release);
    assert.match(notes, new RegExp(`kubectl delete job migrate --namespace ${namespace} `));
    assert.equal(await said(namespace), "one");
    await writeChart(folder, planSaying(namespace, "two"));
    assert.match((await attempt("helm", "upgrade", ...release)).text, IMMUTABLE);
    await succeed("kubectl", "delete", "job", "migrate", "--namespace", namespace);
    await succeed("helm", "upgrade", ...release);
    assert.equal(await said(namespace), "two");
  } finally {
    await attempt("helm", "uninstall", namespace, "--namespace", "default");
  }
});
