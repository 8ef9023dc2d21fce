import { type Component, defineComponent } from "../component.ts";
import { type Fields, fieldsOf } from "../fields.ts";

/** What an account may do with the objects of the cluster. */
export const role: Component = defineComponent({
  id: "role",
  title: "Role",
  description: "What accounts may do with the objects of the cluster.",
  category: "Access",
  outputs: { permissions: { type: "permission", title: "Permissions" } },
  inputs: {},
  config: (z) => {
    const f = fieldsOf(z);
    const advanced = { tier: "advanced" } as const;
    const clusterWide = { when: { field: "scope", in: ["cluster"] } };
    return f.object({
      scope: f.choice(
        ["namespace", "cluster"],
        "Scope",
        "Whether it is a Role of the namespace or a ClusterRole. A ClusterRole is named <namespace>-<node>, so that two environments in one cluster have one each.",
      ).default("namespace"),
      rules: rulesField(f),
      existing: f.of(
        "role-name",
        "Existing role",
        "A ClusterRole that is already in the cluster, instead of rules.",
        { ...clusterWide, presets: ["view", "edit", "admin"] },
      ).exactOptional(),
      binding: f.choice(
        ["namespace", "cluster"],
        "Binding",
        "Where accounts may do it: in the namespace, which is meant without a word, or everywhere.",
        { ...advanced, ...clusterWide },
      ).exactOptional(),
      aggregate: f.labels(
        "Aggregation",
        "Labels of ClusterRoles whose rules it gathers, instead of rules of its own.",
        { tier: "expert", ...clusterWide },
      ).exactOptional(),
      subjects: f.list(
        f.object({
          kind: f.choice(["User", "Group"], "Kind", "Whether it is a person or a group."),
          name: f.text("Name", "Its name, as the cluster knows it."),
        }),
        "Subjects",
        "People and groups of the cluster that may do it as well.",
        { ...advanced, examples: [[{ kind: "Group", name: "developers" }]] },
      ).exactOptional(),
      labels: f.labels("Labels", "Labels of the role.", advanced).exactOptional(),
      annotations: f.map(
        "label-key",
        z.string(),
        "Annotations",
        "Annotations of the role.",
        advanced,
      )
        .exactOptional(),
      finalizers: f.list(
        f.of("finalizer", "Name", "Who must agree."),
        "Finalizers",
        "Who must agree before the role is deleted.",
        { tier: "expert", unique: true },
      ).exactOptional(),
    });
  },
  resources: (node, config) => [{
    kind: "permission",
    node: node.id,
    at: [],
    binding: "namespace",
    identities: node.consumers("permissions").map((consumer) => consumer.node.id),
    ...config,
  }],
});

function rulesField(f: Fields) {
  const rule = f.object({
    apiGroups: f.list(
      f.of("api-group", "Group", "A group of the API; core is the one without a name.", {
        presets: [
          "core",
          "apps",
          "batch",
          "networking.k8s.io",
          "rbac.authorization.k8s.io",
          "storage.k8s.io",
        ],
      }),
      "API groups",
      "The groups of the API; core without.",
      { unique: true },
    ).exactOptional(),
    resources: f.list(
      f.of("api-resource", "Resource", "A kind of object, in lower case and plural.", {
        presets: [
          "pods",
          "pods/log",
          "services",
          "deployments",
          "configmaps",
          "secrets",
          "persistentvolumes",
        ],
      }),
      "Resources",
      "The kinds of objects.",
      { unique: true },
    ).exactOptional(),
    verbs: f.list(
      f.of("verb", "Verb", "What may be done.", {
        presets: [
          "get",
          "list",
          "watch",
          "create",
          "update",
          "patch",
          "delete",
          "deletecollection",
        ],
      }),
      "Verbs",
      "What may be done with them.",
      { unique: true, presets: [["get", "list", "watch"]] },
    ).min(1),
    resourceNames: f.list(
      f.text("Name", "The name of an object."),
      "Names",
      "The only objects that it speaks of, by name; every one without.",
      { tier: "advanced", unique: true },
    ).exactOptional(),
    nonResourceURLs: f.list(
      f.of("api-path", "Path", "A path of the API server."),
      "Paths",
      "Paths of the API server, instead of objects; only of a role of the whole cluster.",
      { tier: "expert", unique: true, presets: [["/healthz"], ["/metrics"]] },
    ).exactOptional(),
  });
  return f.list(rule, "Rules", "What may be done with which objects.", {
    examples: [[{ resources: ["configmaps"], verbs: ["get", "list", "watch"] }]],
  }).exactOptional();
}
