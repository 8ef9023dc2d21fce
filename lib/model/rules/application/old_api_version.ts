import type { CustomObject } from "../../resource.ts";
import type { Rule } from "../rule.ts";

/** Versions of the API of Kubernetes that are gone, and what came instead. */
const GONE: Readonly<Record<string, string>> = {
  "extensions/v1beta1": "apps/v1, networking.k8s.io/v1 or policy/v1",
  "apps/v1beta1": "apps/v1",
  "apps/v1beta2": "apps/v1",
  "batch/v1beta1": "batch/v1",
  "batch/v2alpha1": "batch/v1",
  "policy/v1beta1": "policy/v1",
  "autoscaling/v2beta1": "autoscaling/v2",
  "autoscaling/v2beta2": "autoscaling/v2",
  "networking.k8s.io/v1beta1": "networking.k8s.io/v1",
  "rbac.authorization.k8s.io/v1alpha1": "rbac.authorization.k8s.io/v1",
  "rbac.authorization.k8s.io/v1beta1": "rbac.authorization.k8s.io/v1",
  "apiextensions.k8s.io/v1beta1": "apiextensions.k8s.io/v1",
  "admissionregistration.k8s.io/v1beta1": "admissionregistration.k8s.io/v1",
  "storage.k8s.io/v1beta1": "storage.k8s.io/v1",
  "scheduling.k8s.io/v1beta1": "scheduling.k8s.io/v1",
  "coordination.k8s.io/v1beta1": "coordination.k8s.io/v1",
  "discovery.k8s.io/v1beta1": "discovery.k8s.io/v1",
  "events.k8s.io/v1beta1": "events.k8s.io/v1",
  "certificates.k8s.io/v1beta1": "certificates.k8s.io/v1",
  "node.k8s.io/v1beta1": "node.k8s.io/v1",
};

/** Custom resources use versions of the API that clusters still have. */
export const oldApiVersion: Rule = {
  id: "old-api-version",
  title: "No version of the API that clusters no longer have",
  why: "A current cluster refuses the object, so the deployment fails.",
  severity: "error",
  mending: "Use the version that came instead, and look up which fields it renamed.",
  known: { kubeLinter: ["no-extensions-v1beta"] },
  findings: (graph) =>
    graph.of<CustomObject>("custom-resource").flatMap(({ id, config: { apiVersion } }) => {
      const instead = Object.hasOwn(GONE, apiVersion) ? GONE[apiVersion] : undefined;
      if (instead === undefined) return [];
      const message = `"${id}" uses ${apiVersion}, which clusters no longer have; ` +
        `expected ${instead}`;
      return [{ node: id, path: ["apiVersion"], message }];
    }),
};
