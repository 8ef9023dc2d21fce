import type { JsonObject, Path } from "../../../../lib/model/json.ts";
import type { PlannedNode } from "../../components/planned.ts";

/** The nodes of an application. */
export type Nodes = Readonly<Record<string, PlannedNode>>;

/** A way to break a rule, and not to. */
export interface Sample {
  readonly rule: string;
  readonly nodes: Nodes;
  readonly connections?: readonly string[];
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly registries?: readonly string[];
  /** The groups of nodes. */
  readonly groups?: Readonly<Record<string, string>>;
  /** The node that breaks it, if one does, and the place. */
  readonly node?: string;
  readonly path: Path;
  /** What a person does instead where the rule has no operations: nodes of other configs. */
  readonly instead?: Partial<Omit<Sample, "rule" | "path" | "instead">>;
}

const IMAGE = "ghcr.io/acme/api:1.4.2";
const PORTS = [{ name: "http", port: 8080 }];
const PROBE = { http: { path: "/" } };

/** An app with further settings. */
function app(config: object = {}): PlannedNode {
  return ["app", { image: IMAGE, ...config }];
}

/** An app that is reached. */
function reached(config: object = {}): PlannedNode {
  return app({ ports: PORTS, probes: { liveness: PROBE, readiness: PROBE }, ...config });
}

const SERVICE = { ports: [{ name: "http", port: 80, targetPort: "http" }] };
const RULE = { resources: ["configmaps"], verbs: ["get"] };

/** One object of a kind that no component makes. */
function widgets(fields: JsonObject): PlannedNode {
  const instances = [{ name: "first", fields }];
  return ["custom-resource", { apiVersion: "example.com/v1", objectKind: "Widget", instances }];
}

