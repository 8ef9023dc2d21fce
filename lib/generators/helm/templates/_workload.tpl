{{- /* The pod of an app or a stateful app. */}}
{{- define "celestra.workloadPod" }}
{{- $it := merge (dict) . }}
{{- $_ := set $it "mounts" (include "celestra.claimMounts" (dict "it" . "templates" .derived.stateful) | fromJson).mounts }}
{{- $_ := set $it "container" (include "celestra.workloadContainer" .node) }}
{{- $_ := set $it "spec" (include "celestra.workloadSpec" .node) }}
{{- include "celestra.pod" $it }}
{{- end }}

{{- define "celestra.workloadContainer" -}}
ports: {{ include "celestra.containerPorts" . }}
{{ include "celestra.probes" . }}
{{- end }}

{{- /* On the network of the host, the names of the cluster resolve only by a policy of their own. */}}
{{- define "celestra.workloadSpec" -}}
{{- $none := eq (.dnsPolicy | default "") "None" -}}
dnsPolicy: {{ $none | ternary nil (.dnsPolicy | default (.hostNetwork | default false | ternary "ClusterFirstWithHostNet" nil)) | toJson }}
hostNetwork: {{ toJson .hostNetwork }}
{{- end }}

{{- /* Whether the replicas of a node have names of their own; empty if not. */}}
{{- define "celestra.hasHeadless" }}
{{- if and .derived.stateful (not (and (hasKey .node "headless") (not .node.headless))) }}yes{{ end }}
{{- end }}

{{- /* Whether a Rollout, and not the Deployment itself, runs the replicas of a node; empty if not. */}}
{{- define "celestra.isRolledOut" }}
{{- if .derived.strategy }}
{{- if has (index .root.Values.nodes .derived.strategy).type (list "Canary" "BlueGreen") }}yes{{ end }}
{{- end }}
{{- end }}

{{- /* How many replicas run; left to the autoscaler where there is one, and to a Rollout. */}}
{{- define "celestra.replicas" }}
{{- if include "celestra.isRolledOut" . }}0
{{- else }}{{ hasKey .node "autoscaling" | ternary nil .node.replicas | toJson }}{{ end }}
{{- end }}
