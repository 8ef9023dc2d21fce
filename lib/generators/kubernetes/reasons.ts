import type { Path } from "../../model/json.ts";

const NO_STORAGE = "the workload has no storage";
const NOT_CONSUMED = "no node takes it as a file";

/** Why a property that nothing asked for has no place in a manifest, by the name of the property. */
const REASONS: Readonly<Record<string, string>> = {
  accessMode: NO_STORAGE,
  build: "Kubernetes runs images: build and push the image, then name it",
  headless: "the workload has no replicas with names of their own",
  keys: "no node takes the secret",
  mode: NOT_CONSUMED,
  mount: "no node takes it",
  mountPath: NO_STORAGE,
  optional: "no node takes the secret",
  partition: "only stateful workloads have it",
  path: NOT_CONSUMED,
  podManagement: "only stateful workloads have it",
  reload: "no node takes it",
  rollout: "a stateful workload is replaced as its update strategy says",
  secretName: "no node takes the secret",
  storageClass: NO_STORAGE,
  subPath: NOT_CONSUMED,
  updateStrategy: "only stateful workloads have it",
  writableSize: "the container has no writable folders of their own",
};

/** Why a property is dropped. */
export function reasonOf(path: Path): string {
  const [field] = path;
  return (typeof field === "string" && Object.hasOwn(REASONS, field) && REASONS[field]) ||
    "a manifest has no place for it";
}
