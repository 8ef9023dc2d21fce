import { type Component, defineComponent } from "../component.ts";
import { fieldsOf } from "../fields.ts";

/** The account that apps and jobs run under. */
export const serviceAccount: Component = defineComponent({
  id: "service-account",
  title: "Service account",
  description: "The account that apps and jobs run under; roles say what it may do.",
  category: "Access",
  outputs: { identity: { type: "identity", title: "Identity" } },
  inputs: { permissions: { type: "permission", title: "Permissions", many: true } },
  config: (z) => {
    const f = fieldsOf(z);
    const advanced = { tier: "advanced" } as const;
    const secretNames = (title: string, description: string, tier: "basic" | "expert") =>
      f.list(f.of("object-name", "Name", "The name of a Secret."), title, description, {
        tier,
        unique: true,
      }).exactOptional();
    return f.object({
      existing: f.of(
        "object-name",
        "Existing account",
        "An account that is already in the namespace; a new one, named after the node, without.",
        { ...advanced, presets: ["default"] },
      ).exactOptional(),
      automount: f.flag(
        "Token",
        "Whether containers get a token of the account; without a word, those of an existing account or of one with roles do.",
        advanced,
      ).exactOptional(),
      pullSecrets: secretNames(
        "Pull secrets",
        "Secrets in the cluster that open the registry.",
        "basic",
      ),
      secrets: secretNames("Secrets", "Secrets that the account speaks of.", "expert"),
      labels: f.labels("Labels", "Labels of the account.").exactOptional(),
      annotations: f.map(
        "label-key",
        z.string(),
        "Annotations",
        "Annotations of the account, such as eks.amazonaws.com/role-arn for an identity of the cloud.",
        {
          ...advanced,
          examples: [
            { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/shop" },
            { "iam.gke.io/gcp-service-account": "shop@acme.iam.gserviceaccount.com" },
            { "azure.workload.identity/client-id": "00000000-0000-0000-0000-000000000000" },
          ],
        },
      ).exactOptional(),
    });
  },
  resources: (node, config) => {
    const permissions = node.providers("permissions").map((provider) => provider.node.id);
    const automount = config.existing !== undefined || permissions.length > 0;
    return [{ kind: "identity", node: node.id, at: [], automount, permissions, ...config }];
  },
});
