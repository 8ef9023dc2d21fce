import assert from "node:assert/strict";
import fc from "fast-check";
import { parseAllDocuments } from "yaml";
import { planOf } from "../../../../lib/components/plan.ts";
import { components } from "../../../../lib/components/registry.ts";
import { generators } from "../../../../lib/generators/registry.ts";
import { BUILT_IN } from "../../../../lib/model/rules/built_in.ts";
import type { Workflow } from "../../../../lib/model/workflow.ts";
import { CATALOGUE } from "../../components/planned.ts";
import { faultsOf } from "./ruled.ts";
import { workflows } from "./workflows.ts";

// deno-lint-ignore no-explicit-any -- manifests are looked at field by field
type Any = any;

/** A pod as a manifest holds it, and its labels. */
interface Pod {
  readonly object: Any;
  readonly spec: Any;
  readonly containers: readonly Any[];
}

/** What is found wrong with the objects of a workflow. */
type Check = (objects: readonly Any[], workflow: Workflow) => readonly unknown[];

const RUNNERS = ["Deployment", "StatefulSet", "Job", "CronJob"];

/** Those of groups of the API that Kubernetes itself has, and of the operators that we know. */
const VERSIONS = new Set([
  "v1",
  "apps/v1",
  "batch/v1",
  "autoscaling/v2",
  "policy/v1",
  "networking.k8s.io/v1",
  "rbac.authorization.k8s.io/v1",
  "apiextensions.k8s.io/v1",
  "argoproj.io/v1alpha1",
  "monitoring.coreos.com/v1",
  "external-secrets.io/v1",
  "bitnami.com/v1alpha1",
]);

function podsOf(objects: readonly Any[]): Pod[] {
  return objects.filter(({ kind }) => RUNNERS.includes(kind)).map((object) => {
    const { spec } = object.kind === "CronJob"
      ? object.spec.jobTemplate.spec.template
      : object.spec.template;
    return { object, spec, containers: [...spec.initContainers ?? [], ...spec.containers] };
  });
}

function everyContainer(isGood: (container: Any) => boolean): Check {
  return (objects) =>
    podsOf(objects).flatMap(({ containers }) => containers.filter((one) => !isGood(one)));
}

function everyPod(isGood: (pod: Pod) => boolean): Check {
  return (objects) => podsOf(objects).filter((pod) => !isGood(pod));
}

function mayDoMore({ securityContext }: Any): boolean {
  return securityContext.privileged || securityContext.capabilities?.add?.includes("SYS_ADMIN");
}

const KUBERNETES: Readonly<Record<string, Check>> = {
  "no-privilege-escalation": everyContainer((one) =>
    mayDoMore(one) || one.securityContext.allowPrivilegeEscalation === false
  ),
  "capabilities-dropped": everyContainer((one) =>
    one.securityContext.privileged || one.securityContext.capabilities.drop.includes("ALL")
  ),
  "seccomp": everyPod(({ spec }) => spec.securityContext.seccompProfile.type === "RuntimeDefault"),
  "no-host-processes": everyPod(({ spec }) => !spec.hostPID && !spec.hostIPC),
  "cpu-limits": everyContainer(({ resources }) => resources.requests.cpu && resources.limits.cpu),
  "memory-limits": everyContainer(({ resources }) =>
    resources.requests.memory && resources.limits.memory
  ),
  "no-token": everyPod(({ spec }) =>
    spec.automountServiceAccountToken === false || spec.serviceAccountName !== undefined
  ),
  "matching-selectors": (objects) =>
    objects.filter(({ kind }) => ["Deployment", "StatefulSet"].includes(kind)).filter(({ spec }) =>
      Object.entries(spec.selector.matchLabels).some(([key, value]) =>
        spec.template.metadata.labels[key] !== value
      )
    ),
  "no-unsafe-settings": (objects) =>
    podsOf(objects).filter(({ spec, containers }) =>
      spec.securityContext.sysctls ||
      containers.some(({ securityContext }) => securityContext.procMount)
    ),
  "no-bare-pods": (objects) =>
    objects.filter(({ kind }) => ["Pod", "ReplicaSet", "ReplicationController"].includes(kind)),
  "common-labels": (objects, { name }) =>
    objects.filter(({ metadata: { labels } }) =>
      labels?.["app.kubernetes.io/part-of"] !== name ||
      labels?.["app.kubernetes.io/managed-by"] !== "celestra"
    ),
  "unique-variables": everyContainer(({ env = [] }) =>
    new Set(env.map(({ name }: Any) => name)).size === env.length
  ),
  "current-versions": (objects) => objects.filter(({ apiVersion }) => !VERSIONS.has(apiVersion)),
};

