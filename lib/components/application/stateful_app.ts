import type { Task } from "../../model/resource.ts";
import { type Component, defineComponent, type PlacedNode } from "../component.ts";
import { fieldsOf } from "../fields.ts";
import { CONTAINER_INPUTS, containerOf } from "./container.ts";
import { idsOf } from "./joined.ts";
import { ENDPOINT_OUTPUT, endpointOf, workloadFields } from "./workload.ts";

/** A program that keeps data: each replica has a name and a volume of its own. */
export const statefulApp: Component = defineComponent({
  id: "stateful-app",
  title: "Stateful app",
  description: "A program that keeps data: a database, a cache, a queue.",
  category: "Applications",
  outputs: ENDPOINT_OUTPUT,
  inputs: {
    ...CONTAINER_INPUTS,
    monitoring: { type: "monitoring", title: "Monitoring", many: true },
  },
  config: (z) => {
    const f = fieldsOf(z);
    return f.object({
      ...workloadFields(z),
      replicas: f.whole([1, 1000], "Replicas", "How many run at the same time.", {
        presets: [1, 3, 5, 7],
      }).default(1),
      storage: f.of("quantity", "Storage", "The size of the volume of each replica.", {
        presets: ["1Gi", "5Gi", "10Gi", "20Gi", "50Gi", "100Gi"],
      }).exactOptional(),
      mountPath: f.of("path", "Mount path", "Where the volume is mounted.", {
        tier: "advanced",
        presets: ["/data", "/var/lib/postgresql/data", "/var/lib/mysql", "/opt/data", "/mnt"],
      }).default("/data"),
      headless: f.flag("Headless", "Whether each replica has a name of its own.").default(true),
      updateStrategy: f.choice(
        ["RollingUpdate", "OnDelete"],
        "Update strategy",
        "Replaces replicas by itself, or when someone deletes them.",
        { tier: "advanced" },
      ).exactOptional(),
      partition: f.whole(
        [0, 1000],
        "Partition",
        "Replicas below this number keep the old version.",
        {
          tier: "advanced",
          presets: [0, 1, 2, 3],
        },
      ).exactOptional(),
      podManagement: f.choice(
        ["OrderedReady", "Parallel"],
        "Pod management",
        "Starts replicas one after the other, or all at once.",
        { tier: "advanced" },
      ).exactOptional(),
      backup: f.object(
        {
          schedule: f.of("cron", "Schedule", "When the backup runs.", {
            presets: ["0 2 * * *", "0 2 * * 0", "0 2 1 * *"],
          }),
          image: f.of("image", "Image", "The image that makes the backup."),
          command: f.list(
            z.string(),
            "Command",
            "Makes the backup; the volume is mounted read-only at the mount path.",
          ),
          retention: f.whole([1, 3650], "Retention", "Days to keep it: BACKUP_RETENTION_DAYS.", {
            presets: [7, 30, 90, 365],
          }).exactOptional(),
          location: f.text("Location", "Where it goes: BACKUP_LOCATION.", {
            presets: ["s3://backups/db", "gs://backups/db", "azure://backups/db", "file:///backup"],
          }).exactOptional(),
        },
        "Backup",
        "Runs a command of yours on a schedule.",
        { tier: "advanced" },
      )
        .exactOptional(),
    });
  },
  resources: (node, { backup, ...config }) => {
    const container = containerOf(node, config);
    const monitors = idsOf(node.providers("monitoring"));
    return [
      { kind: "workload", node: node.id, at: [], stateful: true, monitors, ...container },
      ...endpointOf(node, config),
      ...(backup ? [backupOf(node, backup, container)] : []),
    ];
  },
});

/** The backup runs as its database does, and sees what it sees. */
function backupOf(
  node: PlacedNode,
  backup: Pick<Task, "schedule" | "image" | "command" | "retention" | "location">,
  container: ReturnType<typeof containerOf>,
): Task {
  const { user, group, podSecurity, settings, variables, addresses } = container;
  const { resources, writableSize, policies } = container;
  return {
    kind: "task",
    node: node.id,
    at: ["backup"],
    suffix: "backup",
    ...backup,
    volumeOf: node.id,
    user,
    ...(group === undefined ? {} : { group }),
    podSecurity,
    settings,
    variables,
    addresses,
    after: [],
    policies,
    resources,
    writableSize,
    readOnly: true,
  };
}
