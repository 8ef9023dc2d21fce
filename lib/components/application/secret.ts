import { type Component, defineComponent } from "../component.ts";
import { fieldsOf } from "../fields.ts";
import { mountedFields } from "./mounted.ts";

const NAMES_ONLY = "holds no values here: list names in keys, and set a value with " +
  "`celestra secret set <workflow> <node> <KEY> --env <environment> --stdin`";

/** Names of secret values; the values live outside Git. */
export const secret: Component = defineComponent({
  id: "secret",
  title: "Secret",
  description: "Names of secret values, such as passwords. The values themselves never enter Git.",
  category: "Configuration",
  outputs: { data: { type: "settings", title: "Data" } },
  inputs: {},
  config: (z) => {
    const f = fieldsOf(z);
    return f.object({
      keys: f.list(
        f.of("secret-key", "Key", "The name of a value."),
        "Keys",
        "The names of the values.",
        { presets: [["PASSWORD"], ["tls.crt", "tls.key"]], unique: true },
      ).min(1),
      mount: f.choice(
        ["file", "env", "both"],
        "Mount",
        "Whether consumers get files, variables or both; files are safer.",
      ).default("file"),
      ...mountedFields(f, ["/etc/secrets", "/var/secrets", "/app/secrets", "/config/secrets"], [
        "0400",
        "0440",
        "0444",
      ]),
      secretName: f.of(
        "object-name",
        "Secret name",
        "The Secret in the cluster; the node's id without.",
        {
          tier: "advanced",
        },
      ).exactOptional(),
      optional: f.flag("Optional", "Whether consumers start without it.", { tier: "expert" })
        .exactOptional(),
      data: f.refused(NAMES_ONLY),
      stringData: f.refused(NAMES_ONLY),
      values: f.refused(NAMES_ONLY),
      value: f.refused(NAMES_ONLY),
    });
  },
  resources: (node, { keys, path, mode, mount, secretName, optional }) => [{
    kind: "secret",
    node: node.id,
    at: [],
    keys,
    mount,
    path: path ?? `/etc/secrets/${node.id}`,
    mode: mode ?? "0444",
    ...(secretName === undefined ? {} : { secretName }),
    ...(optional === undefined ? {} : { optional }),
  }],
});
