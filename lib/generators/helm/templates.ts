import notes from "./templates/NOTES.txt" with { type: "text" };
import amountsHelpers from "./templates/_amounts.tpl" with { type: "text" };
import containerHelpers from "./templates/_container.tpl" with { type: "text" };
import monitoringHelpers from "./templates/_monitoring.tpl" with { type: "text" };
import namesHelpers from "./templates/_names.tpl" with { type: "text" };
import objectHelpers from "./templates/_object.tpl" with { type: "text" };
import podHelpers from "./templates/_pod.tpl" with { type: "text" };
import volumesHelpers from "./templates/_volumes.tpl" with { type: "text" };
import waitHelpers from "./templates/_wait.tpl" with { type: "text" };
import workloadHelpers from "./templates/_workload.tpl" with { type: "text" };
import access from "./templates/access.yaml" with { type: "text" };
import configMap from "./templates/config-map.yaml" with { type: "text" };
import customResource from "./templates/custom-resource.yaml" with { type: "text" };
import deployment from "./templates/deployment.yaml" with { type: "text" };
import group from "./templates/group.yaml" with { type: "text" };
import horizontalPodAutoscaler from "./templates/horizontal-pod-autoscaler.yaml" with {
  type: "text",
};
import ingress from "./templates/ingress.yaml" with { type: "text" };
import job from "./templates/job.yaml" with { type: "text" };
import middleware from "./templates/middleware.yaml" with { type: "text" };
import monitoring from "./templates/monitoring.yaml" with { type: "text" };
import namespace from "./templates/namespace.yaml" with { type: "text" };
import networkPolicy from "./templates/network-policy.yaml" with { type: "text" };
import persistentVolumeClaim from "./templates/persistent-volume-claim.yaml" with { type: "text" };
import podDisruptionBudget from "./templates/pod-disruption-budget.yaml" with { type: "text" };
import rollout from "./templates/rollout.yaml" with { type: "text" };
import secret from "./templates/secret.yaml" with { type: "text" };
import service from "./templates/service.yaml" with { type: "text" };
import statefulSet from "./templates/stateful-set.yaml" with { type: "text" };
import testReachable from "./templates/tests/reachable.yaml" with { type: "text" };

/**
 * The templates of every chart, by their paths: the same bytes for every workflow. What differs
 * stands in the values alone, so no text of a user is ever read as a template.
 */
export const TEMPLATES: Readonly<Record<string, string>> = {
  "templates/NOTES.txt": notes,
  "templates/_amounts.tpl": amountsHelpers,
  "templates/_container.tpl": containerHelpers,
  "templates/_monitoring.tpl": monitoringHelpers,
  "templates/_names.tpl": namesHelpers,
  "templates/_object.tpl": objectHelpers,
  "templates/_pod.tpl": podHelpers,
  "templates/_volumes.tpl": volumesHelpers,
  "templates/_wait.tpl": waitHelpers,
  "templates/_workload.tpl": workloadHelpers,
  "templates/access.yaml": access,
  "templates/config-map.yaml": configMap,
  "templates/custom-resource.yaml": customResource,
  "templates/deployment.yaml": deployment,
  "templates/group.yaml": group,
  "templates/horizontal-pod-autoscaler.yaml": horizontalPodAutoscaler,
  "templates/ingress.yaml": ingress,
  "templates/job.yaml": job,
  "templates/middleware.yaml": middleware,
  "templates/monitoring.yaml": monitoring,
  "templates/namespace.yaml": namespace,
  "templates/network-policy.yaml": networkPolicy,
  "templates/persistent-volume-claim.yaml": persistentVolumeClaim,
  "templates/pod-disruption-budget.yaml": podDisruptionBudget,
  "templates/rollout.yaml": rollout,
  "templates/secret.yaml": secret,
  "templates/service.yaml": service,
  "templates/stateful-set.yaml": statefulSet,
  "templates/tests/reachable.yaml": testReachable,
};
