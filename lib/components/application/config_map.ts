import { type Component, defineComponent } from "../component.ts";
import { fieldsOf } from "../fields.ts";
import { mountedFields } from "./mounted.ts";

/** Settings as text, given to apps as variables or files. */
export const configMap: Component = defineComponent({
  id: "config-map",
  title: "Config map",
  description: "Settings as text, given to apps as variables or files.",
  category: "Configuration",
  outputs: { data: { type: "settings", title: "Data" } },
  inputs: {},
  config: (z) => {
    const f = fieldsOf(z);
    return f.object({
      data: f.map("config-key", z.string(), "Data", "The settings: names and texts."),
      binaryData: f.map(
        "config-key",
        f.of("base64", "Content", "The file in base64."),
        "Binary files",
        "Files that are no text, in base64; they never become variables.",
        { tier: "expert" },
      ).exactOptional(),
      mount: f.choice(
        ["env", "file", "both"],
        "Mount",
        "Whether consumers get variables, files or both.",
      )
        .default("env"),
      ...mountedFields(f, ["/etc/config", "/var/config", "/app/config", "/config"], [
        "0644",
        "0640",
        "0600",
        "0755",
      ]),
      reload: f.choice(["roll", "none"], "Reload", "Whether a change restarts its consumers.", {
        tier: "advanced",
      }).default("roll"),
      immutable: f.flag("Immutable", "Whether the cluster refuses changes.", { tier: "expert" })
        .exactOptional(),
      labels: f.labels("Labels", "Labels of the ConfigMap.", { tier: "advanced" }).exactOptional(),
    });
  },
  resources: (node, { path, mode, ...config }) => [{
    kind: "setting",
    node: node.id,
    at: [],
    path: path ?? `/etc/config/${node.id}`,
    mode: mode ?? "0644",
    ...config,
  }],
});
