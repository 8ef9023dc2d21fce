import { containers, imagesOf, partsOf } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** Every image is pinned to its bytes. */
export const imageDigest: Rule = {
  id: "image-digest",
  title: "Images are pinned by digest",
  why: "A tag can be moved to other bytes; a digest names what was tested.",
  severity: "warning",
  mending: "Append the digest that the registry shows: nginx:1.29.4@sha256:...",
  known: { kubeLinter: ["latest-tag"], kubescape: ["C-0075"] },
  findings: (graph) =>
    containers(graph).flatMap((node) => {
      const { build } = node.written;
      return imagesOf(node).flatMap(({ path, image }) => {
        // What is built here gets its digest when it is pushed.
        const isBuilt = build !== undefined && path[0] === "image";
        if (isBuilt || partsOf(image).digest !== undefined) return [];
        const message = `The image ${image} of "${node.id}" has no digest; expected @sha256:...`;
        return [{ node: node.id, path, message }];
      });
    }),
};
