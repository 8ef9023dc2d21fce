import type { SecretReference } from "../../resource.ts";
import type { Rule } from "../rule.ts";

/** Secrets reach their consumers as files. */
export const secretAsVariable: Rule = {
  id: "secret-as-variable",
  title: "Secrets are given as files, not as variables",
  why: "Variables are seen by every child process, and end up in logs and crash reports.",
  severity: "info",
  mending: "Set mount: file, and let the program read the file; many images take NAME_FILE.",
  known: { kubeLinter: ["read-secret-from-env-var"] },
  findings: (graph) =>
    graph.of<SecretReference>("secret").flatMap(({ id, config: { mount } }) =>
      mount === "file" ? [] : [{
        node: id,
        path: ["mount"],
        message:
          `"${id}" is given as variables; expected mount: file where the program can read it`,
      }]
    ),
};
