import assert from "node:assert/strict";
import { appOf, planOf } from "../kubernetes/plans.ts";
import { composeOf, lossesOf, serviceOf } from "./rendering.ts";

Deno.test("user and group are numbers; the group is the user's number without one", () => {
  assert.equal(serviceOf("api", appOf("api", { user: 999 })).user, "999:999");
  assert.equal(serviceOf("api", appOf("api", { user: 999, group: 20 })).user, "999:20");
});

Deno.test("capabilities are added to none", () => {
  const { cap_add, cap_drop } = serviceOf(
    "api",
    appOf("api", { capabilities: ["NET_BIND_SERVICE"] }),
  );
  assert.deepEqual([cap_add, cap_drop], [["NET_BIND_SERVICE"], ["ALL"]]);
});

Deno.test("a container may write its image only where it says so, and its folders always", () => {
  const open = serviceOf("api", appOf("api", { readOnly: false, writable: ["/var/a b$"] }));
  assert.equal(open.read_only, undefined);
  assert.deepEqual(open.tmpfs, ["/var/a b$$:size=67108864,mode=1777"]);
  const closed = serviceOf("api", appOf("api", { writable: ["/var/x"], writableSize: "1k" }));
  assert.deepEqual(closed.tmpfs, ["/tmp:size=1000,mode=1777", "/var/x:size=1000,mode=1777"]);
});

Deno.test("a folder with a volume needs no memory", () => {
  const app = appOf("api", { writable: ["/data", "/tmp"], storage: "1Gi" });
  assert.deepEqual(serviceOf("api", app).tmpfs, ["/tmp:size=67108864,mode=1777"]);
});

Deno.test("the rights of the host are given only where node and environment say so", () => {
  const app = appOf("api", {
    podSecurity: "privileged",
    privileged: true,
    hostNetwork: true,
    capabilities: ["SYS_ADMIN"],
  });
  const denied = serviceOf("api", app);
  assert.deepEqual([denied.privileged, denied.network_mode], [undefined, undefined]);
  assert.deepEqual(denied.cap_drop, ["ALL"]);
  const { api } = composeOf(planOf([app], { podSecurity: "privileged" })).services;
  assert.deepEqual([api.privileged, api.network_mode, api.cap_drop], [true, "host", undefined]);
  const restricted = { ...app, podSecurity: "restricted" as const };
  const refused = composeOf(planOf([restricted], { podSecurity: "privileged" })).services.api;
  assert.deepEqual([refused.privileged, refused.network_mode], [undefined, undefined]);
  const reason = "dropped: it needs podSecurity: privileged on the node and its environment";
  assert.deepEqual(lossesOf(restricted), [
    `api.hostNetwork: ${reason}`,
    `api.privileged: ${reason}`,
  ]);
});

Deno.test("limits are numbers that the engine takes", () => {
  const resources = {
    cpu: "5m",
    memory: "1Mi",
    cpuLimit: "5m",
    memoryLimit: "1Mi",
    processes: 7,
  };
  const { cpus, mem_limit, pids_limit } = serviceOf("api", appOf("api", { resources }));
  assert.deepEqual([cpus, mem_limit, pids_limit], [0.01, 6291456, 7]);
  const exact = { cpu: "1500m", memory: "1G", cpuLimit: "1500m", memoryLimit: "1G" };
  const service = serviceOf("api", appOf("api", { resources: exact }));
  assert.deepEqual([service.cpus, service.mem_limit], [1.5, 1e9]);
});

Deno.test("GPUs are devices", () => {
  const { resources } = appOf("api");
  const { deploy } = serviceOf("api", appOf("api", { resources: { ...resources, gpu: 2 } }));
  const device = { capabilities: ["gpu"], count: 2, driver: "nvidia" };
  assert.deepEqual(deploy, { resources: { reservations: { devices: [device] } } });
});

Deno.test("the pull policy is said in Compose's words", () => {
  for (
    const [policy, word] of [["IfNotPresent", "missing"], ["Always", "always"], ["Never", "never"]]
  ) {
    const app = appOf("api", { pullPolicy: policy as "Always" });
    assert.equal(serviceOf("api", app).pull_policy, word);
  }
});
