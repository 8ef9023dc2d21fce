import { FORMATS } from "../../../model/formats.ts";
import { set } from "../../yaml/put.ts";
import type { Value } from "../program.ts";
import {
  approximated,
  argumentsOf,
  dropped,
  type Handler,
  type Outcome,
  putFormat,
  putWord,
  type Step,
  textsOf,
  worst,
} from "../step.ts";

/** The volume of every replica. */
export const storage: Handler = (step) => {
  const args = argumentsOf(step.call, "size", "storage_class", "access_modes", "mount_path");
  const modes = textsOf(args["access_modes"]);
  const words = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"];
  const several = modes && modes.length > 1
    ? approximated("only the first access mode")
    : undefined;
  return worst(
    putFormat(step, ["storage"], args["size"], "quantity"),
    typeof args["storage_class"] === "string"
      ? putFormat(step, ["storageClass"], args["storage_class"], "object-name")
      : undefined,
    modes ? putWord(step, ["accessMode"], modes[0], words) : undefined,
    putFormat(step, ["mountPath"], args["mount_path"] ?? "/data", "path"),
    several,
  );
};

const volumes = new WeakMap<object, Map<string, Map<string, Value>>>();

/** A volume that a later call mounts. */
export const placedVolume: Handler = ({ node, call }) => {
  const { name, volume_spec } = argumentsOf(call, "name", "volume_spec");
  const known = volumesOf(node);
  if (typeof name !== "string" || !(volume_spec instanceof Map)) {
    return dropped("a volume has a name and a map");
  }
  known.set(name, volume_spec);
  return undefined;
};

/** Mounts a volume that was added before. */
export const mountVolume: Handler = (step) => {
  const { volume_name, mount_path, read_only } = argumentsOf(
    step.call,
    "volume_name",
    "mount_path",
    "read_only",
  );
  const spec = volumesOf(step.node).get(String(volume_name));
  if (!spec || typeof mount_path !== "string" || !FORMATS["path"]!.test(mount_path)) {
    return dropped("it mounts a volume that was added before, at an absolute path");
  }
  return mount(step, spec, mount_path, read_only === true);
};

function volumesOf(node: object): Map<string, Map<string, Value>> {
  let known = volumes.get(node);
  if (!known) volumes.set(node, known = new Map());
  return known;
}

function mount({ node }: Step, spec: Map<string, Value>, path: string, readOnly: boolean): Outcome {
  const [host, empty, claim] = ["hostPath", "emptyDir", "persistentVolumeClaim"]
    .map((kind) => spec.get(kind));
  const list = (key: string) => (node.config[key] ?? []) as never[];
  if (host instanceof Map && typeof host.get("path") === "string") {
    const folder = { source: host.get("path") as string, path, readOnly };
    set(node, ["hostFolders"], [...list("hostFolders"), folder]);
    return undefined;
  }
  if (empty instanceof Map) {
    const size = empty.get("sizeLimit");
    if (typeof size === "string" && FORMATS["quantity"]!.test(size)) {
      set(node, ["writableSize"], size);
    }
    if (path !== "/tmp") set(node, ["writable"], [...list("writable"), path]);
    return undefined;
  }
  if (!(claim instanceof Map)) return dropped("the workflow has no such volumes");
  const claimName = String(claim.get("claimName"));
  const name = claimName.replace(/[^a-z0-9-]/g, "-").slice(0, 15).replace(/^-+|-+$/g, "");
  const access = readOnly ? "ReadOnlyMany" : "ReadWriteOnce";
  set(node, ["volumes"], [...list("volumes"), { name, path, access, claim: claimName }]);
  return undefined;
}
