import { type Component, defineComponent } from "../component.ts";
import { fieldsOf } from "../fields.ts";
import { CONTAINER_INPUTS } from "./container.ts";
import { COMPLETION_OUTPUT, taskFields, taskOf } from "./task.ts";

/** A program that runs to its end on a schedule. */
export const cronJob: Component = defineComponent({
  id: "cron-job",
  title: "Cron job",
  description: "A program that runs to its end on a schedule: a report, a clean-up.",
  category: "Applications",
  outputs: COMPLETION_OUTPUT,
  inputs: CONTAINER_INPUTS,
  config: (z) => {
    const f = fieldsOf(z);
    return f.object({
      ...taskFields(z),
      schedule: f.of("cron", "Schedule", "When it runs: minute, hour, day, month, weekday.", {
        presets: ["*/15 * * * *", "0 * * * *", "0 2 * * *", "0 2 * * 0", "0 2 1 * *"],
      }),
      timeZone: f.of("time-zone", "Time zone", "Whose clock the schedule means; UTC is safe.", {
        tier: "advanced",
        presets: ["UTC", "America/New_York", "Europe/London", "Asia/Tokyo"],
      }).exactOptional(),
      concurrency: f.choice(
        ["Forbid", "Allow", "Replace"],
        "Concurrency",
        "When a run is due and the last one still runs: skip it, run both, or replace the old one.",
      ).default("Forbid"),
      startingDeadline: f.of(
        "duration",
        "Starting deadline",
        "How late a run may start; it is skipped after that.",
        { tier: "advanced", presets: ["1m", "10m", "1h"] },
      ).exactOptional(),
      successfulHistory: f.whole([0, 1000], "Successful runs", "How many of them are kept.", {
        tier: "advanced",
        presets: [3, 5, 10, 20, 50],
      }).exactOptional(),
      failedHistory: f.whole([0, 1000], "Failed runs", "How many of them are kept.", {
        tier: "advanced",
        presets: [1, 3, 5, 10],
      }).exactOptional(),
    });
  },
  resources: (node, config) => [taskOf(node, config)],
});
