import assert from "node:assert/strict";
import { appOf, endpointOf, taskOf } from "./plans.ts";
import { lossesOf, objectOf, pathsOf } from "./rendering.ts";

const deployment = (app: ReturnType<typeof appOf>) =>
  objectOf([app], "40-deployment-api.yaml").spec;

Deno.test("a deployment selects its pods by node and workflow only", () => {
  const { selector, replicas } = deployment(appOf("api", { replicas: 3, labels: { team: "web" } }));
  assert.deepEqual(selector.matchLabels, {
    "app.kubernetes.io/name": "api",
    "app.kubernetes.io/part-of": "shop",
  });
  assert.equal(replicas, 3);
});

Deno.test("a volume for one host makes the old pod go first, unless the node says otherwise", () => {
  const strategy = (rest: Parameters<typeof appOf>[1]) => deployment(appOf("api", rest)).strategy;
  assert.equal(strategy({}), undefined);
  assert.deepEqual(strategy({ storage: "1Gi" }), { type: "Recreate" });
  assert.equal(strategy({ storage: "1Gi", accessMode: "ReadWriteMany" }), undefined);
  assert.deepEqual(
    strategy({ storage: "1Gi", rollout: { type: "RollingUpdate", maxSurge: 0 } }),
    { rollingUpdate: { maxSurge: 0, maxUnavailable: "25%" }, type: "RollingUpdate" },
  );
});

Deno.test("a rollout by recreation has no surge", () => {
  const app = appOf("api", { rollout: { type: "Recreate", maxSurge: 1 } });
  assert.deepEqual(deployment(app).strategy, { type: "Recreate" });
  assert.deepEqual(lossesOf(app), [
    "api.rollout.maxSurge: dropped: Recreate stops every replica at once",
  ]);
});

Deno.test("the autoscaler owns the replicas", () => {
  const app = appOf("api", { autoscaling: { min: 2, max: 5, cpu: 70, memory: 80 } });
  assert.equal(deployment(app).replicas, undefined);
  assert.deepEqual(lossesOf(app), [
    "api.replicas: approximated: the autoscaler keeps between 2 and 5 replicas",
  ]);
  const { apiVersion, spec } = objectOf([app], "60-horizontalpodautoscaler-api.yaml");
  assert.equal(apiVersion, "autoscaling/v2");
  const metric = (name: string, averageUtilization: number) => ({
    resource: { name, target: { averageUtilization, type: "Utilization" } },
    type: "Resource",
  });
  assert.deepEqual(spec, {
    maxReplicas: 5,
    metrics: [metric("cpu", 70), metric("memory", 80)],
    minReplicas: 2,
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "api" },
  });
});

Deno.test("a disruption budget lets sick pods go", () => {
  const app = appOf("api", { disruptionBudget: { minAvailable: "50%" } });
  assert.deepEqual(objectOf([app], "70-poddisruptionbudget-api.yaml").spec, {
    minAvailable: "50%",
    selector: {
      matchLabels: { "app.kubernetes.io/name": "api", "app.kubernetes.io/part-of": "shop" },
    },
    unhealthyPodEvictionPolicy: "AlwaysAllow",
  });
});

Deno.test("a stateful workload has a volume and a name for each replica", () => {
  const db = appOf("db", {
    stateful: true,
    storage: "1Gi",
    volumes: [{ name: "logs", size: "1Gi", path: "/logs", access: "ReadWriteOnce" }],
    partition: 1,
    podManagement: "Parallel",
    labels: { team: "data" },
  });
  const { spec } = objectOf([db], "40-statefulset-db.yaml");
  assert.deepEqual(spec.updateStrategy, {
    rollingUpdate: { partition: 1 },
    type: "RollingUpdate",
  });
  assert.equal(spec.podManagementPolicy, "Parallel");
  assert.equal(spec.serviceName, "db-headless");
  const [data, logs] = spec.volumeClaimTemplates;
  assert.deepEqual([data.metadata.name, logs.metadata.name], ["data", "logs"]);
  assert.equal(data.metadata.labels.team, undefined, "templates may never change");
  assert.deepEqual(spec.template.spec.volumes.map(({ name }: { name: string }) => name), ["tmp"]);
  assert.equal(pathsOf(db).some((path) => path.includes("persistentvolumeclaim")), false);
});

