import assert from "node:assert/strict";
import type { Task } from "../../../../lib/model/resource.ts";
import { appOf, companionOf, jobOf, settingOf } from "./plans.ts";
import { lossesOf, objectOf, pathsOf } from "./rendering.ts";

const job = (rest: Partial<Task> = {}) => objectOf([jobOf("it", rest)], "50-job-it.yaml");
const cronJob = (rest: Partial<Task> = {}) =>
  objectOf([jobOf("it", { schedule: "@daily", ...rest })], "50-cronjob-it.yaml");

Deno.test("a task without a schedule is a Job under the id of its node, with one under it a CronJob", () => {
  assert.deepEqual(pathsOf(jobOf("it")).slice(1), ["50-job-it.yaml"]);
  assert.deepEqual(pathsOf(jobOf("it", { schedule: "@daily" })).slice(1), ["50-cronjob-it.yaml"]);
  assert.equal(job().metadata.name, "it");
  assert.equal(job().spec.template.metadata.labels["app.kubernetes.io/name"], "it");
});

Deno.test("a Job runs as often, as long and as many times as it says", () => {
  const { template: _, ...spec } = job({
    parallelism: 2,
    completions: 4,
    indexed: true,
    timeout: "1h30m",
    retries: 5,
    keepFinished: "1h",
    suspend: true,
  }).spec;
  assert.deepEqual(spec, {
    activeDeadlineSeconds: 5400,
    backoffLimit: 5,
    completionMode: "Indexed",
    completions: 4,
    parallelism: 2,
    suspend: true,
    ttlSecondsAfterFinished: 3600,
  });
  assert.deepEqual(Object.keys(job().spec), ["backoffLimit", "template"]);
});

Deno.test("a Job says that a changed one takes its place, unless its node says otherwise", () => {
  assert.deepEqual(job().metadata.annotations, {
    "argocd.argoproj.io/sync-options": "Force=true,ServerSideApply=false",
    "kustomize.toolkit.fluxcd.io/force": "enabled",
  });
  const annotations = { "kustomize.toolkit.fluxcd.io/force": "disabled", "acme.com/a": "b" };
  assert.deepEqual(job({ annotations }).metadata.annotations, {
    "argocd.argoproj.io/sync-options": "Force=true,ServerSideApply=false",
    ...annotations,
  });
  assert.equal(cronJob().metadata.annotations, undefined);
  assert.match(lossesOf(jobOf("it")).join("\n"), /^it\.image: approximated: a cluster refuses/m);
  assert.doesNotMatch(lossesOf(jobOf("it", { schedule: "@daily" })).join("\n"), /it\.image/);
});

Deno.test("a Job starts its pods anew or again, as it says", () => {
  assert.equal(job().spec.template.spec.restartPolicy, "Never");
  assert.equal(job({ restartPolicy: "OnFailure" }).spec.template.spec.restartPolicy, "OnFailure");
});

Deno.test("a CronJob comes and is kept as it says", () => {
  const { jobTemplate, ...spec } = cronJob({
    timeZone: "Asia/Tokyo",
    concurrency: "Allow",
    suspend: true,
    startingDeadline: "10m",
    successfulHistory: 5,
    failedHistory: 0,
    timeout: "30s",
  }).spec;
  assert.deepEqual(spec, {
    concurrencyPolicy: "Allow",
    failedJobsHistoryLimit: 0,
    schedule: "@daily",
    startingDeadlineSeconds: 600,
    successfulJobsHistoryLimit: 5,
    suspend: true,
    timeZone: "Asia/Tokyo",
  });
  assert.equal(jobTemplate.spec.activeDeadlineSeconds, 30);
  assert.equal(jobTemplate.spec.suspend, undefined);
});

Deno.test("a CronJob runs once at a time when it says nothing", () => {
  assert.equal(cronJob().spec.concurrencyPolicy, "Forbid");
});

Deno.test("a task has claims of its own", () => {
  const resources = [jobOf("it", { storage: "1Gi", mountPath: "/work" })];
  assert.equal(
    objectOf(resources, "20-persistentvolumeclaim-it-data.yaml").kind,
    "PersistentVolumeClaim",
  );
  const { spec } = objectOf(resources, "50-job-it.yaml").spec.template;
  assert.deepEqual(spec.volumes[0], {
    name: "data",
    persistentVolumeClaim: { claimName: "it-data" },
  });
  assert.deepEqual(spec.containers[0].volumeMounts[0], { mountPath: "/work", name: "data" });
});

Deno.test("what runs beside a task ends with it: it starts first, and is no reason to go on", () => {
  const { spec } = job({ init: [companionOf("first")], sidecars: [companionOf("beside")] })
    .spec.template;
  assert.deepEqual(spec.containers.map(({ name }: { name: string }) => name), ["it"]);
  const first = spec.initContainers.map((
    one: { name: string; restartPolicy?: string },
  ) => [one.name, one.restartPolicy]);
  assert.deepEqual(first, [["first", undefined], ["beside", "Always"]]);
});

Deno.test("changed settings leave no trace in a Job, whose pods never change; others roll", () => {
  const settings = settingOf("words");
  const it = jobOf("it", { settings: ["words"] });
  const template = objectOf([settings, it], "50-job-it.yaml").spec.template;
  assert.equal(template.metadata.annotations, undefined);
  const clocked = objectOf(
    [settings, { ...it, schedule: "@daily" }],
    "50-cronjob-it.yaml",
  ).spec.jobTemplate.spec.template;
  assert.match(clocked.metadata.annotations["celestra.dev/config"], /^sha-\w+$/);
  assert.ok(
    lossesOf(settings, it).includes(
      'words.reload: approximated: the Job "it" runs once: delete it to run it with changed settings',
    ),
  );
  assert.ok(!lossesOf(settings, appOf("it", { settings: ["words"] })).join().includes("reload"));
});
