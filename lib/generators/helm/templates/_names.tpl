{{- /* The name, namespace and labels of an object of a node; name and annotations where they are said. */}}
{{- define "celestra.metadata" -}}
annotations: {{ .annotations | toJson }}
labels: {{ include "celestra.labels" (dict "root" .root "id" .id "node" .node) }}
name: {{ .name | default .id | toJson }}
namespace: {{ include "celestra.namespace" . }}
{{- end }}

{{- /* The namespace of a node: that of the innermost group that names one, else the chart's. */}}
{{- define "celestra.namespace" }}
{{- $namespace := .root.Values.namespace }}
{{- $node := index .root.Values.nodes .id }}
{{- range $node.derived.groups }}{{ $namespace = (index $.root.Values.nodes .).namespace | default $namespace }}{{ end }}
{{- if has "group" $node.derived.kinds }}{{ $namespace = $node.namespace | default $namespace }}{{ end }}
{{- toJson $namespace }}
{{- end }}

{{- /* The labels that select the pods of a node. They may never change: a Deployment refuses it. */}}
{{- define "celestra.selector" }}
{{- dict "app.kubernetes.io/name" (.name | default .id) "app.kubernetes.io/part-of" .root.Values.workflow | toJson }}
{{- end }}

{{- /* The labels of a node that never change. */}}
{{- define "celestra.fixedLabels" }}
{{- set (include "celestra.selector" . | fromJson) "app.kubernetes.io/managed-by" "celestra" | toJson }}
{{- end }}

{{- /* The labels of an object of a node: the workflow's, its groups', its own, then ours. */}}
{{- define "celestra.labels" }}
{{- $labels := dict }}
{{- range $key, $value := .root.Values.labels }}{{ $_ := set $labels $key $value }}{{ end }}
{{- range (index .root.Values.nodes .id).derived.groups }}
{{- range $key, $value := (index $.root.Values.nodes .).labels }}{{ $_ := set $labels $key $value }}{{ end }}
{{- end }}
{{- range $key, $value := .node.labels }}{{ $_ := set $labels $key $value }}{{ end }}
{{- range $key, $value := include "celestra.fixedLabels" . | fromJson }}{{ $_ := set $labels $key $value }}{{ end }}
{{- toJson $labels }}
{{- end }}

{{- /* The labels of the pods of a node: also those by which Services with several backends, and groups
with a closed network, select them. */}}
{{- define "celestra.podLabels" }}
{{- $labels := include "celestra.labels" . | fromJson }}
{{- if eq (.name | default .id) .id }}
{{- range .derived.memberships }}{{ $_ := set $labels (printf "celestra.dev/endpoint-%s" .) "true" }}{{ end }}
{{- end }}
{{- range .derived.groups }}
{{- if eq ((index $.root.Values.nodes .).network | default "") "deny" }}{{ $_ := set $labels (printf "celestra.dev/group-%s" .) "true" }}{{ end }}
{{- end }}
{{- toJson $labels }}
{{- end }}

{{- /* The name of a CronJob, which may have 52 characters: id, suffix. */}}
{{- define "celestra.cronJobName" }}
{{- $name := empty .suffix | ternary .id (printf "%s-%s" .id .suffix) }}
{{- if gt (len $name) 52 }}
{{- $end := printf "-%s" (sha256sum .id | substr 8 14) }}
{{- if .suffix }}{{ $end = printf "%s-%s" $end .suffix }}{{ end }}
{{- $name = printf "%s%s" (trunc (sub 52 (len $end) | int) .id | regexReplaceAll "-+$" "" ) $end }}
{{- end }}
{{- $name }}
{{- end }}

{{- /* A volume name for a folder: legal, and another one for every folder: prefix, folder. */}}
{{- define "celestra.folderName" }}
{{- $readable := and (regexMatch "^(/[a-z0-9]+)+$" .folder) (le (len .folder) 40) }}
{{- .prefix }}{{ if $readable }}{{ replace "/" "-" .folder }}{{ else }}-{{ sha256sum .folder | trunc 14 }}{{ end }}
{{- end }}

{{- /* Annotations that a node says itself, without those that the cluster or Celestra sets. */}}
{{- define "celestra.ownAnnotations" }}
{{- $annotations := dict }}
{{- range $key, $value := .annotations }}
{{- if not (regexMatch "^(kubectl\\.kubernetes\\.io|deployment\\.kubernetes\\.io|celestra\\.dev)/" $key) }}{{ $_ := set $annotations $key $value }}{{ end }}
{{- end }}
{{- toJson $annotations }}
{{- end }}
