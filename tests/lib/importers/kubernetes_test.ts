import assert from "node:assert/strict";
import { stringify } from "yaml";
import { became, configOf, importedOne, joins } from "./imported.ts";

function read(...objects: object[]) {
  return importedOne("kubernetes", objects.map((one) => stringify(one)).join("---\n"));
}

/** A Deployment with one container. */
function deployment(name: string, container: object = {}, pod: object = {}): object {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name, image: `${name}:1`, ...container }], ...pod },
      },
    },
  };
}

function service(name: string, spec: object): object {
  return { apiVersion: "v1", kind: "Service", metadata: { name }, spec };
}

Deno.test("a Service of the name of its only workload is that node's own", async () => {
  const { workflow } = await read(
    deployment("web", { ports: [{ containerPort: 80 }] }),
    service("web", { selector: { app: "web" }, ports: [{ name: "http", port: 80 }] }),
  );
  assert.deepEqual([...workflow.nodes.keys()], ["web"]);
  assert.deepEqual(configOf(workflow, "web")!["ports"], [{ name: "http", port: 80 }]);
});

Deno.test("any other Service is a node in front of what it selects, under its own name", async () => {
  const { workflow, report } = await read(
    deployment("web", { ports: [{ containerPort: 8080 }] }),
    service("web", {
      type: "NodePort",
      selector: { app: "web" },
      ports: [{ port: 80, targetPort: 8080 }],
    }),
    service("far", { selector: { app: "elsewhere" }, ports: [{ port: 1 }] }),
  );
  assert.deepEqual([...workflow.nodes.keys()], ["web", "far", "web-app"]);
  assert.deepEqual(joins(workflow), ["web-app.endpoint -> web.backend"]);
  assert.deepEqual(configOf(workflow, "far")!["selector"], { app: "elsewhere" });
  assert.deepEqual(became(report, "Deployment/web.metadata.name"), [
    "approximated",
    'it is named "web-app" now, after its node',
  ]);
});

Deno.test("a variable that is the name of a Service is a connection without order", async () => {
  const env = [{ name: "PG_HOST", value: "db" }, { name: "PG_PORT", value: "5432" }, {
    name: "PG_DATABASE",
    value: "db",
  }];
  const { workflow } = await read(
    deployment("api", { env }),
    deployment("db", { ports: [{ containerPort: 5432 }] }),
    service("db", { selector: { app: "db" }, ports: [{ port: 5432 }] }),
  );
  assert.deepEqual(joins(workflow), ["db.endpoint -> api.requires (no order)"]);
  const { bind, env: left } = configOf(workflow, "api")!;
  assert.deepEqual([bind, left], [{ db: { host: "PG_HOST", port: "PG_PORT" } }, {
    PG_DATABASE: "db",
  }]);
});

Deno.test("settings reach containers as variables, under other names, and as files", async () => {
  const configMap = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "conf" },
    data: { A: "1" },
  };
  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "keys" },
    data: { k: "eA==" },
  };
  const key = { configMapKeyRef: { name: "conf", key: "A" } };
  const { workflow, report } = await read(
    configMap,
    secret,
    deployment("web", {
      env: [{ name: "OTHER", valueFrom: key }],
      volumeMounts: [{ name: "keys", mountPath: "/keys" }],
    }, { volumes: [{ name: "keys", secret: { secretName: "keys", defaultMode: 256 } }] }),
  );
  assert.deepEqual(joins(workflow), ["conf.data -> web.settings", "keys.data -> web.settings"]);
  assert.deepEqual(configOf(workflow, "web")!["bind"], { conf: { variables: { A: "OTHER" } } });
  assert.deepEqual(configOf(workflow, "keys"), {
    keys: ["k"],
    mount: "file",
    path: "/keys",
    mode: "0400",
  });
  assert.equal(became(report, "Secret/keys.data.k")?.[0], "approximated");
});

Deno.test("Kubernetes' own times and rights stay where nothing is said", async () => {
  const { workflow } = await read(
    deployment("web", { livenessProbe: { tcpSocket: { port: 80 } } }),
  );
  const { probes, readOnly } = configOf(workflow, "web")!;
  assert.deepEqual([probes, readOnly], [{ liveness: { tcp: { port: 80 }, timeout: "1s" } }, false]);
});

Deno.test("octal and decimal modes, amounts and limits alone are read as Kubernetes reads them", async () => {
  const text = `${
    stringify(deployment("web", {
      resources: { limits: { cpu: ".5", memory: "64Mi" } },
      volumeMounts: [{ name: "c", mountPath: "/c" }],
    }, { volumes: "VOLUMES" }))
  }---\n${
    stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c" }, data: { a: "1" } })
  }`.replace("VOLUMES", "[{ name: c, configMap: { name: c, defaultMode: 0440 } }]");
  const { workflow } = await importedOne("kubernetes", text);
  assert.equal(configOf(workflow, "c")!["mode"], "0440");
  assert.deepEqual(configOf(workflow, "web")!["resources"], {
    cpuLimit: "0.5",
    cpu: "0.5",
    memoryLimit: "64Mi",
    memory: "64Mi",
  });
});

