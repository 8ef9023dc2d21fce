import { containers, imagesOf, partsOf } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** Every image says which version it is. */
export const imageTag: Rule = {
  id: "image-tag",
  title: "Images have a tag, and it is not latest",
  why: "Without a version nobody knows what runs, two replicas can differ, and nothing can be " +
    "rolled back.",
  severity: "error",
  mending: "Name the version: nginx:1.29.4 instead of nginx or nginx:latest.",
  known: {
    kubeLinter: ["latest-tag"],
    polaris: ["tagNotSpecified"],
    kubescape: ["C-0075"],
  },
  findings: (graph) =>
    containers(graph).flatMap((node) =>
      imagesOf(node).flatMap(({ path, image }) => {
        const { tag, digest } = partsOf(image);
        if (digest !== undefined || (tag !== undefined && tag !== "latest")) return [];
        const has = tag === undefined ? "has no tag" : "has the tag latest";
        const message = `The image ${image} of "${node.id}" ${has}; expected a version`;
        return [{ node: node.id, path, message }];
      })
    ),
};
