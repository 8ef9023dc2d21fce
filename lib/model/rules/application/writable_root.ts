import { containers } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** The files of an image cannot be changed while it runs. */
export const writableRoot: Rule = {
  id: "writable-root",
  title: "The files of an image are read-only",
  why: "Whoever breaks in can replace the program where its files can be written.",
  severity: "warning",
  mending: "Take readOnly: false away, and list the folders that the program writes in writable.",
  known: {
    kubeLinter: ["no-read-only-root-fs"],
    polaris: ["notReadOnlyRootFilesystem"],
    kubescape: ["C-0017"],
  },
  findings: (graph) =>
    containers(graph).filter(({ config }) => config.readOnly === false).map(({ id }) => ({
      node: id,
      path: ["readOnly"],
      message: `"${id}" may write all files of its image; expected only the folders in writable`,
      mend: [{ op: "unset", node: id, path: ["readOnly"] }],
    })),
};