Deno.test("what asks for rights says so on its node", async () => {
  const standard = async (container: object, pod: object = {}) =>
    configOf((await read(deployment("web", container, pod))).workflow, "web")!["podSecurity"];
  assert.equal(await standard({}), undefined);
  assert.equal(await standard({ securityContext: { runAsUser: 0 } }), "baseline");
  assert.equal(
    await standard({ securityContext: { capabilities: { add: ["CHOWN"] } } }),
    "baseline",
  );
  assert.equal(await standard({ securityContext: { privileged: true } }), "privileged");
  assert.equal(await standard({}, { hostNetwork: true }), "privileged");
  assert.equal(await standard({ ports: [{ containerPort: 1, hostPort: 1 }] }), "privileged");
});

Deno.test("a claim of one workload is its volume, a shared one is kept and named", async () => {
  const claim = (name: string) => ({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name },
    spec: { accessModes: ["ReadWriteMany"], resources: { requests: { storage: "2Gi" } } },
  });
  const using = (name: string, claimName: string) =>
    deployment(name, { volumeMounts: [{ name: "v", mountPath: "/v" }] }, {
      volumes: [{ name: "v", persistentVolumeClaim: { claimName } }],
    });
  const { workflow } = await read(
    claim("web-data"),
    claim("both"),
    using("web", "web-data"),
    using("a", "both"),
    using("b", "both"),
  );
  const { storage, mountPath, accessMode } = configOf(workflow, "web")!;
  assert.deepEqual([storage, mountPath, accessMode], ["2Gi", "/v", "ReadWriteMany"]);
  assert.deepEqual(configOf(workflow, "a")!["volumes"], [{ name: "v", claim: "both", path: "/v" }]);
  assert.equal(configOf(workflow, "both")!["objectKind"], "PersistentVolumeClaim");
});

Deno.test("accounts, roles and bindings are joined", async () => {
  const rbac = "rbac.authorization.k8s.io/v1";
  const subjects = [{ kind: "ServiceAccount", name: "clerk" }, { kind: "Group", name: "staff" }];
  const { workflow } = await read(
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "clerk" } },
    {
      apiVersion: rbac,
      kind: "Role",
      metadata: { name: "look" },
      rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }],
    },
    {
      apiVersion: rbac,
      kind: "RoleBinding",
      metadata: { name: "x" },
      roleRef: { kind: "Role", name: "look" },
      subjects,
    },
    {
      apiVersion: rbac,
      kind: "ClusterRoleBinding",
      metadata: { name: "y" },
      roleRef: { kind: "ClusterRole", name: "view" },
      subjects: subjects.slice(0, 1),
    },
    deployment("web", {}, { serviceAccountName: "clerk" }),
  );
  assert.deepEqual(joins(workflow), [
    "clerk.identity -> web.identity",
    "look.permissions -> clerk.permissions",
    "y.permissions -> clerk.permissions",
  ]);
  assert.deepEqual(configOf(workflow, "look"), {
    rules: [{ resources: ["pods"], verbs: ["get"] }],
    subjects: [{ kind: "Group", name: "staff" }],
  });
  assert.deepEqual(configOf(workflow, "y"), {
    scope: "cluster",
    existing: "view",
    binding: "cluster",
  });
});

Deno.test("autoscalers, budgets, policies, jobs and Ingresses find their nodes", async () => {
  const { workflow } = await read(
    deployment("web", { ports: [{ containerPort: 80, name: "http" }] }),
    service("web", { selector: { app: "web" }, ports: [{ port: 80, name: "http" }] }),
    {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "web" },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
        minReplicas: 2,
        maxReplicas: 5,
        metrics: [{
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } },
        }],
      },
    },
    {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "web" },
      spec: { minAvailable: 1, selector: { matchLabels: { app: "web" } } },
    },
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "quiet" },
      spec: {
        podSelector: { matchLabels: { app: "web" } },
        policyTypes: ["Ingress"],
        ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }],
      },
    },
    {
      apiVersion: "batch/v1",
      kind: "CronJob",
      metadata: { name: "nightly" },
      spec: {
        schedule: "0 2 * * *",
        jobTemplate: {
          spec: {
            template: {
              spec: { restartPolicy: "Never", containers: [{ name: "a", image: "a:1" }] },
            },
          },
        },
      },
    },
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: { name: "entry" },
      spec: {
        rules: ["a.example.com", "b.example.com"].map((host) => ({
          host,
          http: {
            paths: [{
              path: "/",
              pathType: "Prefix",
              backend: { service: { name: "web", port: { number: 80 } } },
            }],
          },
        })),
      },
    },
  );
  const web = configOf(workflow, "web")!;
  assert.deepEqual([web["autoscaling"], web["disruptionBudget"]], [{ min: 2, max: 5, cpu: 60 }, {
    minAvailable: 1,
  }]);
  assert.deepEqual(configOf(workflow, "quiet"), {
    denyIngress: true,
    denyEgress: false,
    ingress: [{ cidr: "10.0.0.0/8" }],
    dns: false,
  });
  const { schedule, concurrency, retries } = configOf(workflow, "nightly")!;
  assert.deepEqual([schedule, concurrency, retries], ["0 2 * * *", "Allow", 6]);
  assert.equal(configOf(workflow, "entry")!["host"], "a.example.com");
  assert.equal(configOf(workflow, "entry-host")!["host"], "b.example.com");
});

