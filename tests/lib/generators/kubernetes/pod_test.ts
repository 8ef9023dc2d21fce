import assert from "node:assert/strict";
import { appOf, endpointOf, secretOf, settingOf } from "./plans.ts";
import { containerOf, lossesOf, podOf } from "./rendering.ts";

Deno.test("a pod keeps the restricted standard by default", () => {
  const { spec } = podOf("api", appOf("api"));
  assert.deepEqual(spec.securityContext, {
    fsGroup: 10001,
    fsGroupChangePolicy: "OnRootMismatch",
    runAsGroup: 10001,
    runAsNonRoot: true,
    runAsUser: 10001,
    seccompProfile: { type: "RuntimeDefault" },
  });
  assert.deepEqual(spec.containers[0].securityContext, {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
  });
  assert.equal(spec.enableServiceLinks, false);
  assert.equal(spec.automountServiceAccountToken, false);
});

Deno.test("a group of its own stands beside the user", () => {
  const { spec } = podOf("api", appOf("api", { user: 70, group: 80 }));
  const { runAsUser, runAsGroup, fsGroup } = spec.securityContext;
  assert.deepEqual([runAsUser, runAsGroup, fsGroup], [70, 80, 80]);
});

Deno.test("the token of an account is mounted where an account is named", () => {
  const { spec } = podOf("api", appOf("api", { serviceAccount: "robot" }));
  assert.deepEqual([spec.serviceAccountName, spec.automountServiceAccountToken], ["robot", true]);
});

Deno.test("the baseline standard allows root", () => {
  const { spec } = podOf("api", appOf("api", { user: 0, podSecurity: "baseline" }));
  assert.equal(spec.securityContext.runAsUser, 0);
  assert.equal(spec.securityContext.runAsNonRoot, undefined);
  assert.equal(spec.containers[0].securityContext.allowPrivilegeEscalation, false);
});

Deno.test("a privileged container may gain privileges, or Kubernetes refuses it", () => {
  const app = appOf("api", {
    podSecurity: "privileged",
    privileged: true,
    capabilities: ["NET_ADMIN"],
    hostNetwork: true,
    ports: [{ name: "http", port: 80, protocol: "TCP", hostPort: 80 }],
  });
  const { spec } = podOf("api", app);
  const { securityContext, ports } = spec.containers[0];
  assert.deepEqual(securityContext, { privileged: true, readOnlyRootFilesystem: true });
  assert.equal(spec.hostNetwork, true);
  assert.equal(spec.dnsPolicy, "ClusterFirstWithHostNet");
  assert.equal(ports[0].hostPort, 80);
  assert.match(lossesOf(app)[0]!, /^api\.capabilities: dropped: /);
});

Deno.test("capabilities are added to none", () => {
  const capabilities = (name: string) =>
    containerOf("api", appOf("api", { capabilities: [name] })).securityContext;
  assert.deepEqual(capabilities("NET_BIND_SERVICE").capabilities, {
    add: ["NET_BIND_SERVICE"],
    drop: ["ALL"],
  });
  assert.equal(capabilities("SYS_ADMIN").allowPrivilegeEscalation, undefined);
});

Deno.test("nothing that a user writes is expanded", () => {
  const container = containerOf(
    "api",
    appOf("api", {
      command: ["sh", "$(A)"],
      args: ["$$(A)", "$A", "$$", "a$"],
      env: { A: "$(B) costs $5" },
    }),
  );
  assert.deepEqual(container.command, ["sh", "$$(A)"]);
  assert.deepEqual(container.args, ["$$$$(A)", "$A", "$$$$", "a$"]);
  assert.deepEqual(container.env, [{ name: "A", value: "$$(B) costs $5" }]);
});

Deno.test("quantities are written as the API server writes them", () => {
  const { resources } = containerOf(
    "api",
    appOf("api", {
      resources: { cpu: "0.5", memory: "1024Mi", cpuLimit: "2000m", memoryLimit: "1.5G", gpu: 2 },
    }),
  );
  assert.deepEqual(resources, {
    limits: { cpu: "2", memory: "1500M", "nvidia.com/gpu": "2" },
    requests: { cpu: "500m", memory: "1Gi" },
  });
});

Deno.test("probes ask the first port unless they name one, in seconds", () => {
  const times = { period: "1m", timeout: "3s", failures: 3 };
  const app = appOf("api", {
    ports: [
      { name: "http", port: 8080, protocol: "TCP" },
      { name: "admin", port: 9090, protocol: "TCP" },
    ],
    probes: {
      liveness: { ...times, http: { path: "/healthz" } },
      readiness: { ...times, tcp: { port: "admin" }, successes: 2 },
      startup: { ...times, exec: ["check", "$(A)"], initialDelay: "1m30s", successes: 2 },
    },
  });
  const { livenessProbe, readinessProbe, startupProbe } = containerOf("api", app);
  const seconds = { failureThreshold: 3, periodSeconds: 60, timeoutSeconds: 3 };
  assert.deepEqual(livenessProbe, { ...seconds, httpGet: { path: "/healthz", port: 8080 } });
  assert.deepEqual(readinessProbe, {
    ...seconds,
    successThreshold: 2,
    tcpSocket: { port: "admin" },
  });
  assert.deepEqual(startupProbe, {
    ...seconds,
    exec: { command: ["check", "$(A)"] },
    initialDelaySeconds: 90,
  });
  assert.deepEqual(lossesOf(app), [
    "api.probes.startup.successes: dropped: only readiness may ask for several successes",
  ]);
});

