import type { Path } from "../../model/json.ts";

const NO_FOLDERS = "the container has no writable folders of their own";

/** Why a property that nothing asked for has no place in the program, by its name. */
const REASONS: Readonly<Record<string, string>> = {
  after: "the library orders nothing on Kubernetes",
  allows: "no node is bound by it",
  bind: "the library gives this container none of it",
  labels: "the library writes no object of it",
  writable: NO_FOLDERS,
  writableSize: NO_FOLDERS,
};

/** Why a property is dropped. */
export function reasonOf(path: Path): string {
  const [field] = path;
  return (typeof field === "string" && Object.hasOwn(REASONS, field) && REASONS[field]) ||
    "the library has no call for it";
}
