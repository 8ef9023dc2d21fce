/**
 * What tells Argo CD and Flux to delete and make again a Job that they cannot change, and only then
 * (decision 19). Server-side apply cannot force, so Argo CD applies the Job as `kubectl apply` does.
 */
export const JOB_REPLACEMENT: Readonly<Record<string, string>> = {
  "argocd.argoproj.io/sync-options": "Force=true,ServerSideApply=false",
  "kustomize.toolkit.fluxcd.io/force": "enabled",
};
