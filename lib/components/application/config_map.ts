import { type Component, defineComponent } from "../component.ts";
import { fieldsOf } from "../fields.ts";

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
    const files = { field: "mount", in: ["file", "both"] };
    return f.object({
      data: f.map("config-key", z.string(), "Data", "The settings: names and texts."),
      mount: f.choice(
        ["env", "file", "both"],
        "Mount",
        "Whether consumers get variables, files or both.",
      )
        .default("env"),
      path: f.of("path", "Folder", "Where the files are mounted.", {
        tier: "advanced",
        presets: ["/etc/config", "/var/config", "/app/config", "/config"],
        when: files,
      }).exactOptional(),
      mode: f.of("file-mode", "File mode", "The permissions of the files.", {
        tier: "advanced",
        presets: ["0644", "0640", "0600", "0755"],
        when: files,
      }).exactOptional(),
      subPath: f.of(
        "config-key",
        "Single file",
        "Mounts only this key, as a file at the folder's path.",
        {
          tier: "expert",
          when: files,
        },
      ).exactOptional(),
      reload: f.choice(["roll", "none"], "Reload", "Whether a change restarts its consumers.", {
        tier: "advanced",
      }).default("roll"),
      immutable: f.flag("Immutable", "Whether the cluster refuses changes.", { tier: "expert" })
        .exactOptional(),
      labels: f.map(
        "label-key",
        f.of("label-value", "Value", "The value of the label."),
        "Labels",
        "Labels of the ConfigMap.",
        { tier: "advanced" },
      ).exactOptional(),
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
