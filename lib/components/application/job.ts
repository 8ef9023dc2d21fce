import { type Component, defineComponent } from "../component.ts";
import { fieldsOf } from "../fields.ts";
import { CONTAINER_INPUTS } from "./container.ts";
import { COMPLETION_OUTPUT, taskFields, taskOf } from "./task.ts";

/** A program that runs to its end, once. */
export const job: Component = defineComponent({
  id: "job",
  title: "Job",
  description: "A program that runs to its end, once: a migration, an import. " +
    "In a cluster a Job never changes: delete it there to run a changed one.",
  category: "Applications",
  outputs: COMPLETION_OUTPUT,
  inputs: CONTAINER_INPUTS,
  config: (z) => fieldsOf(z).object(taskFields(z)),
  resources: (node, config) => [taskOf(node, config)],
});
