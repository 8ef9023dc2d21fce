import assert from "node:assert/strict";
import type { PodSecurity } from "../../../lib/model/environment.ts";
import { podSecurityProblems, standardProblems } from "../../../lib/model/pod_security.ts";
import type { Workload } from "../../../lib/model/resource.ts";
import { endpoint, planWith, task, workload } from "./plans.ts";

function faults(rest: Partial<Workload>): (readonly [path: string, message: string])[] {
  return standardProblems(workload("api", rest)).map(({ code, node, path, message }) => {
    assert.deepEqual([code, node, path.slice(0, 4)], [
      "pod_security",
      "api",
      ["spec", "nodes", "api", "config"],
    ]);
    return [path.slice(4).join("."), message];
  });
}

Deno.test("standardProblems() finds nothing wrong with a node that says nothing", () => {
  assert.deepEqual(faults({}), []);
  assert.deepEqual(standardProblems(endpoint("api")), []);
});

Deno.test("standardProblems() forbids root under restricted alone, and its group nowhere", () => {
  assert.deepEqual(faults({ user: 0, group: 0 }), [
    ["user", "The restricted standard forbids the root user, 0; use another number"],
  ]);
  assert.deepEqual(faults({ user: 1000, group: 0 }), []);
  assert.deepEqual(faults({ user: 0, podSecurity: "baseline" }), []);
});

Deno.test("standardProblems() allows capabilities as each standard does", () => {
  const capabilities = ["NET_BIND_SERVICE", "CHOWN", "SYS_ADMIN"];
  assert.deepEqual(faults({ capabilities }), [
    ["capabilities.1", "The restricted standard allows only NET_BIND_SERVICE, not CHOWN"],
    ["capabilities.2", "The restricted standard allows only NET_BIND_SERVICE, not SYS_ADMIN"],
  ]);
  const baseline = faults({ capabilities, podSecurity: "baseline" });
  assert.deepEqual(baseline.map(([path]) => path), ["capabilities.2"]);
  assert.match(
    baseline[0]![1],
    /^The baseline standard allows only AUDIT_WRITE, CHOWN, .*SYS_CHROOT/,
  );
  assert.deepEqual(faults({ capabilities, podSecurity: "privileged" }), []);
});

Deno.test("standardProblems() forbids ports of the host under everything but privileged", () => {
  const ports = [
    { name: "a", port: 80, protocol: "TCP" },
    { name: "b", port: 81, protocol: "TCP", hostPort: 8080 },
  ] as const;
  const expected = [
    ["ports.1.hostPort", "A host port needs podSecurity: privileged on this node"],
  ];
  assert.deepEqual(faults({ ports }), expected);
  assert.deepEqual(faults({ ports, podSecurity: "baseline" }), expected);
  assert.deepEqual(faults({ ports, podSecurity: "privileged" }), []);
  const resources = { cpu: "100m", memory: "64Mi" };
  const sidecars = [{ name: "side", image: "side:1", resources, ports }];
  assert.deepEqual(faults({ sidecars }).map(([path]) => path), ["sidecars.0.ports.1.hostPort"]);
});

Deno.test("standardProblems() judges tasks too", () => {
  const [problem] = standardProblems(task("db", { user: 0 }));
  assert.equal(problem?.code, "pod_security");
});

const LEVELS: readonly (readonly [asks: PodSecurity, allows: PodSecurity, ok: boolean])[] = [
  ["restricted", "restricted", true],
  ["baseline", "restricted", false],
  ["privileged", "restricted", false],
  ["restricted", "baseline", true],
  ["baseline", "baseline", true],
  ["privileged", "baseline", false],
  ["restricted", "privileged", true],
  ["baseline", "privileged", true],
  ["privileged", "privileged", true],
];

for (const [asks, allows, ok] of LEVELS) {
  Deno.test(`a node that asks for ${asks} is ${ok ? "" : "not "}allowed under ${allows}`, () => {
    const plan = planWith([workload("api", { podSecurity: asks })], {
      environment: "live",
      podSecurity: allows,
    });
    assert.deepEqual(
      podSecurityProblems(plan),
      ok ? [] : [{
        code: "pod_security",
        severity: "error",
        node: "api",
        path: ["spec", "nodes", "api", "config", "podSecurity"],
        message: `"api" asks for the ${asks} standard, but the environment live allows nothing ` +
          `under ${allows}; set spec.podSecurity: ${asks} in an environment to allow it`,
      }],
    );
  });
}

Deno.test("podSecurityProblems() allows only restricted without an environment", () => {
  const [problem] = podSecurityProblems(planWith([workload("api", { podSecurity: "baseline" })]));
  assert.match(problem!.message, /but without an environment only restricted is allowed/);
});
