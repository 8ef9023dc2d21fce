import { type Component, defineComponent } from "../component.ts";
import { type Fields, fieldsOf } from "../fields.ts";
import { mountedFields } from "./mounted.ts";

const NAMES_ONLY = "holds no values here: list names in keys, and set a value with " +
  "`celestra secret set <workflow> <node> <KEY> --env <environment> --stdin`";

/** Sources for which an object is made. */
const MADE = { field: "source", in: ["external", "sealed"] };

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
      source: f.choice(
        ["existing", "external", "sealed", "sops"],
        "Source",
        "Where the values come from: a Secret that is there, a store that an operator reads, or a " +
          "file in Git that only the cluster can open.",
        { tier: "advanced" },
      ).default("existing"),
      external: externalField(f),
      sealed: f.map(
        "config-key",
        f.of("sealed", "Closed value", "What kubeseal wrote for the value."),
        "Sealed values",
        "Values that only the cluster can open, by key, as kubeseal writes them.",
        { when: { field: "source", in: ["sealed"] } },
      ).exactOptional(),
      sealedScope: f.choice(
        ["strict", "namespace-wide", "cluster-wide"],
        "Sealed for",
        "Where the values can be opened: under this name, in this namespace, or anywhere.",
        { tier: "advanced", when: { field: "source", in: ["sealed"] } },
      ).exactOptional(),
      sops: f.of("sops", "SOPS file", "The whole file of the Secret, as SOPS encrypted it.", {
        when: { field: "source", in: ["sops"] },
      }).exactOptional(),
      type: f.of("label-key", "Type", "The type of the Secret; Opaque without.", {
        tier: "expert",
        when: MADE,
        presets: [
          "kubernetes.io/tls",
          "kubernetes.io/basic-auth",
          "kubernetes.io/ssh-auth",
        ],
      }).exactOptional(),
      labels: f.labels("Labels", "Labels of the object that brings the values.", {
        tier: "advanced",
        when: MADE,
      }).exactOptional(),
      optional: f.flag("Optional", "Whether consumers start without it.", { tier: "expert" })
        .exactOptional(),
      data: f.refused(NAMES_ONLY),
      stringData: f.refused(NAMES_ONLY),
      values: f.refused(NAMES_ONLY),
      value: f.refused(NAMES_ONLY),
    });
  },
  resources: (
    node,
    { path, mode, data: _, stringData: __, values: ___, value: ____, ...config },
  ) => [{
    kind: "secret",
    node: node.id,
    at: [],
    path: path ?? `/etc/secrets/${node.id}`,
    mode: mode ?? "0444",
    ...config,
  }],
});

function externalField(f: Fields) {
  const entry = f.of("store-entry", "Entry", "The entry of the store.");
  return f.object(
    {
      store: f.object(
        {
          name: f.of("object-name", "Name", "The name of the store.", { presets: ["vault"] }),
          kind: f.choice(
            ["SecretStore", "ClusterSecretStore"],
            "Kind",
            "Whether it belongs to the namespace or to the cluster.",
          ).default("SecretStore"),
        },
        "Store",
        "The store of the External Secrets Operator; that of the environment without.",
      ).exactOptional(),
      entry: f.of(
        "store-entry",
        "Entry",
        "The entry of the store that holds the keys; the node's id without.",
        { presets: ["shop/database"] },
      ).exactOptional(),
      keys: f.map(
        "config-key",
        f.object({
          entry,
          property: f.of("store-entry", "Property", "The part of the entry; all of it without.")
            .exactOptional(),
        }),
        "Keys",
        "Where single keys are found instead, by key.",
        { tier: "advanced" },
      ).exactOptional(),
      refresh: f.of("duration", "Refresh", "How often the values are fetched anew.", {
        presets: ["15m", "1h", "24h"],
      }).default("1h"),
    },
    "External",
    "Where the operator finds the values.",
    { when: { field: "source", in: ["external"] } },
  ).exactOptional();
}
