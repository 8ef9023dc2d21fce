{{- /* The tasks that a container really waits for, by an image that can ask for them: their ids. */}}
{{- define "celestra.waitedTasks" }}
{{- if hasKey (.node.wait | default dict) "taskImage" }}
{{- range .derived.after }}
{{- if and .order (not (hasKey (index $.root.Values.nodes .task) "schedule")) }}{{ .task }} {{ end }}
{{- end }}
{{- end }}
{{- end }}

{{- /* Containers that hold a pod back until what it requires answers. */}}
{{- define "celestra.waitContainers" }}
{{- $ends := list }}
{{- range .derived.addresses }}
{{- if .order }}
{{- $reached := include "celestra.reached" (dict "root" $.root "id" $.id "address" .) | fromJson }}
{{- if and $reached.port (eq ($reached.protocol | default "TCP") "TCP") }}{{ $ends = append (append $ends $reached.host) $reached.port }}{{ end }}
{{- end }}
{{- end }}
{{- with .node.wait }}
{{- $seconds := include "celestra.seconds" .timeout }}
{{- if $ends }}
- args: {{ prepend $ends $seconds | toJson }}
  command: ["/bin/sh", "-c", {{ include "celestra.literal" (include "celestra.waitScript" .) | toJson }}, "wait"]
  image: {{ toJson .image }}
  name: wait
  resources: { limits: { cpu: 100m, memory: 64Mi }, requests: { cpu: 10m, memory: 16Mi } }
  securityContext: {{ include "celestra.plainRights" $.node }}
{{- end }}
{{- with include "celestra.waitedTasks" $ }}
- args:
  - wait
  - --for=condition=complete
  - {{ printf "--timeout=%ss" $seconds }}
  {{- range splitList " " (trim .) }}
  - {{ printf "job/%s" . | toJson }}
  {{- end }}
  command: [kubectl]
  image: {{ toJson $.node.wait.taskImage }}
  name: wait-jobs
  resources: { limits: { cpu: 100m, memory: 64Mi }, requests: { cpu: 10m, memory: 16Mi } }
  securityContext: {{ include "celestra.plainRights" $.node }}
  volumeMounts: [{ mountPath: /var/run/secrets/kubernetes.io/serviceaccount, name: wait-token, readOnly: true }]
{{- end }}
{{- end }}
{{- end }}

{{- /*
Waits for hosts and ports, which it takes as arguments: no text of a user stands in it. Some `nc` only
look whether a port answers with `-z`, others by a program that they start.
*/}}
{{- define "celestra.waitScript" -}}
end=$(($(date +%s) + $1))
shift
while [ "$#" -ge 2 ]; do
  until nc -z -w 2 "$1" "$2" 2>/dev/null || nc -w 2 "$1" "$2" -e true 2>/dev/null; do
    if [ "$(date +%s)" -ge "$end" ]; then echo "$1:$2 does not answer" >&2; exit 1; fi
    sleep 1
  done
  shift 2
done
{{ end }}

{{- /* The token that only the container that waits for Jobs sees. */}}
{{- define "celestra.waitVolumes" }}
{{- $volumes := list }}
{{- if include "celestra.waitedTasks" . }}
{{- $field := dict "fieldRef" (dict "apiVersion" "v1" "fieldPath" "metadata.namespace") "path" "namespace" }}
{{- $sources := list }}
{{- $sources = append $sources (dict "serviceAccountToken" (dict "expirationSeconds" 3600 "path" "token")) }}
{{- $sources = append $sources (dict "configMap" (dict "items" (list (dict "key" "ca.crt" "path" "ca.crt")) "name" "kube-root-ca.crt")) }}
{{- $sources = append $sources (dict "downwardAPI" (dict "items" (list $field))) }}
{{- $volumes = list (dict "name" "wait-token" "projected" (dict "sources" $sources)) }}
{{- end }}
{{- dict "volumes" $volumes | toJson }}
{{- end }}
