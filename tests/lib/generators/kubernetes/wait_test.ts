import assert from "node:assert/strict";
import { kubernetes } from "../../../../lib/generators/kubernetes.ts";
import type { Address, Identity, Resource, Workload } from "../../../../lib/model/resource.ts";
import { appOf, endpointOf, jobOf, planOf } from "./plans.ts";
import { lossesOf, objectOf, podOf } from "./rendering.ts";

const WAIT = { image: "busybox:1", timeout: "2m" };
const BOTH = { ...WAIT, taskImage: "kubectl:1" };

const address = (provider: string, rest: Partial<Address> = {}): Address => ({
  provider,
  hostVariable: `${provider}_HOST`,
  portVariable: `${provider}_PORT`,
  order: true,
  ...rest,
});

const AFTER = { after: [{ task: "migrate", order: true }] };

const first = (rest: Partial<Workload>, ...others: Resource[]) =>
  podOf("api", appOf("api", rest), ...others).spec.initContainers;

Deno.test("a container waits for the endpoints that it is to start after, and only when it asks to", () => {
  const addresses = [address("db"), address("cache"), address("search", { order: false })];
  const others = [endpointOf("db"), endpointOf("cache"), endpointOf("search")];
  assert.equal(first({ addresses }, ...others), undefined);
  const [wait, ...rest] = first({ addresses, wait: WAIT }, ...others);
  assert.deepEqual(rest, []);
  assert.deepEqual(wait.args, ["120", "db", "8080", "cache", "8080"]);
  assert.deepEqual([wait.name, wait.image], ["wait", "busybox:1"]);
  assert.equal(wait.volumeMounts, undefined);
});

Deno.test("the script that waits says the same whatever users write", () => {
  const script = (host: string) =>
    first({ addresses: [address(host)], wait: WAIT }, endpointOf(host))[0].command;
  assert.deepEqual(script("db"), script("other"));
  assert.deepEqual(script("db").slice(0, 2), ["/bin/sh", "-c"]);
});

Deno.test("nobody waits for a port of another protocol than TCP, which nothing could see answer", () => {
  const ports = [{ name: "dns", port: 53, protocol: "UDP" }] as const;
  const api = appOf("api", { addresses: [address("dns")], wait: WAIT });
  assert.equal(podOf("api", api, endpointOf("dns", { ports })).spec.initContainers, undefined);
  assert.deepEqual(lossesOf(api, endpointOf("dns", { ports })).slice(0, 1), [
    "api.wait.image: dropped: it requires no endpoint that could be waited for",
  ]);
});

Deno.test("a container waits for its jobs with a token that only the one that waits can see", () => {
  const pod = podOf("api", appOf("api", { ...AFTER, wait: BOTH }), jobOf("migrate")).spec;
  assert.deepEqual(pod.initContainers.map(({ name }: { name: string }) => name), ["wait-jobs"]);
  const [wait] = pod.initContainers;
  assert.deepEqual(wait.command, ["kubectl"]);
  assert.deepEqual(wait.args, [
    "wait",
    "--for=condition=complete",
    "--timeout=120s",
    "job/migrate",
  ]);
  assert.deepEqual(wait.volumeMounts.map(({ name }: { name: string }) => name), ["wait-token"]);
  const [main] = pod.containers;
  assert.ok(!JSON.stringify(main.volumeMounts).includes("wait-token"));
  assert.equal(pod.automountServiceAccountToken, false);
  assert.equal(pod.serviceAccountName, "api-wait");
});

