import { planOf } from "../../../../lib/components/plan.ts";
import { components } from "../../../../lib/components/registry.ts";
import type { JsonObject } from "../../../../lib/model/json.ts";
import type { Plan } from "../../../../lib/model/resource.ts";
import { SOPS } from "../../../helpers/arbitraries.ts";
import { applicationOf, CATALOGUE, type PlannedNode } from "../../components/planned.ts";

/** What stands in for a value that a cluster sealed: nobody has the key to it. */
export const SEALED: string = "AgB" + "x".repeat(801);

/** A dashboard that says nothing but its name. */
const DASHBOARD = '{\n  "title": "Shop"\n}\n';

/** A schema as an author of a kind writes it. */
const SCHEMA: JsonObject = {
  type: "object",
  properties: {
    spec: {
      type: "object",
      required: ["size"],
      properties: {
        size: { type: "integer", minimum: 1 },
        replicas: { type: "integer", default: 1 },
        tags: { type: "array", items: { type: "string" } },
      },
    },
    status: { type: "object", properties: { replicas: { type: "integer" } } },
  },
};

const PORTS = [{ name: "http", port: 8080 }, { name: "metrics", port: 9090 }];

/** Nodes that set every property of the kinds that come after pods and services. */
export function extraNodes(group: string): Record<string, PlannedNode> {
  return {
    api: ["app", { image: "127.0.0.1:5500/web:1", ports: PORTS, replicas: 2 }],
    web: ["app", {
      image: "127.0.0.1:5500/web:1",
      ports: PORTS,
      autoscaling: { min: 1, max: 2 },
    }],
    worker: ["app", { image: "127.0.0.1:5500/web:1" }],
    canary: ["deployment-strategy", {
      type: "Canary",
      maxSurge: "50%",
      maxUnavailable: 0,
      steps: [{ weight: 20, pause: "10s" }, { weight: 50, manual: true }, { weight: 80 }],
      timeout: "2m",
      minReady: "1s",
      history: 2,
      analysis: {
        address: "http://prometheus.monitoring.svc:9090",
        query: 'sum(rate(http_requests_total{code=~"5.."}[5m]))',
        success: "result[0] < 0.05",
      },
    }],
    switch: ["deployment-strategy", {
      type: "BlueGreen",
      autoPromotion: true,
      autoPromotionAfter: "30s",
      previewReplicas: 1,
      scaleDownDelay: "30s",
    }],
    watch: ["observability", {
      metrics: { portName: "metrics", path: "/metrics", interval: "15s", timeout: "5s" },
      alerts: [{
        name: "HighErrorRate",
        expression: 'rate(errors_total{job="api"}[5m]) > 0.05',
        for: "5m",
        severity: "critical",
        summary: "{{ $labels.pod }} fails",
        description: "Look at the logs.",
      }, { name: "Down", expression: "up == 0" }],
      dashboards: { "shop.json": DASHBOARD },
      logging: { level: "info", format: "json", parser: "json" },
      tracing: { endpoint: "http://otel.monitoring.svc:4317", protocol: "grpc", sampling: 25 },
      labels: { release: "prometheus" },
    }],
    fetched: ["secret", {
      keys: ["PASSWORD", "USER"],
      source: "external",
      external: {
        store: { name: "vault", kind: "ClusterSecretStore" },
        entry: "shop/database",
        keys: { USER: { entry: "shop/users", property: "name" } },
        refresh: "15m",
      },
      type: "kubernetes.io/basic-auth",
      labels: { team: "shop" },
    }],
    closed: ["secret", {
      keys: ["TOKEN"],
      source: "sealed",
      sealed: { TOKEN: SEALED },
      sealedScope: "namespace-wide",
      type: "Opaque",
      labels: { team: "shop" },
      secretName: "api-token",
    }],
    hidden: ["secret", {
      keys: ["PASSWORD"],
      source: "sops",
      sops: SOPS.replace("name: it", "name: hidden"),
    }],
    settings: ["config-map", {
      data: { "app.conf": "a: 1\n\tb: $(HOME) {{ x }}\n" },
      binaryData: { "logo.png": "iVBORw0KGgo=" },
      mount: "file",
      immutable: true,
      labels: { team: "shop" },
    }],
    kinds: ["custom-resource", {
      apiVersion: `${group}/v1alpha1`,
      objectKind: "Database",
      definition: {
        plural: "databases",
        singular: "database",
        shortNames: ["dbx"],
        categories: ["shop"],
        schema: SCHEMA,
        columns: [{ name: "Size", type: "integer", path: ".spec.size" }],
        status: true,
        scale: { specPath: ".spec.replicas", statusPath: ".status.replicas" },
      },
      instances: [{
        name: "main",
        labels: { team: "shop" },
        annotations: { "example.com/note": "no" },
        fields: { spec: { size: 3, replicas: 1, tags: ["no", "{{ a }}"] } },
      }],
    }],
    others: ["custom-resource", {
      apiVersion: "scheduling.k8s.io/v1",
      objectKind: "PriorityClass",
      scope: "Cluster",
      instances: [{
        name: `low.${group}`,
        fields: { value: -10, description: "Last.", preemptionPolicy: "PreemptLowerPriority" },
      }],
    }],
    entry: ["ingress", {
      class: "nginx",
      host: "shop.example.com",
      tls: true,
      defaultCertificate: true,
      rewrite: "/",
      rateLimit: 10,
    }],
  };
}

/** How they are joined. */
export const EXTRA_CONNECTIONS: readonly string[] = [
  "canary.strategy -> api.strategy",
  "switch.strategy -> web.strategy",
  "watch.monitoring -> api.monitoring",
  "watch.monitoring -> web.monitoring",
  "fetched.data -> api.settings",
  "closed.data -> api.settings",
  "hidden.data -> worker.settings",
  "settings.data -> web.settings",
  "api.endpoint -> entry.backend",
];

/** The plan of an application; what a group of kinds is called tells clusters' users apart. */
export function extraPlan(rest: Partial<Plan> = {}, group = "extras.example.com"): Plan {
  return { ...plannedOf(extraNodes(group), EXTRA_CONNECTIONS), ...rest };
}

/** A plan of nodes as they are, problems or not. */
export function plannedOf(
  nodes: Readonly<Record<string, PlannedNode>>,
  connections: readonly string[] = [],
): Plan {
  return planOf(applicationOf(nodes, connections), { components, catalogue: CATALOGUE });
}
