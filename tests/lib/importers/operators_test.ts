import assert from "node:assert/strict";
import { became, configOf, imported, importedOne, joins } from "./imported.ts";

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: 3
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: api
          image: ghcr.io/acme/api:1.4.2
          ports: [{ name: http, containerPort: 8080 }]
          env:
            - { name: TOKEN, valueFrom: { secretKeyRef: { name: api-secrets, key: TOKEN } } }
---
apiVersion: v1
kind: Service
metadata: { name: api, labels: { app: api } }
spec: { selector: { app: api }, ports: [{ name: http, port: 8080 }] }
`;

async function read(...objects: readonly string[]) {
  const { workflow, report } = await importedOne(
    "kubernetes",
    [DEPLOYMENT, ...objects].join("---\n"),
  );
  const kept = [...workflow.nodes.values()].filter(({ component }) =>
    component === "custom-resource"
  );
  return { workflow, report, kept: kept.map(({ config }) => config["objectKind"]) };
}

/** Whether an object with something changed in it is kept as it is, and nothing of it lost. */
async function keeps(text: string, from: string, to: string): Promise<void> {
  assert.ok(text.includes(from), from);
  const kind = /kind: (\w+)/.exec(text)![1]!;
  const { kept, report } = await read(text.replace(from, to));
  assert.deepEqual(kept, [kind], to);
  const lost = report.filter((line) =>
    line.class === "dropped" && line.source.startsWith(`${kind}/`)
  );
  assert.deepEqual(lost, []);
}

const EXTERNAL = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: api-store }
spec:
  refreshInterval: 15m
  secretStoreRef: { name: vault, kind: ClusterSecretStore }
  target: { name: api-secrets, creationPolicy: Owner }
  data:
    - { secretKey: TOKEN, remoteRef: { key: shop/api, property: TOKEN } }
    - { secretKey: OTHER, remoteRef: { key: shop/other, property: value } }
    - { secretKey: WHOLE, remoteRef: { key: shop/whole } }
`;

Deno.test("an ExternalSecret becomes a secret that whoever reads its Secret is joined to", async () => {
  const { workflow, kept } = await read(EXTERNAL);
  assert.deepEqual(kept, []);
  assert.deepEqual(configOf(workflow, "api-store"), {
    keys: ["TOKEN", "OTHER", "WHOLE"],
    mount: "env",
    secretName: "api-secrets",
    source: "external",
    external: {
      store: { name: "vault", kind: "ClusterSecretStore" },
      entry: "shop/api",
      keys: { OTHER: { entry: "shop/other", property: "value" }, WHOLE: { entry: "shop/whole" } },
      refresh: "15m",
    },
  });
  assert.ok(joins(workflow).includes("api-store.data -> api.settings"));
});

Deno.test("an ExternalSecret that says more than a secret can is kept as it is", async () => {
  for (
    const [from, to] of [
      ["  data:\n", "  dataFrom: [{ extract: { key: all } }]\n  data:\n"],
      ["creationPolicy: Owner", "creationPolicy: Merge"],
      ["creationPolicy: Owner", 'template: { data: { url: "{{ .TOKEN }}" } }'],
      ["property: TOKEN }", "property: TOKEN, version: v2 }"],
      ["secretKey: TOKEN", "secretKey: a/b"],
    ] as const
  ) await keeps(EXTERNAL, from, to);
});

const CLOSED = "Ag" + "B".repeat(802);
const SEALED = `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: api-secrets
  annotations: { sealedsecrets.bitnami.com/namespace-wide: "true" }
spec:
  encryptedData: { TOKEN: ${CLOSED} }
  template: { type: Opaque, metadata: { name: api-secrets } }
`;

Deno.test("a SealedSecret becomes a secret with its closed values", async () => {
  const { workflow, kept } = await read(SEALED);
  assert.deepEqual(kept, []);
  assert.deepEqual(configOf(workflow, "api-secrets"), {
    keys: ["TOKEN"],
    mount: "env",
    source: "sealed",
    sealed: { TOKEN: CLOSED },
    sealedScope: "namespace-wide",
    type: "Opaque",
  });
  assert.ok(joins(workflow).includes("api-secrets.data -> api.settings"));
});

