import { containers } from "../containers.ts";
import type { Rule } from "../rule.ts";
import { isSocket } from "./runtime_socket.ts";

/** No container sees folders of its host. */
export const hostFolder: Rule = {
  id: "host-folder",
  title: "No container sees folders of its host",
  why: "Files of the host lead out of the container, and another host does not have them.",
  severity: "warning",
  mending: "Keep data in storage or volumes, and settings in a config map or a secret.",
  known: {
    kubeLinter: ["sensitive-host-mounts", "writable-host-mount"],
    polaris: ["hostPathSet"],
    kubescape: ["C-0048", "C-0045"],
  },
  findings: (graph) =>
    containers(graph).flatMap(({ id, config: { hostFolders = [] } }) =>
      hostFolders.flatMap(({ source, readOnly }, index) =>
        isSocket(source) ? [] : [{
          node: id,
          path: ["hostFolders", index],
          message: `"${id}" ${readOnly ? "sees" : "may write"} ${source} of its host; ` +
            "expected a volume",
          mend: [{ op: "remove", node: id, path: ["hostFolders"], index }],
        }]
      )
    ),
};
