{{- /*
The pod of a node: its template's metadata and spec. Besides the node (root, id, node, derived):
name, if it is not the id; container, fields of its own; mounts, volumes that outlive it; owner, the
node whose volumes it reads; beside, labels of the pods whose host it needs; ends, whether it comes to
an end; fixed, whether it may never change; spec, further fields.
*/}}
{{- define "celestra.pod" -}}
{{- $volumes := include "celestra.volumes" . | fromJson }}
{{- $mounts := $volumes.mounts | default nil }}
{{- $first := include "celestra.initContainers" (dict "it" . "mounts" $mounts) }}
{{- $all := concat $volumes.volumes (include "celestra.waitVolumes" . | fromJson).volumes -}}
metadata:
  annotations: {{ include "celestra.podAnnotations" . }}
  labels: {{ include "celestra.podLabels" . }}
spec:
  {{- include "celestra.account" . | nindent 2 }}
  containers:
  - volumeMounts: {{ toJson $mounts }}
    {{- include "celestra.container" . | nindent 4 }}
    {{- .container | default "" | nindent 4 }}
  {{- if not .ends }}
  {{- range .node.sidecars }}
  - {{ include "celestra.companion" (dict "it" $ "companion" . "mounts" $mounts) | nindent 4 | trim }}
  {{- end }}
  {{- end }}
  enableServiceLinks: false
  imagePullSecrets: {{ include "celestra.named" .node.pullSecrets }}
  {{- if trim $first }}
  initContainers:
  {{- $first | nindent 2 }}
  {{- end }}
  securityContext: {{ include "celestra.podSecurity" . }}
  terminationGracePeriodSeconds: {{ .node.stopSeconds | toJson }}
  volumes: {{ $all | default nil | toJson }}
  {{- include "celestra.placement" . | nindent 2 }}
  {{- .spec | default "" | nindent 2 }}
{{- end }}

{{- /* What waits and prepares comes first; in a pod that ends, what runs beside it has to as well. */}}
{{- define "celestra.initContainers" }}
{{- include "celestra.waitContainers" .it }}
{{- range .it.node.init }}
- {{ include "celestra.companion" (dict "it" $.it "companion" . "mounts" $.mounts) | nindent 2 | trim }}
{{- end }}
{{- if .it.ends }}
{{- range .it.node.sidecars }}
- restartPolicy: Always
  {{- include "celestra.companion" (dict "it" $.it "companion" . "mounts" $.mounts) | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "celestra.podAnnotations" }}
{{- $annotations := dict }}
{{- range .derived.monitors }}
{{- $logging := (index $.root.Values.nodes .).logging | default dict }}
{{- if hasKey $logging "parser" }}{{ $_ := set $annotations "fluentbit.io/parser" $logging.parser }}{{ end }}
{{- end }}
{{- range $key, $value := include "celestra.ownAnnotations" .node | fromJson }}{{ $_ := set $annotations $key $value }}{{ end }}
{{- $hash := include "celestra.configHash" . }}
{{- if and $hash (not .fixed) }}{{ $_ := set $annotations "celestra.dev/config" $hash }}{{ end }}
{{- $annotations | default nil | toJson }}
{{- end }}

{{- /* The account that a pod runs under, and whether its token is mounted: fields of the pod. */}}
{{- define "celestra.account" -}}
{{- if .derived.identity }}
{{- $identity := index .root.Values.nodes .derived.identity -}}
automountServiceAccountToken: {{ toJson $identity.automount }}
serviceAccountName: {{ $identity.existing | default .derived.identity | toJson }}
{{- else -}}
automountServiceAccountToken: {{ hasKey .node "serviceAccount" }}
{{- $waits := include "celestra.waitedTasks" . | ne "" }}
serviceAccountName: {{ hasKey .node "serviceAccount" | ternary .node.serviceAccount ($waits | ternary (printf "%s-wait" .id) nil) | toJson }}
{{- end }}
{{- end }}

{{- /* Names as a list of maps that hold one each; null without any. */}}
{{- define "celestra.named" }}
{{- $list := list }}
{{- range . }}{{ $list = append $list (dict "name" .) }}{{ end }}
{{- $list | default nil | toJson }}
{{- end }}

{{- /* The restricted Pod Security Standard, and what a node asks for below it. */}}
{{- define "celestra.podSecurity" }}
{{- $owner := .owner | default .node }}
{{- $root := and (eq (int .node.user) 0) (ne .node.podSecurity "restricted") -}}
{ fsGroup: {{ hasKey $owner "group" | ternary $owner.group $owner.user | toJson }},
  fsGroupChangePolicy: OnRootMismatch,
  runAsGroup: {{ hasKey .node "group" | ternary .node.group .node.user | toJson }},
  runAsNonRoot: {{ $root | ternary nil true | toJson }},
  runAsUser: {{ toJson .node.user }},
  seccompProfile: { type: RuntimeDefault } }
{{- end }}