Deno.test("a SealedSecret that kubeseal did not write so is kept as it is", async () => {
  await keeps(SEALED, CLOSED, "placeholder");
  await keeps(SEALED, "type: Opaque", 'data: { url: "{{ .TOKEN }}" }');
});

const ROLLOUT = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web }
spec:
  replicas: 4
  minReadySeconds: 10
  revisionHistoryLimit: 5
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "ghcr.io/acme/web:2.0.1" }] }
  strategy:
    canary:
      maxSurge: 1
      steps: [{ setWeight: 20 }, { pause: { duration: 60 } }, { setWeight: 50 }, { pause: {} }]
`;

Deno.test("a Rollout with a template becomes an app and its strategy", async () => {
  const { workflow, kept, report } = await read(ROLLOUT);
  assert.deepEqual(kept, []);
  assert.equal(configOf(workflow, "web")?.["replicas"], 4);
  assert.deepEqual(configOf(workflow, "web-strategy"), {
    type: "Canary",
    maxSurge: 1,
    maxUnavailable: "25%",
    steps: [{ weight: 20, pause: "60s" }, { weight: 50, manual: true }],
    minReady: "10s",
    history: 5,
  });
  assert.ok(joins(workflow).includes("web-strategy.strategy -> web.strategy"));
  assert.deepEqual(report.filter((line) => line.class === "dropped"), []);
});

const ANALYSIS = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: success-rate, labels: { tier: front } }
spec:
  metrics:
    - name: check
      interval: 30s
      successCondition: result[0] >= 0.99
      provider: { prometheus: { address: "http://prometheus:9090", query: sum(up) } }
`;

Deno.test("the query that judges a Rollout is its strategy's; its labels are the app's", async () => {
  const judged = ROLLOUT.replace(
    "maxSurge: 1",
    "analysis: { templates: [{ templateName: success-rate }] }",
  );
  const { workflow, kept, report } = await read(judged, ANALYSIS);
  assert.deepEqual(kept, []);
  assert.deepEqual(configOf(workflow, "web-strategy")?.["analysis"], {
    address: "http://prometheus:9090",
    query: "sum(up)",
    success: "result[0] >= 0.99",
    interval: "30s",
  });
  assert.deepEqual(configOf(workflow, "web")?.["labels"], { app: "web", tier: "front" });
  assert.deepEqual(became(report, "AnalysisTemplate/success-rate.metadata.name"), [
    "approximated",
    'it is named "web" now, after its node',
  ]);
});

Deno.test("what a strategy cannot say of a Rollout is told", async () => {
  const { report } = await read(
    ROLLOUT.replace("{ setWeight: 50 }", "{ setCanaryScale: { replicas: 2 } }")
      .replace("maxSurge: 1", "trafficRouting: { nginx: { stableIngress: web } }"),
  );
  const lost = report.filter((line) => line.class === "dropped").map(({ source }) => source);
  assert.deepEqual(lost, [
    "Rollout/web.spec.strategy.canary.trafficRouting.nginx.stableIngress",
    "Rollout/web.spec.strategy.canary.steps[2].setCanaryScale.replicas",
  ]);
});

const REFERRING = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: api }
spec:
  replicas: 6
  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  strategy:
    blueGreen: { activeService: api, previewService: api-next, autoPromotionEnabled: false }
