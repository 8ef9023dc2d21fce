/** Keys that nothing in a workflow holds, by their name, and why. */
const REASONS: Readonly<Record<string, string>> = {
  annotations: "labels of a service become those of its node",
  cache_from: "how an image is built is up to whoever builds it",
  cgroup: "a node shares nothing of the host",
  command: "it is no command",
  credential_spec: "there is no component for it",
  develop: "it is about writing the program, not about running it",
  device_cgroup_rules: "a node sees no devices of the host",
  devices: "a node sees no devices of the host but GPUs",
  dns: "names are resolved by the cluster",
  dns_opt: "names are resolved by the cluster",
  dns_search: "names are resolved by the cluster",
  domainname: "its name is that of its node",
  driver: "the size and class of a volume say how it is made",
  driver_opts: "the size and class of a volume say how it is made",
  endpoint_mode: "Services choose how they reach replicas",
  external_links: "connections say who reaches whom",
  extra_hosts: "names are resolved by the cluster",
  ipam: "addresses are given by the cluster",
  ipc: "a node shares nothing of the host",
  ipv4_address: "addresses are given by the cluster",
  ipv6_address: "addresses are given by the cluster",
  isolation: "there is no component for it",
  links: "connections say who reaches whom",
  logging: "an observability node says how it logs",
  mac_address: "addresses are given by the cluster",
  mem_swappiness: "a cluster does not swap",
  memswap_limit: "a cluster does not swap",
  oom_kill_disable: "limits always hold",
  oom_score_adj: "limits always hold",
  pid: "a node shares nothing of the host",
  placement: "placement of a node says it in the words of Kubernetes",
  platform: "an image is run as it is",
  restart_policy: "an app is always started again",
  rollback_config: "a rollout strategy says how a version is replaced",
  runtime: "there is no component for it",
  shm_size: "a writable folder at /dev/shm can be as large",
  start_interval: "checks are made at one pace",
  stdin_open: "nobody types into it",
  storage_opt: "there is no component for it",
  sysctls: "a node sets nothing of the host's kernel",
  tty: "nobody types into it",
  ulimits: "a node sets nothing of the host's kernel",
  update_config: "a rollout strategy says how a version is replaced",
  userns_mode: "a node shares nothing of the host",
  uts: "a node shares nothing of the host",
  volumes_from: "a volume has one node",
};

/** Why a value that nothing took is not taken: the nearest key says it. */
export function reasonOf(path: string): string {
  const keys = path.split(/[.[]/).reverse();
  for (const key of keys) {
    if (Object.hasOwn(REASONS, key)) return REASONS[key]!;
  }
  return keys.some((key) => key.startsWith("x-"))
    ? "an extension means something only to whoever wrote it"
    : NO_PLACE;
}

/** Why a key is not taken of which nothing more is known. */
export const NO_PLACE = "no component has a place for it";