/** Each rule broken at least once. */
export const SAMPLES: readonly Sample[] = [
  {
    rule: "privileged",
    nodes: { web: app({ podSecurity: "privileged", privileged: true }) },
    node: "web",
    path: ["privileged"],
  },
  {
    rule: "run-as-root",
    nodes: { web: app({ podSecurity: "baseline", user: 0 }) },
    node: "web",
    path: ["user"],
  },
  {
    rule: "run-as-root",
    nodes: { tidy: ["job", { image: IMAGE, podSecurity: "baseline", user: 0 }] },
    node: "tidy",
    path: ["user"],
  },
  { rule: "root-group", nodes: { web: app({ group: 0 }) }, node: "web", path: ["group"] },
  {
    rule: "added-capabilities",
    nodes: { web: app({ podSecurity: "baseline", capabilities: ["NET_BIND_SERVICE", "CHOWN"] }) },
    node: "web",
    path: ["capabilities", 1],
  },
  {
    rule: "writable-root",
    nodes: { web: app({ readOnly: false }) },
    node: "web",
    path: ["readOnly"],
  },
  {
    rule: "host-network",
    nodes: { web: app({ podSecurity: "privileged", hostNetwork: true }) },
    node: "web",
    path: ["hostNetwork"],
  },
  {
    rule: "host-port",
    nodes: {
      web: app({
        podSecurity: "privileged",
        ports: [{ name: "http", port: 8080 }, { name: "admin", port: 8081, hostPort: 8081 }],
      }),
    },
    node: "web",
    path: ["ports", 1, "hostPort"],
  },
  {
    rule: "host-folder",
    nodes: {
      web: app({
        podSecurity: "privileged",
        hostFolders: [{ source: "/srv/data", path: "/data" }],
      }),
    },
    node: "web",
    path: ["hostFolders", 0],
  },
  {
    rule: "runtime-socket",
    nodes: {
      web: app({
        podSecurity: "privileged",
        hostFolders: [{ source: "/var/run/docker.sock", path: "/run/docker.sock" }],
      }),
    },
    node: "web",
    path: ["hostFolders", 0],
  },
  {
    rule: "image-tag",
    nodes: { web: app({ image: "nginx" }) },
    node: "web",
    path: ["image"],
    instead: { nodes: { web: app({ image: "nginx:1.29.4" }) } },
  },
  {
    rule: "image-tag",
    nodes: { web: app({ image: "localhost:5000/web:latest" }) },
    node: "web",
    path: ["image"],
    instead: { nodes: { web: app({ image: `localhost:5000/web@sha256:${"a".repeat(64)}` }) } },
  },
  {
    rule: "image-tag",
    nodes: { web: app({ sidecars: [{ name: "logs", image: "busybox" }] }) },
    node: "web",
    path: ["sidecars", 0, "image"],
    instead: { nodes: { web: app({ sidecars: [{ name: "logs", image: "busybox:1.37" }] }) } },
  },
  {
    rule: "image-tag",
    nodes: {
      db: ["stateful-app", {
        image: "postgres:17.11",
        storage: "1Gi",
        backup: { schedule: "@daily", image: "postgres", command: ["pg_dump"] },
      }],
    },
    node: "db",
    path: ["backup", "image"],
    instead: { nodes: { db: ["stateful-app", { image: "postgres:17.11", storage: "1Gi" }] } },
  },
  {
    rule: "image-digest",
    nodes: { web: app() },
    node: "web",
    path: ["image"],
    instead: { nodes: { web: app({ image: `${IMAGE}@sha256:${"a".repeat(64)}` }) } },
  },
  {
    rule: "image-digest",
    nodes: { web: app() },
    node: "web",
    path: ["image"],
    instead: { nodes: { web: app({ image: "web:dev", build: { context: "." } }) } },
  },
  {
    rule: "trusted-registry",
    nodes: { web: app({ image: "nginx:1.29.4" }) },
    registries: ["ghcr.io/acme", "registry.example.com"],
    node: "web",
    path: ["image"],
    instead: { nodes: { web: app() } },
  },
  {
    rule: "trusted-registry",
    nodes: { web: app({ image: "ghcr.io/acme-evil/api:1" }) },
    registries: ["ghcr.io/acme"],
    node: "web",
    path: ["image"],
    instead: { registries: ["ghcr.io"] },
  },
  {
    rule: "liveness-probe",
    nodes: { web: app({ ports: PORTS, probes: { readiness: PROBE } }) },
    node: "web",
    path: ["probes"],
  },
  { rule: "readiness-probe", nodes: { web: app({ ports: PORTS }) }, node: "web", path: ["probes"] },
  {
    rule: "readiness-probe",
    nodes: { web: app({ ports: [{ name: "dns", port: 53, protocol: "UDP" }] }) },
    node: "web",
    path: ["probes"],
    instead: {
      nodes: {
        web: app({
          ports: [{ name: "dns", port: 53, protocol: "UDP" }],
          probes: { readiness: { exec: ["true"] } },
        }),
      },
    },
  },
  {
    rule: "account-token",
    nodes: { robot: ["service-account", { automount: true }], web: app() },
    connections: ["robot.identity -> web.identity"],
    node: "robot",
    path: ["automount"],
  },
  {
    rule: "default-account",
    nodes: { web: app({ serviceAccount: "default" }) },
    node: "web",
    path: ["serviceAccount"],
  },
  {
    rule: "default-account",
    nodes: { robot: ["service-account", { existing: "default" }], web: app() },
    connections: ["robot.identity -> web.identity"],
    node: "robot",
    path: ["existing"],
  },
  {
    rule: "unknown-account",
    nodes: { robot: "service-account", web: app({ serviceAccount: "robot" }) },
    node: "web",
    path: ["serviceAccount"],
  },
  {
    rule: "unknown-account",
    nodes: { web: app({ serviceAccount: "robot" }) },
    node: "web",
    path: ["serviceAccount"],
    instead: {
      nodes: { robot: ["service-account", { existing: "robot" }], web: app() },
      connections: ["robot.identity -> web.identity"],
    },
  },
  { rule: "network-isolation", nodes: { web: app() }, node: "web", path: [] },
  {
    rule: "network-isolation",
    nodes: { "network-policy": ["network-policy", { ingress: [{}] }], web: app() },
    node: "web",
    path: [],
  },
  {
    rule: "network-isolation",
    nodes: { box: ["app-group", { network: "open" }], web: app() },
    groups: { web: "box" },
    node: "web",
    path: [],
  },
  {
    rule: "secret-in-settings",
    nodes: { web: app({ env: { POSTGRES_PASSWORD: "hunter2", LOG_LEVEL: "info" } }) },
    node: "web",
    path: ["env", "POSTGRES_PASSWORD"],
  },
  {
    rule: "secret-in-settings",
    nodes: {
      keys: ["secret", { keys: ["OTHER"], mount: "env" }],
      web: app({ env: { DATABASE: "postgres://shop:hunter2@db:5432/shop" } }),
    },
    connections: ["keys.data -> web.settings"],
    node: "web",
    path: ["env", "DATABASE"],
  },
  {
    rule: "secret-in-settings",
    nodes: { settings: ["config-map", { data: { apiKey: "abcd-efgh" } }], web: app() },
    connections: ["settings.data -> web.settings"],
    node: "settings",
    path: ["data", "apiKey"],
    instead: {
      nodes: { settings: ["config-map", { data: { apiKeyFile: "/run/key" } }], web: app() },
    },
  },
  {
    rule: "secret-in-settings",
    nodes: { box: ["app-group", { env: { TOKEN: "t0p" } }], web: app() },
    groups: { web: "box" },
    node: "box",
    path: ["env", "TOKEN"],
    instead: { nodes: { box: ["app-group", { env: { TOKEN: "${TOKEN}" } }], web: app() } },
  },
  {
    rule: "secret-in-settings",
    nodes: { web: app({ image: "web:dev", build: { context: ".", args: { npm_token: "abc" } } }) },
    node: "web",
    path: ["build", "args", "npm_token"],
    instead: { nodes: { web: app({ image: "web:dev", build: { context: "." } }) } },
  },
  {
    rule: "secret-in-settings",
    nodes: { web: app({ args: ["--user", "shop", "--password", "hunter2"] }) },
    node: "web",
    path: ["args", 3],
    instead: { nodes: { web: app({ args: ["--password-file", "/run/secrets/password"] }) } },
  },
  {
    rule: "secret-in-settings",
    nodes: {
      web: app({
        init: [{
          name: "first",
          image: IMAGE,
          command: ["sh", "-c", "psql postgres://shop:hunter2@db/shop -c 'select 1'"],
        }],
      }),
    },
    node: "web",
    path: ["init", 0, "command", 2],
    instead: { nodes: { web: app() } },
  },
  {
    rule: "secret-in-settings",
    nodes: { web: app({ annotations: { "example.com/token": "8vQ2nL5xR9tK3wZ7mB1c" } }) },
    node: "web",
    path: ["annotations", "example.com/token"],
    instead: { nodes: { web: app() } },
  },
  {
    rule: "secret-in-settings",
    nodes: {
      settings: ["config-map", {
        mount: "file",
        data: { "application.yaml": "database:\n  user: shop\n  password: hunter2\n" },
      }],
      web: app(),
    },
    connections: ["settings.data -> web.settings"],
    node: "settings",
    path: ["data", "application.yaml"],
    instead: {
      nodes: {
        settings: ["config-map", {
          mount: "file",
          data: { "application.yaml": "database:\n  user: shop\n" },
        }],
        web: app(),
      },
    },
  },
  {
    rule: "secret-in-settings",
    nodes: { users: widgets({ users: [{ login: "shop", password: "hunter2" }] }) },
    node: "users",
    path: ["instances", 0, "fields", "users", 0, "password"],
    instead: { nodes: { users: widgets({ users: [{ login: "shop", passwordSecret: "shop" }] }) } },
  },
  {
    rule: "secret-as-variable",
    nodes: { keys: ["secret", { keys: ["TOKEN"], mount: "both" }], web: app() },
    connections: ["keys.data -> web.settings"],
    node: "keys",
    path: ["mount"],
    instead: { nodes: { keys: ["secret", { keys: ["TOKEN"] }], web: app() } },
  },
  { rule: "default-namespace", nodes: {}, namespace: "default", path: ["spec", "namespace"] },
  {
    rule: "default-namespace",
    nodes: { box: ["app-group", { namespace: "default" }] },
    node: "box",
    path: ["namespace"],
  },
  {
    rule: "service-backend",
    nodes: { front: ["service", SERVICE], web: reached() },
    node: "front",
    path: [],
    instead: { connections: ["web.endpoint -> front.backend"] },
  },
  {
    rule: "service-backend",
    nodes: { front: ["service", SERVICE] },
    node: "front",
    path: [],
    instead: { nodes: { front: ["service", { ...SERVICE, selector: { app: "web" } }] } },
  },
  {
    rule: "ingress-backend",
    nodes: { entry: ["ingress", { tls: true, host: "a.example.com" }], web: reached() },
    node: "entry",
    path: [],
    instead: { connections: ["web.endpoint -> entry.backend"] },
  },
  {
    rule: "orphaned-node",
    nodes: { keys: ["secret", { keys: ["TOKEN"] }], web: app() },
    node: "keys",
    path: [],
    instead: { connections: ["keys.data -> web.settings"] },
  },
  {
    rule: "wildcard-permission",
    nodes: {
      rights: ["role", { rules: [RULE, { resources: ["pods"], verbs: ["*"] }] }],
      robot: "service-account",
    },
    connections: ["rights.permissions -> robot.permissions"],
    node: "rights",
    path: ["rules", 1, "verbs"],
    instead: { nodes: { rights: ["role", { rules: [RULE] }], robot: "service-account" } },
  },
  {
    rule: "cluster-admin",
    nodes: {
      rights: ["role", { scope: "cluster", existing: "cluster-admin" }],
      robot: "service-account",
    },
    connections: ["rights.permissions -> robot.permissions"],
    node: "rights",
    path: ["existing"],
    instead: {
      nodes: { rights: ["role", { scope: "cluster", existing: "view" }], robot: "service-account" },
    },
  },
  {
    rule: "cluster-admin",
    nodes: {
      rights: ["role", { rules: [RULE], subjects: [{ kind: "Group", name: "system:masters" }] }],
      robot: "service-account",
    },
    connections: ["rights.permissions -> robot.permissions"],
    node: "rights",
    path: ["subjects", 0],
  },
  {
    rule: "powerful-permission",
    nodes: {
      rights: ["role", { rules: [{ resources: ["pods", "pods/exec"], verbs: ["create"] }] }],
      robot: "service-account",
    },
    connections: ["rights.permissions -> robot.permissions"],
    node: "rights",
    path: ["rules", 0, "resources", 1],
    instead: {
      nodes: {
        rights: ["role", { rules: [{ resources: ["pods"], verbs: ["create"] }] }],
        robot: "service-account",
      },
    },
  },
  {
    rule: "powerful-permission",
    nodes: {
      rights: ["role", { rules: [{ resources: ["secrets"], verbs: ["get"] }] }],
      robot: "service-account",
    },
    connections: ["rights.permissions -> robot.permissions"],
    node: "rights",
    path: ["rules", 0, "resources", 0],
    instead: {
      nodes: {
        rights: ["role", {
          rules: [{ resources: ["secrets"], resourceNames: ["own"], verbs: ["get"] }],
        }],
        robot: "service-account",
      },
    },
  },
  {
    rule: "single-replica",
    nodes: { web: reached(), front: ["service", SERVICE], entry: ["ingress", { tls: true }] },
    connections: ["web.endpoint -> front.backend", "front.endpoint -> entry.backend"],
    node: "web",
    path: ["replicas"],
  },
  {
    rule: "single-replica",
    nodes: {
      web: reached({ autoscaling: { min: 1, max: 1 } }),
      front: ["service", { ...SERVICE, type: "NodePort" }],
    },
    connections: ["web.endpoint -> front.backend"],
    node: "web",
    path: ["autoscaling", "min"],
  },
  {
    rule: "replica-spread",
    nodes: { web: app({ replicas: 3 }) },
    node: "web",
    path: ["placement"],
  },
  {
    rule: "replica-spread",
    nodes: { web: app({ autoscaling: { min: 1, max: 4 } }) },
    node: "web",
    path: ["placement"],
  },
  {
    rule: "disruption-budget",
    nodes: { web: app({ replicas: 2 }) },
    node: "web",
    path: ["disruptionBudget"],
  },
  {
    rule: "blocking-budget",
    nodes: { web: app({ replicas: 2, disruptionBudget: { minAvailable: "60%" } }) },
    node: "web",
    path: ["disruptionBudget"],
  },
  {
    rule: "blocking-budget",
    nodes: { web: app({ disruptionBudget: { maxUnavailable: "0%" } }) },
    node: "web",
    path: ["disruptionBudget"],
  },
  {
    rule: "ingress-tls",
    nodes: { web: reached(), entry: ["ingress", { host: "a.example.com" }] },
    connections: ["web.endpoint -> entry.backend"],
    node: "entry",
    path: ["tls"],
  },
  {
    rule: "ingress-tls",
    nodes: { web: reached(), entry: "ingress" },
    connections: ["web.endpoint -> entry.backend"],
    node: "entry",
    path: ["tls"],
    instead: { nodes: { web: reached(), entry: ["ingress", { tls: true }] } },
  },
  {
    rule: "ssh-port",
    nodes: { web: reached({ ports: [{ name: "ssh", port: 22 }] }) },
    node: "web",
    path: ["ports", 0, "port"],
    instead: { nodes: { web: reached({ ports: [{ name: "ssh", port: 2222 }] }) } },
  },
  {
    rule: "job-cleanup",
    nodes: { tidy: ["job", { image: IMAGE }] },
    node: "tidy",
    path: ["keepFinished"],
  },
  {
    rule: "job-cleanup",
    nodes: { tidy: ["cron-job", { image: IMAGE, schedule: "@daily", keepFinished: "1h" }] },
    node: "tidy",
    path: ["keepFinished"],
  },
  {
    rule: "old-api-version",
    nodes: { old: ["custom-resource", { apiVersion: "policy/v1beta1", objectKind: "Budget" }] },
    node: "old",
    path: ["apiVersion"],
    instead: {
      nodes: { old: ["custom-resource", { apiVersion: "policy/v1", objectKind: "Budget" }] },
    },
  },
  {
    rule: "custom-workload",
    nodes: { raw: ["custom-resource", { apiVersion: "v1", objectKind: "Pod" }] },
    node: "raw",
    path: ["objectKind"],
    instead: {
      nodes: { raw: ["custom-resource", { apiVersion: "example.com/v1", objectKind: "Pod" }] },
    },
  },
  {
    rule: "owner-label",
    nodes: {},
    labels: {},
    path: ["metadata"],
    instead: { labels: { owner: "me" } },
  },
  {
    rule: "node-port",
    nodes: {
      web: reached({ replicas: 2 }),
      front: ["service", {
        type: "NodePort",
        externalTrafficPolicy: "Local",
        ports: [{ name: "http", port: 80, targetPort: "http", nodePort: 30080 }],
      }],
    },
    connections: ["web.endpoint -> front.backend"],
    node: "front",
    path: ["type"],
  },
  {
    rule: "open-load-balancer",
    nodes: { web: reached(), front: ["service", { ...SERVICE, type: "LoadBalancer" }] },
    connections: ["web.endpoint -> front.backend"],
    node: "front",
    path: ["type"],
    instead: {
      nodes: {
        web: reached(),
        front: ["service", {
          ...SERVICE,
          type: "LoadBalancer",
          annotations: { "service.beta.kubernetes.io/aws-load-balancer-internal": "true" },
        }],
      },
    },
  },
  {
    rule: "stateful-storage",
    nodes: { db: ["stateful-app", { image: "postgres:17.11" }] },
    node: "db",
    path: ["storage"],
    instead: { nodes: { db: ["stateful-app", { image: "postgres:17.11", storage: "1Gi" }] } },
  },
];