Deno.test("a stateful workload has a second Service, also for replicas that are not ready", () => {
  const db = appOf("db", { stateful: true });
  assert.deepEqual(objectOf([db, endpointOf("db")], "30-service-db-headless.yaml").spec, {
    clusterIP: "None",
    ports: [{ name: "http", port: 8080, protocol: "TCP", targetPort: "http" }],
    publishNotReadyAddresses: true,
    selector: { "app.kubernetes.io/name": "db", "app.kubernetes.io/part-of": "shop" },
    type: "ClusterIP",
  });
  assert.ok(pathsOf(db).includes("30-service-db-headless.yaml"), "without ports as well");
  const plain = appOf("db", { stateful: true, headless: false });
  assert.equal(objectOf([plain], "40-statefulset-db.yaml").spec.serviceName, "db");
  assert.equal(pathsOf(plain).includes("30-service-db-headless.yaml"), false);
});

Deno.test("a partition is nothing to who waits for a deletion", () => {
  const db = appOf("db", { stateful: true, updateStrategy: "OnDelete", partition: 1 });
  assert.deepEqual(objectOf([db], "40-statefulset-db.yaml").spec.updateStrategy, {
    type: "OnDelete",
  });
  assert.match(lossesOf(db)[0]!, /^db\.partition: dropped: OnDelete/);
});

Deno.test("a task is a job by the clock, and reads the volume where the workload runs", () => {
  const resources = [
    appOf("db", { stateful: true, storage: "1Gi", user: 70 }),
    taskOf("db", { volumeOf: "db", retention: 7, location: "s3://$(B)", command: ["backup"] }),
  ];
  const { spec } = objectOf(resources, "50-cronjob-db-backup.yaml");
  assert.equal(spec.schedule, "0 2 * * *");
  assert.equal(spec.concurrencyPolicy, "Forbid");
  const { template, backoffLimit } = spec.jobTemplate.spec;
  assert.equal(backoffLimit, 3);
  const pod = template.spec;
  assert.equal(pod.restartPolicy, "OnFailure");
  assert.deepEqual(pod.containers[0].env, [
    { name: "BACKUP_LOCATION", value: "s3://$$(B)" },
    { name: "BACKUP_RETENTION_DAYS", value: "7" },
  ]);
  assert.deepEqual(pod.containers[0].volumeMounts[0], {
    mountPath: "/data",
    name: "data",
    readOnly: true,
  });
  assert.equal(pod.volumes[0].persistentVolumeClaim.claimName, "data-db-0");
  assert.equal(pod.securityContext.fsGroup, 70, "the volume keeps the group of its workload");
  const [term] = pod.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  assert.deepEqual(term.labelSelector.matchLabels, {
    "statefulset.kubernetes.io/pod-name": "db-0",
  });
});

Deno.test("a task keeps its own placement beside the volume's", () => {
  const resources = [
    appOf("db", { storage: "1Gi" }),
    taskOf("db", { volumeOf: "db", placement: { near: ["api"], spread: "host" } }),
  ];
  const { spec } = objectOf(resources, "50-cronjob-db-backup.yaml").spec.jobTemplate.spec.template;
  const { podAffinity } = spec.affinity;
  assert.equal(podAffinity.preferredDuringSchedulingIgnoredDuringExecution.length, 1);
  assert.equal(podAffinity.requiredDuringSchedulingIgnoredDuringExecution.length, 1);
  assert.equal(spec.volumes[0].persistentVolumeClaim.claimName, "db-data");
  assert.equal(
    spec.topologySpreadConstraints[0].labelSelector.matchLabels["app.kubernetes.io/name"],
    "db-backup",
  );
});

Deno.test("the pods of a task are never those of the node's Service", () => {
  const resources = [appOf("db"), endpointOf("db"), taskOf("db")];
  const { selector } = objectOf(resources, "30-service-db.yaml").spec;
  const { labels } =
    objectOf(resources, "50-cronjob-db-backup.yaml").spec.jobTemplate.spec.template.metadata;
  assert.notEqual(labels["app.kubernetes.io/name"], selector["app.kubernetes.io/name"]);
});

Deno.test("the name of a job by the clock is never too long", () => {
  const long = (end: string) => `${"a".repeat(51)}${end}`;
  const names = ["b", "c"].map((end) => pathsOf(taskOf(long(end)))[1]!);
  assert.notEqual(names[0], names[1]);
  for (const path of names) {
    const name = path.replace(/^50-cronjob-|\.yaml$/g, "");
    assert.ok(name.length <= 52, name);
    assert.match(name, /^a+-[0-9a-f]{6}-backup$/);
  }
});