---
apiVersion: v1
kind: Service
metadata: { name: api-next }
spec: { selector: { app: api }, ports: [{ name: http, port: 8080 }] }
`;

Deno.test("a Rollout that refers to a Deployment is its strategy, and makes its preview itself", async () => {
  const { workflow, kept } = await read(REFERRING);
  assert.deepEqual(kept, []);
  assert.equal(configOf(workflow, "api")?.["replicas"], 6);
  assert.deepEqual(configOf(workflow, "api-strategy"), { type: "BlueGreen", autoPromotion: false });
  assert.equal(workflow.nodes.has("api-next"), false);
});

Deno.test("a Rollout whose Deployment is elsewhere is kept as it is", async () => {
  const { kept, workflow } = await read(
    REFERRING.replace("Deployment, name: api", "Deployment, name: elsewhere"),
  );
  assert.deepEqual(kept, ["Rollout"]);
  assert.equal(workflow.nodes.get("api-next")?.component, "service");
});

Deno.test("how long a Deployment watches a new version stands in a strategy", async () => {
  const { workflow } = await importedOne(
    "kubernetes",
    DEPLOYMENT.replace(
      "  replicas: 3\n",
      "  replicas: 3\n  minReadySeconds: 20\n  progressDeadlineSeconds: 120\n" +
        "  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 2 } }\n",
    ),
  );
  assert.deepEqual(configOf(workflow, "api-strategy"), {
    type: "RollingUpdate",
    maxSurge: 2,
    minReady: "20s",
    timeout: "120s",
  });
});

Deno.test("what is spoken on a port of an app's own Service is kept, or said not to be", async () => {
  const spoken = (protocol: string) =>
    importedOne(
      "kubernetes",
      DEPLOYMENT.replace("8080 }] }", `8080, appProtocol: ${protocol} }] }`),
    );
  const { workflow } = await spoken("grpc");
  assert.deepEqual(configOf(workflow, "api")?.["ports"], [
    { name: "http", port: 8080, appProtocol: "grpc" },
  ]);
  const { report } = await spoken("kubernetes.io/h2c");
  const lost = report.filter((line) => line.class === "dropped");
  assert.deepEqual(lost.map(({ source }) => source), ["Service/api.spec.ports[0].appProtocol"]);
});

const MONITOR = `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: api, labels: { release: prometheus } }
spec:
  selector: { matchLabels: { app: api } }
  endpoints: [{ port: http, path: /numbers, interval: 15s }]
`;
const ALERTS = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: api-alerts }
spec:
  groups:
    - name: availability
      rules:
        - alert: Down
          expr: up == 0
          for: 5m
          labels: { severity: critical }
          annotations: { summary: It is down }
`;

Deno.test("a ServiceMonitor and alerts become observability of what they watch", async () => {
  const { workflow, kept } = await read(MONITOR, ALERTS);
  assert.deepEqual(kept, []);
  const monitor = joins(workflow).find((one) => one.endsWith("-> api.monitoring"))!.split(".")[0]!;
  assert.deepEqual(configOf(workflow, monitor), {
    metrics: { path: "/numbers", interval: "15s" },
    labels: { release: "prometheus" },
  });
  assert.deepEqual(configOf(workflow, "api-alerts"), {
    alerts: [{
      name: "Down",
      expression: "up == 0",
      for: "5m",
      severity: "critical",
      summary: "It is down",
    }],
  });
});

Deno.test("monitors and rules that say more than a node can are kept as they are", async () => {
  await keeps(MONITOR, "interval: 15s", "interval: 15s, bearerTokenFile: /token");
  await keeps(MONITOR, "{ app: api }", "{ app: elsewhere }");
  await keeps(ALERTS, "alert: Down", "record: job:up:sum");
  await keeps(ALERTS, "severity: critical", "severity: page");
});

Deno.test("a ConfigMap that Grafana reads is a dashboard", async () => {
  const { workflow } = await read(`apiVersion: v1
kind: ConfigMap
metadata: { name: board, labels: { grafana_dashboard: "1" } }
data: { board.json: '{ "title": "Shop" }' }
`);
  assert.deepEqual(configOf(workflow, "board"), {
    dashboards: { "board.json": '{ "title": "Shop" }' },
    labels: {},
  });
});

Deno.test("two monitors of one name that ask for other paths are two nodes", async () => {
  const other = MONITOR.replace("name: api,", "name: api-api,").replace("/numbers", "/more");
  const { text, problems } = await imported("kubernetes", [
    { path: "input.yaml", text: [DEPLOYMENT, MONITOR, other].join("---\n") },
  ]);
  assert.deepEqual(problems, []);
  assert.equal(text!.match(/component: observability/g)?.length, 2);
});

Deno.test("labels that a definition has alone are told to be lost", async () => {
  const { report, kept } = await read(`apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: crontabs.example.com, labels: { tier: back } }
spec:
  group: example.com
  scope: Namespaced
  names: { plural: crontabs, kind: CronTab }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]
`);
  assert.deepEqual(kept, ["CronTab"]);
  const label = "CustomResourceDefinition/crontabs.example.com.metadata.labels.tier";
  assert.deepEqual(became(report, label), [
    "dropped",
    "a definition has the labels of the workflow",
  ]);
});
