import type { KnownAs } from "./rule.ts";

/** A rule that no workflow can break: what we write keeps it, whatever a node asks for. */
export interface BuiltInRule {
  readonly id: string;
  readonly title: string;
  /** The outputs that keep it. */
  readonly outputs: readonly ("kubernetes" | "compose")[];
  readonly known: KnownAs;
}

/** Every rule that no workflow can break; tests hold the rendered files to each. */
export const BUILT_IN: readonly BuiltInRule[] = [
  {
    id: "no-privilege-escalation",
    title: "No process gains privileges, unless its container is privileged or has SYS_ADMIN",
    outputs: ["kubernetes", "compose"],
    known: {
      kubeLinter: ["privilege-escalation-container"],
      polaris: ["privilegeEscalationAllowed"],
      kubescape: ["C-0016"],
    },
  },
  {
    id: "capabilities-dropped",
    title: "All capabilities are dropped that a node does not name, unless it is privileged",
    outputs: ["kubernetes", "compose"],
    known: { kubeLinter: ["drop-net-raw-capability"], kubescape: ["C-0046"] },
  },
  {
    id: "seccomp",
    title: "Every pod has the seccomp profile of its runtime",
    outputs: ["kubernetes"],
    known: { polaris: ["linuxHardening"], kubescape: ["C-0055"] },
  },
  {
    id: "no-host-processes",
    title: "Nobody sees the processes, or the shared memory, of the host",
    outputs: ["kubernetes", "compose"],
    known: {
      kubeLinter: ["host-pid", "host-ipc"],
      polaris: ["hostPIDSet", "hostIPCSet"],
      kubescape: ["C-0038"],
    },
  },
  {
    id: "cpu-limits",
    title: "Every container asks for CPU and has a limit of it",
    outputs: ["kubernetes", "compose"],
    known: {
      kubeLinter: ["unset-cpu-requirements"],
      polaris: ["cpuRequestsMissing", "cpuLimitsMissing"],
      kubescape: ["C-0268", "C-0270"],
    },
  },
  {
    id: "memory-limits",
    title: "Every container asks for memory and has a limit of it",
    outputs: ["kubernetes", "compose"],
    known: {
      kubeLinter: ["unset-memory-requirements"],
      polaris: ["memoryRequestsMissing", "memoryLimitsMissing"],
      kubescape: ["C-0269", "C-0271"],
    },
  },
  {
    id: "no-token",
    title: "No pod mounts a token, unless an account is named or connected",
    outputs: ["kubernetes"],
    known: { polaris: ["automountServiceAccountToken"], kubescape: ["C-0034", "C-0261"] },
  },
  {
    id: "matching-selectors",
    title: "Selectors of workloads match the labels of their pods",
    outputs: ["kubernetes"],
    known: { kubeLinter: ["mismatching-selector"], polaris: ["metadataAndInstanceMismatched"] },
  },
  {
    id: "no-unsafe-settings",
    title: "No sysctls are set, and nothing of /proc is unmasked",
    outputs: ["kubernetes", "compose"],
    known: { kubeLinter: ["unsafe-sysctls", "unsafe-proc-mount"], polaris: ["procMount"] },
  },
  {
    id: "no-bare-pods",
    title: "Every pod belongs to a workload that starts it again",
    outputs: ["kubernetes"],
    known: { kubescape: ["C-0073"] },
  },
  {
    id: "common-labels",
    title: "Every object carries the recommended labels",
    outputs: ["kubernetes"],
    known: { kubescape: ["C-0077"] },
  },
  {
    id: "unique-variables",
    title: "No container gets a variable twice",
    outputs: ["kubernetes"],
    known: { kubeLinter: ["duplicate-env-var"] },
  },
  {
    id: "current-versions",
    title: "Every object has a version of the API that clusters have",
    outputs: ["kubernetes"],
    known: {
      kubeLinter: ["no-extensions-v1beta", "deprecated-service-account-field", "schema-validation"],
    },
  },
  {
    id: "no-compose-version",
    title: "No Compose file has the obsolete field version",
    outputs: ["compose"],
    known: {},
  },
  {
    id: "compose-limits",
    title: "Every service of a Compose file has a limit of processes, and of its log",
    outputs: ["compose"],
    known: {},
  },
  {
    id: "compose-loopback",
    title: "A Compose file publishes ports on this machine only",
    outputs: ["compose"],
    known: {},
  },
];
