import type { Json } from "../../../model/json.ts";
import { set } from "../../yaml/put.ts";
import {
  argumentsOf,
  dropped,
  type Handler,
  type Methods,
  plainText,
  putFormat,
  type Step,
  textsOf,
} from "../step.ts";

const listed = (field: string): Handler => (step) => {
  const known = (step.node.config[field] ?? []) as Json[];
  const outcome = putFormat(step, [field], step.call.positional[0], "object-name");
  const name = step.node.config[field];
  if (outcome === undefined) set(step.node, [field], [...known, name!]);
  return outcome;
};

/** The calls of service accounts. */
export const SERVICE_ACCOUNT: Methods = {
  add_secret: listed("secrets"),
  add_image_pull_secret: listed("pullSecrets"),
  automount_token: ({ node, call }) => {
    set(node, ["automount"], (call.positional[0] ?? call.named.get("enabled")) === true);
    return undefined;
  },
};

function addRule({ node }: Step, rule: Record<string, Json>): undefined {
  set(node, ["rules"], [...(node.config["rules"] ?? []) as Json[], rule]);
  return undefined;
}

/** The group without a name is called core. */
function groupsOf(names: readonly string[]): { apiGroups?: string[] } {
  const groups = names.map((name) => name === "" ? "core" : name);
  return groups.length === 1 && groups[0] === "core" ? {} : { apiGroups: groups };
}

const allow = (...verbs: readonly string[]): Handler => (step) => {
  const resources = textsOf([...step.call.positional]);
  if (!resources || resources.length === 0) return dropped("it must name resources by text");
  const group = plainText(step.call.named.get("api_group")) ?? "";
  return addRule(step, { ...groupsOf([group]), resources, verbs: [...verbs] });
};

/** The calls of roles. */
export const ROLE: Methods = {
  add_rule: (step) => {
    const args = argumentsOf(step.call, "api_groups", "resources", "verbs", "resource_names");
    const [groups, resources, verbs] = [args["api_groups"], args["resources"], args["verbs"]]
      .map(textsOf);
    if (!groups || !resources || !verbs) return dropped("a rule is three lists of texts");
    const names = textsOf(args["resource_names"]);
    return addRule(step, {
      ...groupsOf(groups),
      resources,
      verbs,
      ...(names?.length ? { resourceNames: names } : {}),
    });
  },
  allow_get: allow("get"),
  allow_list: allow("list"),
  allow_watch: allow("watch"),
  allow_create: allow("create"),
  allow_update: allow("update"),
  allow_patch: allow("patch"),
  allow_delete: allow("delete"),
  allow_all: allow("*"),
  allow_read_only: allow("get", "list", "watch"),
};

/** What a binding gives: the role node, and what its subjects become. */
export const BINDING: Methods = {
  bind_role: () => undefined,
  bind_cluster_role: () => undefined,
  to_service_account: ({ world, node, call }) => {
    const identity = world.named(String(call.positional[0]), "service-account");
    if (!identity) return dropped("the account is not in this program");
    world.join(node, "permissions", identity, "permissions");
    return undefined;
  },
  to_user: (step) => subject(step, "User"),
  to_group: (step) => subject(step, "Group"),
};

function subject({ node, call }: Step, kind: string): undefined {
  const known = (node.config["subjects"] ?? []) as Json[];
  set(node, ["subjects"], [...known, { kind, name: plainText(call.positional[0]) ?? "" }]);
  return undefined;
}
