import type { Plan, Resource } from "../../../../lib/model/resource.ts";
import { appOf, endpointOf, planOf, routeOf, secretOf, settingOf, taskOf } from "./plans.ts";

const PROBE = { period: "10s", timeout: "3s", failures: 3 };

/** Resources that set every property at least once, fit for the restricted standard. */
export const FULL: readonly Resource[] = [
  appOf("api", {
    image: "127.0.0.1:5500/web:1",
    build: { context: ".", args: { A: "1" } },
    command: ["/web", "$(HOME)"],
    args: ["--price", "$$5"],
    workingDir: "/srv",
    env: { GREETING: "$(NAME) no", NO: "no" },
    labels: { team: "web", "app.kubernetes.io/name": "other" },
    group: 20001,
    writable: ["/var/cache", "/srv/my-files"],
    resources: {
      cpu: "0.05",
      memory: "1024Ki",
      cpuLimit: "1.5",
      memoryLimit: "1024Mi",
      gpu: 1,
      processes: 100,
    },
    pullPolicy: "IfNotPresent",
    pullSecrets: ["registry"],
    serviceAccount: "default",
    capabilities: ["NET_BIND_SERVICE"],
    stopSeconds: 5,
    placement: {
      nodeSelector: { "kubernetes.io/os": "linux" },
      tolerations: [{ key: "spot", operator: "Equal", value: "yes", effect: "NoSchedule" }],
      spread: "host",
      near: ["db"],
      apart: ["web", "api"],
    },
    settings: ["settings", "files", "one", "credentials", "shared"],
    addresses: [
      { provider: "db", hostVariable: "DB_HOST", portVariable: "DB_PORT", order: true },
      {
        provider: "outside",
        hostVariable: "OUTSIDE_HOST",
        portVariable: "OUTSIDE_PORT",
        order: false,
      },
    ],
    ports: [
      { name: "http", port: 8080, protocol: "TCP", appProtocol: "http" },
      { name: "metrics", port: 9090, protocol: "TCP" },
    ],
    probes: {
      liveness: { ...PROBE, tcp: { port: "http" }, successes: 1 },
      readiness: { ...PROBE, http: { path: "/healthz", port: 8080 }, successes: 2 },
      startup: { ...PROBE, exec: ["/web", "$(HOME)"], initialDelay: "1m" },
    },
    storage: "1024Mi",
    storageClass: "standard",
    volumes: [{
      name: "media",
      size: "1.5Gi",
      path: "/media",
      class: "standard",
      access: "ReadWriteMany",
    }],
    replicas: 2,
    autoscaling: { min: 2, max: 4, cpu: 70, memory: 80 },
    disruptionBudget: { maxUnavailable: "50%" },
    rollout: { type: "RollingUpdate", maxSurge: 1, maxUnavailable: "25%" },
    dnsPolicy: "ClusterFirst",
  }),
  endpointOf("api", {
    labels: { team: "web" },
    ports: [
      { name: "http", port: 8080, targetPort: "http", protocol: "TCP", appProtocol: "http" },
      { name: "metrics", port: 9090, targetPort: "metrics", protocol: "TCP" },
    ],
  }),
  appOf("web", { image: "127.0.0.1:5500/web:1", readOnly: false }),
  appOf("db", {
    image: "127.0.0.1:5500/web:1",
    stateful: true,
    headless: true,
    storage: "1Gi",
    volumes: [{ name: "logs", size: "64Mi", path: "/logs", access: "ReadWriteOnce" }],
    ports: [{ name: "http", port: 8080, protocol: "TCP" }],
    updateStrategy: "RollingUpdate",
    partition: 1,
    podManagement: "Parallel",
    disruptionBudget: { minAvailable: 1 },
    settings: ["credentials"],
  }),
  endpointOf("db", { headless: true }),
  taskOf("db", {
    image: "127.0.0.1:5500/task:1",
    volumeOf: "db",
    retention: 7,
    location: "s3://backups/$(X)",
    settings: ["credentials"],
  }),
  endpointOf("both", {
    type: "NodePort",
    backends: ["api", "web"],
    ports: [{ name: "http", port: 80, targetPort: 8080, protocol: "TCP", nodePort: 31871 }],
    sessionAffinity: "ClientIP",
    stickySeconds: 600,
    externalTrafficPolicy: "Local",
    internalTrafficPolicy: "Cluster",
    externalIPs: ["203.0.113.7"],
    annotations: { "example.com/note": "no" },
    labels: { team: "web" },
  }),
  endpointOf("balanced", {
    type: "LoadBalancer",
    backends: ["api"],
    loadBalancerIP: "203.0.113.8",
    loadBalancerClass: "example.com/none",
  }),
  endpointOf("outside", {
    type: "ExternalName",
    backends: [],
    ports: [],
    externalName: "db.example.com",
  }),
  endpointOf("chosen", { backends: [], selector: { app: "legacy" }, clusterIP: "None" }),
  settingOf("settings", { data: { LOG_LEVEL: "debug", ON: "yes" }, labels: { team: "web" } }),
  settingOf("files", { mount: "both", path: "/etc/files", mode: "0640", immutable: true }),
  settingOf("one", {
    mount: "file",
    path: "/etc/one.conf",
    subPath: "one.conf",
    data: { "one.conf": "a: 1\n\tb\n" },
    reload: "none",
  }),
  secretOf("credentials", { mount: "both", keys: ["TOKEN"], secretName: "vault", optional: true }),
  secretOf("shared", { path: "/etc/files", mode: "0400", keys: ["PASSWORD"], optional: true }),
  routeOf("entry", "api", {
    class: "nginx",
    paths: [
      { backend: "api", path: "/", pathType: "Prefix", hostPort: 8080 },
      { backend: "api", path: "/metrics", pathType: "Exact", portName: "metrics" },
    ],
    tls: true,
    tlsSecret: "entry-certificate",
    tlsHosts: ["shop.example.com", "www.example.com"],
    rewrite: "/",
    redirect: "https://example.com",
    headers: { "X-Shop": "yes" },
    rateLimit: 10,
    annotations: { "example.com/on": "on" },
    labels: { team: "web" },
  }),
];

/** The full plan, in a namespace. */
export function fullPlan(namespace = "shop-test"): Plan {
  return planOf(FULL, { namespace, labels: { team: "shop", cost: "no" } });
}