Deno.test("Pods and their like become apps with a note, and any other kind is kept", async () => {
  const { workflow, report } = await read(
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "p" },
      spec: { containers: [{ name: "p", image: "p:1" }] },
    },
    {
      apiVersion: "example.com/v1",
      kind: "Ticket",
      metadata: { name: "t" },
      spec: { seat: "A1" },
      status: { ok: true },
    },
  );
  assert.equal(workflow.nodes.get("p")!.component, "app");
  assert.equal(became(report, "Pod/p.kind")![0], "approximated");
  assert.deepEqual(configOf(workflow, "t"), {
    apiVersion: "example.com/v1",
    objectKind: "Ticket",
    scope: "Namespaced",
    instances: [{ name: "t", fields: { spec: { seat: "A1" } } }],
  });
  assert.deepEqual(became(report, "Ticket/t.spec.seat"), ["custom", ""]);
  assert.equal(became(report, "Ticket/t.status.ok")![0], "dropped");
});

Deno.test("variables in commands are written out, what is none stays as it is", async () => {
  const { workflow, report } = await read(deployment("web", {
    command: ["run", "$(PORT)", "$(date)", "$$(PORT)", "$(SECRET)"],
    env: [{ name: "PORT", value: "80" }, {
      name: "SECRET",
      valueFrom: { secretKeyRef: { name: "s", key: "k" } },
    }],
  }));
  assert.deepEqual(configOf(workflow, "web")!["command"], [
    "run",
    "80",
    "$(date)",
    "$(PORT)",
    "$(SECRET)",
  ]);
  const at = "Deployment/web.spec.template.spec.containers[0].command";
  assert.deepEqual(became(report, `${at}[1]`), ["approximated", "$(PORT) is written out"]);
  assert.deepEqual(became(report, `${at}[2]`), ["taken", ""]);
  assert.equal(became(report, `${at}[4]`)![0], "approximated");
});

Deno.test("what cannot be valid is left out, and its line says why", async () => {
  const { workflow, report } = await read(deployment("web", {
    securityContext: { capabilities: { add: ["NET_ADMIN", "NO_SUCH", "CHOWN"] } },
    env: [{ name: "not-a-variable", value: "x" }],
  }));
  assert.deepEqual(configOf(workflow, "web")!["capabilities"], ["NET_ADMIN", "CHOWN"]);
  const container = "Deployment/web.spec.template.spec.containers[0]";
  assert.match(
    became(report, `${container}.securityContext.capabilities.add[1]`)![1],
    /^a workflow cannot hold it: /,
  );
  assert.equal(became(report, `${container}.securityContext.capabilities.add[2]`)![0], "taken");
  assert.equal(became(report, `${container}.env[0].value`)![0], "dropped");
});

Deno.test("helm leaves tests of the chart out and makes hooks with everything else", async () => {
  const hook = (name: string, kind: string) =>
    stringify({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, annotations: { "helm.sh/hook": kind } },
      spec: { containers: [{ name, image: "a:1" }] },
    });
  const text = `---\n# Source: shop/templates/a.yaml\n${
    hook("one", "pre-install,pre-upgrade")
  }---\n# Source: shop/templates/tests/b.yaml\n${hook("two", "test")}`;
  const { workflow, report } = await importedOne("helm", text);
  assert.deepEqual([...workflow.nodes.keys()], ["one"]);
  assert.equal(
    became(report, "Pod/two.kind")![1],
    "it is a test of the chart, which `helm test` runs",
  );
});

Deno.test("what every Job of ours says to Argo CD and Flux is no setting; what others say is", async () => {
  const job = (annotations: object) => ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "migrate", annotations },
    spec: { template: { spec: { containers: [{ name: "migrate", image: "migrate:1" }] } } },
  });
  const annotationsOf = async (annotations: object) =>
    configOf((await read(job(annotations))).workflow, "migrate")!["annotations"];
  const ours = {
    "argocd.argoproj.io/sync-options": "Force=true,ServerSideApply=false",
    "kustomize.toolkit.fluxcd.io/force": "enabled",
  };
  assert.equal(await annotationsOf(ours), undefined);
  const theirs = { "argocd.argoproj.io/sync-options": "Force=true,Replace=true" };
  assert.deepEqual(await annotationsOf({ ...ours, ...theirs }), theirs);
  assert.deepEqual(await annotationsOf({ "acme.com/none": null }), { "acme.com/none": "" });
});