{{- /*
A hash of every setting that a container consumes: a pod does not see by itself that a file changed.
*/}}
{{- define "celestra.configHash" }}
{{- $hashes := list }}
{{- range $id := .derived.settings }}
{{- $source := index $.root.Values.nodes $id }}
{{- if and (has "setting" $source.derived.kinds) (ne $source.reload "none") }}
{{- $lines := list }}
{{- range $texts := list $source.data $source.binaryData }}
{{- range $key, $text := $texts }}{{ $lines = append $lines (printf "%s %s" $key (sha256sum $text | trunc 14)) }}{{ end }}
{{- end }}
{{- $hashes = append $hashes (prepend (sortAlpha $lines) $id | join "\n" | sha256sum | trunc 14) }}
{{- end }}
{{- end }}
{{- if $hashes }}sha-{{ uniq $hashes | sortAlpha | join " " | sha256sum | trunc 14 }}{{ end }}
{{- end }}

{{- /* Where the pods of a node may run: fields of the pod. */}}
{{- define "celestra.placement" -}}
{{- $placement := .node.placement | default dict }}
{{- $affinity := dict }}
{{- with include "celestra.hosts" $placement | fromJson }}{{ $_ := set $affinity "nodeAffinity" . }}{{ end }}
{{- $needed := list }}
{{- if .beside }}{{ $needed = list (dict "labelSelector" (dict "matchLabels" .beside) "topologyKey" "kubernetes.io/hostname") }}{{ end }}
{{- $it := dict "root" .root "id" .id "strict" $placement.strict }}
{{- with include "celestra.affinity" (set (set $it "nodes" $placement.near) "needed" $needed) | fromJson }}{{ $_ := set $affinity "podAffinity" . }}{{ end }}
{{- with include "celestra.affinity" (set (set $it "nodes" $placement.apart) "needed" list) | fromJson }}{{ $_ := set $affinity "podAntiAffinity" . }}{{ end -}}
affinity: {{ $affinity | default nil | toJson }}
nodeSelector: {{ toJson $placement.nodeSelector }}
priorityClassName: {{ toJson $placement.priorityClass }}
tolerations: {{ include "celestra.tolerations" $placement.tolerations }}
topologySpreadConstraints: {{ include "celestra.spread" (dict "selector" (include "celestra.selector" .) "placement" $placement) }}
{{- end }}

{{- define "celestra.tolerations" }}
{{- if not . }}null{{ else }}[
{{- range . }}
{ effect: {{ toJson .effect }}, key: {{ toJson .key }}, operator: {{ toJson .operator }},
  tolerationSeconds: {{ include "celestra.seconds" .for }}, value: {{ toJson .value }} },
{{- end }}]
{{- end }}
{{- end }}

{{- /* What hosts must be like: all of it together; and what makes one better than another. */}}
{{- define "celestra.hosts" }}
{{- $must := list }}
{{- $better := list }}
{{- range .hosts }}
{{- $rule := pick . "key" "operator" "values" }}
{{- if hasKey . "weight" }}{{ $better = append $better (dict "preference" (dict "matchExpressions" (list $rule)) "weight" .weight) }}
{{- else }}{{ $must = append $must $rule }}{{ end }}
{{- end }}
{{- $rules := dict }}
{{- if $better }}{{ $_ := set $rules "preferredDuringSchedulingIgnoredDuringExecution" $better }}{{ end }}
{{- if $must }}{{ $_ := set $rules "requiredDuringSchedulingIgnoredDuringExecution" (dict "nodeSelectorTerms" (list (dict "matchExpressions" $must))) }}{{ end }}
{{- toJson $rules }}
{{- end }}

{{- /* Rules about the hosts of other pods: the nodes to prefer, or to need (strict), and rules that must hold (needed). */}}
{{- define "celestra.affinity" }}
{{- $rules := dict }}
{{- $terms := list }}
{{- $needed := .needed }}
{{- $own := include "celestra.namespace" . | trimAll "\"" }}
{{- range .nodes }}
{{- $labels := include "celestra.selector" (dict "root" $.root "id" .) | fromJson }}
{{- $term := dict "labelSelector" (dict "matchLabels" $labels) "topologyKey" "kubernetes.io/hostname" }}
{{- $home := include "celestra.namespace" (dict "root" $.root "id" .) | trimAll "\"" }}
{{- if ne $home $own }}{{ $_ := set $term "namespaces" (list $home) }}{{ end }}
{{- if $.strict }}{{ $needed = append $needed $term }}{{ else }}{{ $terms = append $terms (dict "podAffinityTerm" $term "weight" 100) }}{{ end }}
{{- end }}
{{- if $terms }}{{ $_ := set $rules "preferredDuringSchedulingIgnoredDuringExecution" $terms }}{{ end }}
{{- if $needed }}{{ $_ := set $rules "requiredDuringSchedulingIgnoredDuringExecution" $needed }}{{ end }}
{{- toJson $rules }}
{{- end }}

{{- define "celestra.spread" }}
{{- with .placement }}
{{- if .spread -}}
[{ labelSelector: { matchLabels: {{ $.selector }} },
  maxSkew: {{ .skew | default 1 | toJson }},
  topologyKey: {{ eq .spread "zone" | ternary "topology.kubernetes.io/zone" "kubernetes.io/hostname" }},
  whenUnsatisfiable: {{ .strict | default false | ternary "DoNotSchedule" "ScheduleAnyway" }} }]
{{- else }}null{{ end }}
{{- else }}null{{ end }}
{{- end }}