Deno.test("who waits may look at its jobs alone; an account that is named gets that right", () => {
  const objects = (rest: Partial<Workload>, ...others: Resource[]) => {
    const resources = [
      appOf("api", { ...AFTER, wait: BOTH, ...rest }),
      jobOf("migrate"),
      ...others,
    ];
    const paths = kubernetes.generate(planOf(resources)).files.map(({ path }) => path);
    return {
      paths: paths.filter((path) => path.includes("api-wait")),
      rules: objectOf(resources, "05-role-api-wait.yaml").rules,
      subjects: objectOf(resources, "06-rolebinding-api-wait.yaml").subjects,
    };
  };
  const own = objects({});
  assert.deepEqual(own.paths.length, 3);
  const account = { kind: "ServiceAccount", namespace: "shop-test" };
  assert.deepEqual(own.subjects, [{ ...account, name: "api-wait" }]);
  assert.deepEqual(own.rules, [{
    apiGroups: ["batch"],
    resourceNames: ["migrate"],
    resources: ["jobs"],
    verbs: ["get", "list", "watch"],
  }]);
  const named = objects({ serviceAccount: "robot" });
  assert.deepEqual(named.paths.length, 2);
  assert.deepEqual(named.subjects, [{ ...account, name: "robot" }]);
  const joined = objects({ identity: "reader" }, identity("reader"));
  assert.deepEqual(joined.subjects, [{ ...account, name: "reader" }]);
});

Deno.test("what comes after a job and does not wait for it says so", () => {
  const migrate = jobOf("migrate");
  const after = (rest: Partial<Workload>) =>
    lossesOf(appOf("api", { ...AFTER, ...rest }), migrate).filter((text) => text.includes("after"));
  const sentence = 'api.after: approximated: it does not wait for "migrate": ' +
    "name an image with kubectl in wait.taskImage";
  assert.deepEqual(after({}), [sentence]);
  assert.deepEqual(after({ wait: WAIT }), [sentence]);
  assert.deepEqual(after({ wait: BOTH }), []);
  assert.deepEqual(after({ after: [{ task: "migrate", order: false }] }), []);
});

Deno.test("nobody waits for what runs on a schedule", () => {
  const report = jobOf("migrate", { schedule: "@daily" });
  const api = appOf("api", { ...AFTER, wait: BOTH });
  assert.equal(podOf("api", api, report).spec.initContainers, undefined);
  assert.ok(
    lossesOf(api, report).includes(
      'api.after: approximated: "migrate" runs on a schedule, so nobody can wait for its end',
    ),
  );
});

Deno.test("to wait for a Job that the cluster takes away is a problem", () => {
  const problems = (keepFinished: string | undefined, rest: Partial<Workload>) => {
    const migrate = jobOf("migrate", keepFinished === undefined ? {} : { keepFinished });
    const api = appOf("api", { ...AFTER, ...rest });
    return kubernetes.problems(planOf([api, migrate])).map(({ node, path }) => [node, ...path]);
  };
  assert.deepEqual(problems("1h", { wait: BOTH }), [["api", "wait", "taskImage"]]);
  assert.deepEqual(problems(undefined, { wait: BOTH }), []);
  assert.deepEqual(problems("1h", { wait: WAIT }), []);
  assert.deepEqual(problems("1h", { wait: BOTH, after: [{ task: "migrate", order: false }] }), []);
});

function identity(node: string, rest: Partial<Identity> = {}): Identity {
  return { kind: "identity", node, at: [], automount: false, permissions: [], ...rest };
}

Deno.test("a pod runs under the identity that it is connected to, with its token if that wants one", () => {
  const account = (rest: Partial<Workload>, it: Identity) => {
    const { spec } = podOf("api", appOf("api", rest), it);
    return [spec.serviceAccountName, spec.automountServiceAccountToken];
  };
  const joined = { identity: "robot" };
  assert.deepEqual(account(joined, identity("robot")), ["robot", false]);
  assert.deepEqual(account(joined, identity("robot", { automount: true })), ["robot", true]);
  assert.deepEqual(account(joined, identity("robot", { existing: "old" })), ["old", false]);
  assert.deepEqual(account({}, identity("robot")), [undefined, false]);
  const both = appOf("api", { ...joined, serviceAccount: "other" });
  assert.equal(podOf("api", both, identity("robot")).spec.serviceAccountName, "robot");
  assert.ok(
    lossesOf(both, identity("robot")).includes(
      'api.serviceAccount: dropped: it runs under "robot", which is connected to it',
    ),
  );
});