function everyService(isGood: (service: Any) => boolean): Check {
  return ([file]) => Object.values(file.services).filter((one) => !isGood(one));
}

const COMPOSE: Readonly<Record<string, Check>> = {
  "no-privilege-escalation": everyService((one) =>
    one.privileged || one.cap_add?.includes("SYS_ADMIN") ||
    one.security_opt.includes("no-new-privileges:true")
  ),
  "capabilities-dropped": everyService((one) => one.privileged || one.cap_drop.includes("ALL")),
  "no-host-processes": everyService(({ pid, ipc }) => pid !== "host" && ipc !== "host"),
  "cpu-limits": everyService((one) => Number(one.cpus ?? one.deploy?.resources.limits.cpus) > 0),
  "memory-limits": everyService((one) =>
    (one.mem_limit ?? one.deploy?.resources.limits.memory) !== undefined
  ),
  "no-unsafe-settings": everyService((one) => !one.sysctls),
  "no-compose-version": ([file]) => "version" in file ? [file] : [],
  "compose-limits": everyService((one) =>
    (one.pids_limit ?? one.deploy?.resources.limits.pids) > 0 && one.logging.options["max-size"]
  ),
  "compose-loopback": everyService(({ ports = [] }) =>
    ports.every((port: Any) =>
      typeof port === "string" ? port.startsWith("127.0.0.1:") : port.host_ip === "127.0.0.1"
    )
  ),
};

const CHECKS = { kubernetes: KUBERNETES, compose: COMPOSE };

for (const output of ["kubernetes", "compose"] as const) {
  const checks = CHECKS[output];

  Deno.test(`[${output}] there is a check of every rule that no workflow can break`, () => {
    const own = BUILT_IN.filter(({ outputs }) => outputs.includes(output)).map(({ id }) => id);
    assert.deepEqual(Object.keys(checks).sort(), own.sort());
  });

  Deno.test(`[${output}] no workflow can break what is built in`, () => {
    let [rendered, looked] = [0, 0];
    fc.assert(
      fc.property(workflows, (workflow) => {
        fc.pre(!isCustom(workflow) && faultsOf(workflow).length === 0);
        const objects = objectsOf(workflow, output);
        if (!objects) return;
        rendered++;
        looked += podsOf(objects).length + Object.keys(objects[0]?.services ?? {}).length;
        for (const [id, check] of Object.entries(checks)) {
          assert.deepEqual(check(objects, workflow), [], id);
        }
      }),
      { numRuns: 150 },
    );
    // Otherwise the property says little.
    assert.ok(rendered > 40 && looked > 30, `${rendered} rendered, ${looked} containers`);
  });
}

/** Nobody looks into custom resources; the rule custom-workload says so. */
function isCustom({ nodes }: Workflow): boolean {
  return [...nodes.values()].some(({ component }) => component === "custom-resource");
}

/** The objects of a workflow, or nothing where the output refuses it. */
function objectsOf(workflow: Workflow, output: string): readonly Any[] | undefined {
  const generator = generators.get(output)!;
  const plan = planOf(workflow, { components, catalogue: CATALOGUE });
  if (generator.problems(plan).length > 0) return undefined;
  return generator.generate(plan).files.filter(({ path }) => path.endsWith(".yaml"))
    .filter(({ path }) => output !== "compose" || path === "compose.yaml")
    .flatMap(({ text }) => parseAllDocuments(text).map((document) => document.toJS()));
}
