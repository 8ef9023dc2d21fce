import { POD_SECURITY, type PodSecurity } from "./environment.ts";
import type { Path } from "./json.ts";
import { error, type Problem } from "./problem.ts";
import type { ContainerPort, Plan, Resource, Task, Workload } from "./resource.ts";

/** Linux capabilities that each standard lets a container add. */
const CAPABILITIES: Readonly<Record<PodSecurity, readonly string[] | undefined>> = {
  restricted: ["NET_BIND_SERVICE"],
  baseline: (
    "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID " +
    "SETPCAP SETUID SYS_CHROOT"
  ).split(" "),
  privileged: undefined,
};

/**
 * What breaks the Pod Security Standards (kubernetes.io/docs/concepts/security/
 * pod-security-standards): a node that asks for more than its own standard, and a standard under
 * that of the destination.
 */
export function podSecurityProblems(plan: Plan): Problem[] {
  return [
    ...plan.resources.flatMap(standardProblems),
    ...plan.resources.filter(isContainer).flatMap((container) => levelProblems(plan, container)),
  ];
}

/** What asks for more than the standard that it says it keeps. */
export function standardProblems(resource: Resource): Problem[] {
  if (!isContainer(resource)) return [];
  return [
    ...userProblems(resource),
    ...capabilityProblems(resource),
    ...hostPortProblems(resource),
  ];
}

function userProblems({ node, podSecurity, user }: Workload | Task): Problem[] {
  if (podSecurity !== "restricted" || user !== 0) return [];
  const message = "The restricted standard forbids the root user, 0; use another number";
  return [refusal(node, ["user"], message)];
}

function capabilityProblems(container: Workload | Task): Problem[] {
  const { node, podSecurity, capabilities = [] } = container;
  const allowed = CAPABILITIES[podSecurity];
  return capabilities.flatMap((capability, index) => {
    if (!allowed || allowed.includes(capability)) return [];
    const message = `The ${podSecurity} standard allows only ${allowed.join(", ")}, ` +
      `not ${capability}`;
    return [refusal(node, ["capabilities", index], message)];
  });
}

function hostPortProblems(container: Workload | Task): Problem[] {
  const { node, podSecurity, sidecars = [] } = container;
  if (podSecurity === "privileged") return [];
  const check = (at: Path, ports: readonly ContainerPort[] = []) =>
    ports.flatMap(({ hostPort }, index) => {
      if (hostPort === undefined) return [];
      const message = "A host port needs podSecurity: privileged on this node";
      return [refusal(node, [...at, "ports", index, "hostPort"], message)];
    });
  return [
    ...(container.kind === "workload" ? check([], container.ports) : []),
    ...sidecars.flatMap(({ ports }, index) => check(["sidecars", index], ports)),
  ];
}

function refusal(node: string, path: Path, message: string): Problem {
  return error("pod_security", ["spec", "nodes", node, "config", ...path], message, { node });
}

function levelProblems(plan: Plan, { node, podSecurity }: Workload | Task): Problem[] {
  if (POD_SECURITY.indexOf(podSecurity) >= POD_SECURITY.indexOf(plan.podSecurity)) return [];
  const where = plan.environment === undefined
    ? "without an environment only restricted is allowed"
    : `the environment ${plan.environment} allows nothing under ${plan.podSecurity}`;
  const message = `"${node}" asks for the ${podSecurity} standard, but ${where}; ` +
    `set spec.podSecurity: ${podSecurity} in an environment to allow it`;
  return [refusal(node, ["podSecurity"], message)];
}

function isContainer(resource: Resource): resource is Workload | Task {
  return resource.kind === "workload" || resource.kind === "task";
}
