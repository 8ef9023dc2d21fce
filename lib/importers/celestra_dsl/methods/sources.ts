import { FORMATS } from "../../../model/formats.ts";
import type { Json } from "../../../model/json.ts";
import { set } from "../../yaml/put.ts";
import {
  approximated,
  argumentsOf,
  dropped,
  type Handler,
  jsonOf,
  type Methods,
  type Outcome,
  plainText,
  putFormat,
  type Step,
  textMapOf,
  withheld,
  without,
} from "../step.ts";

/** A call that turns its arguments into the text of one key. */
function entry(become: (value: Json) => string | undefined): Handler {
  return (step) => {
    const [, given] = step.call.positional;
    const value = jsonOf(given ?? [...step.call.named.values()].at(-1));
    const text = value === undefined ? undefined : become(value);
    return put(step, plainText(step.call.positional[0] ?? step.call.named.get("key")), text);
  };
}

function put({ node }: Step, key: string | undefined, text: string | undefined): Outcome {
  if (key === undefined || !FORMATS["config-key"]!.test(key)) {
    return dropped(`it must be ${FORMATS["config-key"]!.expected}`);
  }
  if (text === undefined) return dropped("its value must be text");
  set(node, ["data", key], text);
  return undefined;
}

const lines = (separator: string) => (value: Json): string | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).map(([key, one]) => `${key}${separator}${one}`).join("\n")
    : undefined;

function ini(value: Json): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).flatMap((
    [name, section],
  ) => [`[${name}]`, lines(" = ")(section as Json) ?? "", ""]).join("\n");
}

const mounted: Handler = (step) => {
  const { node, call } = step;
  set(node, ["mount"], node.config["mount"] === "env" ? "both" : "file");
  return putFormat(step, ["path"], call.positional[0], "path");
};

/** Without a call, the library gives a source to nobody; the workflow always does. */
const variables: Handler = ({ node, call }) => {
  const prefix = plainText(call.positional[0] ?? call.named.get("prefix")) ?? "";
  set(node, ["mount"], node.config["mount"] === "file" ? "both" : "env");
  return prefix === "" ? undefined : approximated(`without the prefix ${prefix}`);
};

const FILES = "the file that it reads is not here: paste its text into the node";

/** The calls of settings. */
export const CONFIG_MAP: Methods = {
  add: entry((value) => typeof value === "object" ? undefined : String(value)),
  add_json: entry((value) => JSON.stringify(value, undefined, 2)),
  add_yaml: entry((value) => typeof value === "string" ? value : JSON.stringify(value)),
  add_properties: entry(lines("=")),
  add_ini: entry(ini),
  mount_path: mounted,
  mount_as_env_vars: variables,
  file_permissions: ({ node, call }) => {
    const mode = call.positional[0];
    const text = typeof mode === "number" ? `0${mode.toString(8).padStart(3, "0")}` : "";
    if (!FORMATS["file-mode"]!.test(text)) return dropped("it must be a mode such as 0o644");
    set(node, ["mode"], text);
    return undefined;
  },
  hot_reload: ({ node, call }) => {
    const off = argumentsOf(call, "enabled")["enabled"] === false;
    set(node, ["reload"], off ? "none" : "roll");
    return approximated(off ? "consumers keep the old setting" : "a change rolls the consumers");
  },
  from_file: without(FILES),
  from_directory: without(FILES),
  from_env_file: without(FILES),
  from_template: without(FILES),
  add_toml: without("write the text of the file with add"),
};

/** A workflow holds the names of secrets and never their values. */
const key: Handler = ({ node, call }) => {
  const name = plainText(call.positional[0] ?? call.named.get("key"));
  if (name === undefined || !FORMATS["secret-key"]!.test(name)) {
    return dropped(`it must be ${FORMATS["secret-key"]!.expected}`);
  }
  const keys = (node.config["keys"] ?? []) as string[];
  set(node, ["keys"], keys.includes(name) ? keys : [...keys, name]);
  const value = call.positional[1] ?? call.named.get("value");
  return value === ""
    ? undefined
    : withheld("its value is a secret and is not taken: set it with `celestra secret set`");
};

const pair: Handler = (step) => {
  const { private_key_name, public_key_name, private_key, public_key } = argumentsOf(
    step.call,
    "private_key",
    "public_key",
  );
  const names = [private_key_name ?? private_key, public_key_name ?? public_key]
    .filter((name) => typeof name === "string");
  const keys = (step.node.config["keys"] ?? []) as string[];
  set(step.node, ["keys"], [...new Set([...keys, ...names])]);
  return approximated("the keys are named, and nothing makes them");
};

/** The calls of secrets. */
export const SECRET: Methods = {
  add: key,
  add_binary: key,
  from_file: key,
  generate_password: key,
  generate_random: key,
  generate_rsa_key_pair: pair,
  mount_path: mounted,
  mount_as_env_vars: variables,
  type: (step) => {
    const [type] = step.call.positional;
    if (type === "Opaque") return undefined;
    set(step.node, ["type"], String(type));
    return undefined;
  },
  from_env_file: without(FILES),
  from_vault: (step) => {
    const { path, mapping } = argumentsOf(step.call, "path", "mapping");
    const keys = [...textMapOf(mapping)?.values() ?? []];
    if (keys.length === 0) return dropped(`name the keys of ${plainText(path)} in the node`);
    set(step.node, ["keys"], keys);
    return approximated(`the keys are named; say in the node where ${plainText(path)} is`);
  },
  vault_auth: without("the environment says how to reach its store"),
  from_cloud_parameter_store: without("the environment says where its store is"),
  from_cloud_secrets_manager: without("the environment says where its store is"),
};