Deno.test("a probe of a port is dropped where there is no port", () => {
  const probe = { tcp: {}, period: "1m", timeout: "3s", failures: 3 };
  const app = appOf("api", { probes: { liveness: probe } });
  assert.equal(containerOf("api", app).livenessProbe, undefined);
  assert.match(lossesOf(app).join("\n"), /probes.liveness.tcp: dropped: there is no port to ask/);
});

Deno.test("placement prefers neighbours and spreads over hosts or zones", () => {
  const { spec } = podOf(
    "api",
    appOf("api", {
      placement: {
        nodeSelector: { disk: "fast" },
        tolerations: [{ key: "spot", operator: "Exists" }],
        spread: "zone",
        near: ["db"],
        apart: ["web"],
      },
    }),
  );
  const term = (node: string) => [{
    podAffinityTerm: {
      labelSelector: {
        matchLabels: { "app.kubernetes.io/name": node, "app.kubernetes.io/part-of": "shop" },
      },
      topologyKey: "kubernetes.io/hostname",
    },
    weight: 100,
  }];
  assert.deepEqual(spec.affinity, {
    podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: term("db") },
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: term("web") },
  });
  assert.deepEqual(spec.nodeSelector, { disk: "fast" });
  assert.deepEqual(spec.tolerations, [{ key: "spot", operator: "Exists" }]);
  const [constraint] = spec.topologySpreadConstraints;
  assert.deepEqual([constraint.topologyKey, constraint.whenUnsatisfiable, constraint.maxSkew], [
    "topology.kubernetes.io/zone",
    "ScheduleAnyway",
    1,
  ]);
});

Deno.test("a policy without name servers is dropped", () => {
  const app = appOf("api", { dnsPolicy: "None" });
  assert.equal(podOf("api", app).spec.dnsPolicy, undefined);
  assert.match(lossesOf(app)[0]!, /^api\.dnsPolicy: dropped: /);
});

Deno.test("variables stand once, sorted, and the node's own win", () => {
  const app = appOf("api", {
    env: { B: "own", DB_PORT: "1" },
    settings: ["settings", "credentials"],
    addresses: [{ provider: "db", hostVariable: "DB_HOST", portVariable: "DB_PORT", order: true }],
  });
  const { env } = containerOf(
    "api",
    app,
    endpointOf("db"),
    settingOf("settings", { data: { B: "given", C: "given" } }),
    secretOf("credentials", { mount: "env", keys: ["A"], optional: true }),
  );
  assert.deepEqual(env, [
    { name: "A", valueFrom: { secretKeyRef: { key: "A", name: "credentials", optional: true } } },
    { name: "B", value: "own" },
    { name: "C", valueFrom: { configMapKeyRef: { key: "C", name: "settings" } } },
    { name: "DB_HOST", value: "db" },
    { name: "DB_PORT", value: "1" },
  ]);
});

Deno.test("an address is the Service's name and port; a binding picks the port and is exact", () => {
  const app = appOf("api", {
    addresses: [{
      provider: "db",
      portName: "admin",
      hostVariable: "H",
      portVariable: "P",
      order: true,
    }],
  });
  const ports = [
    { name: "http", port: 8080, protocol: "TCP" as const },
    { name: "admin", port: 9090, protocol: "TCP" as const },
  ];
  const { env } = containerOf("api", app, endpointOf("db", { ports }));
  assert.deepEqual(env, [{ name: "H", value: "db" }, { name: "P", value: "9090" }]);
});

Deno.test("the address of a name outside is the Service, without a port", () => {
  const app = appOf("api", {
    addresses: [{ provider: "mail", hostVariable: "H", portVariable: "P", order: false }],
  });
  const outside = endpointOf("mail", {
    type: "ExternalName",
    externalName: "smtp.example.com",
    backends: [],
    ports: [],
  });
  assert.deepEqual(containerOf("api", app, outside).env, [{ name: "H", value: "mail" }]);
});

Deno.test("a pod rolls when a setting changes, unless the setting says none", () => {
  const app = appOf("api", { settings: ["one", "two"] });
  const hash = (...settings: ReturnType<typeof settingOf>[]) =>
    podOf("api", app, ...settings).metadata.annotations?.["celestra.dev/config"];
  const one = settingOf("one", { data: { A: "1", B: "2" } });
  const two = settingOf("two", { data: { C: "3" } });
  const first = hash(one, two);
  assert.match(first, /^sha-[0-9a-f]{14}$/);
  assert.equal(hash(settingOf("one", { data: { B: "2", A: "1" } }), two), first);
  assert.notEqual(hash(settingOf("one", { data: { A: "1", B: "3" } }), two), first);
  assert.notEqual(hash(settingOf("one", { data: { A: "1", D: "2" } }), two), first);
  assert.equal(hash(settingOf("one", { reload: "none" })), undefined);
});
