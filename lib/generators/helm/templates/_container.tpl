{{- /* The fields that every container of a node has. */}}
{{- define "celestra.container" -}}
args: {{ include "celestra.literals" .node.args }}
command: {{ include "celestra.literals" .node.command }}
env: {{ include "celestra.environment" . }}
image: {{ .node.image | toJson }}
imagePullPolicy: {{ .node.pullPolicy | toJson }}
lifecycle: {{ include "celestra.lifecycle" .node }}
name: {{ .id | toJson }}
resources: {{ include "celestra.compute" .node.resources }}
securityContext: {{ include "celestra.rights" .node }}
workingDir: {{ .node.workingDir | toJson }}
{{- end }}

{{- /*
Text that Kubernetes hands to a container as it is: in command, args and env it expands $(NAME) and
turns $$ into $.
*/}}
{{- define "celestra.literal" }}
{{- regexReplaceAll "(\\$\\$+)|(\\$)(\\()" (toString .) "${1}${1}${2}${2}${3}" }}
{{- end }}

{{- define "celestra.literals" }}
{{- if kindIs "invalid" . }}null{{ else }}
{{- $texts := list }}
{{- range . }}{{ $texts = append $texts (include "celestra.literal" .) }}{{ end }}
{{- toJson $texts }}
{{- end }}
{{- end }}

{{- /*
The variables of a container, each name once. What a node says itself wins over what it is given: facts
of the pod, then its own variables, then extra ones, then what it is given.
*/}}
{{- define "celestra.environment" }}
{{- $all := include "celestra.given" . | fromJson }}
{{- range $variables := list .extra .node.env }}
{{- range $name, $value := $variables }}
{{- $_ := set $all $name (dict "name" $name "value" (include "celestra.literal" $value | default nil)) }}
{{- end }}
{{- end }}
{{- range $name, $path := .node.podFields }}
{{- $_ := set $all $name (dict "name" $name "valueFrom" (dict "fieldRef" (dict "fieldPath" $path))) }}
{{- end }}
{{- include "celestra.sorted" $all }}
{{- end }}

{{- /*
The entries of a map in the order of their names, without values that are empty: the API server leaves
those out. Null without any.
*/}}
{{- define "celestra.sorted" }}
{{- $list := list }}
{{- range . }}{{ $list = append $list (and (hasKey . "value") (not .value) | ternary (omit . "value") .) }}{{ end }}
{{- $list | default nil | toJson }}
{{- end }}

{{- /*
What a container is given, by name: the variables of its groups, then what its monitors say, then its
settings, then addresses; the last wins.
*/}}
{{- define "celestra.given" }}
{{- $nodes := .root.Values.nodes }}
{{- $all := dict }}
{{- range .derived.groups }}
{{- range $name, $value := (index $nodes .).env }}
{{- $_ := set $all $name (dict "name" $name "value" (include "celestra.literal" $value | default nil)) }}
{{- end }}
{{- end }}
{{- range $name, $value := include "celestra.monitoringVariables" . | fromJson }}
{{- $_ := set $all $name (dict "name" $name "value" (include "celestra.literal" $value | default nil)) }}
{{- end }}
{{- range $id := .derived.settings }}
{{- $source := index $nodes $id }}
{{- $names := get ($.derived.variables | default dict) $id | default dict }}
{{- if and (ne $source.mount "file") (has "secret" $source.derived.kinds) }}
{{- range $source.keys }}
{{- $name := get $names . | default . }}
{{- $reference := dict "key" . "name" ($source.secretName | default $id) "optional" $source.optional }}
{{- $_ := set $all $name (dict "name" $name "valueFrom" (dict "secretKeyRef" $reference)) }}
{{- end }}
{{- else if ne $source.mount "file" }}
{{- range $key, $_ := $source.data }}
{{- $name := get $names $key | default $key }}
{{- $_ := set $all $name (dict "name" $name "valueFrom" (dict "configMapKeyRef" (dict "key" $key "name" $id))) }}
{{- end }}
{{- end }}
{{- end }}
{{- range .derived.addresses }}
{{- $reached := include "celestra.reached" (dict "root" $.root "id" $.id "address" .) | fromJson }}
{{- $_ := set $all .hostVariable (dict "name" .hostVariable "value" $reached.host) }}
{{- if $reached.port }}{{ $_ := set $all .portVariable (dict "name" .portVariable "value" $reached.port) }}{{ end }}
{{- end }}
{{- toJson $all }}
{{- end }}

{{- /* Host, port and protocol by which a node reaches an address: root, id, address. */}}
{{- define "celestra.reached" }}
{{- $provider := .address.provider }}
{{- $home := include "celestra.namespace" (dict "root" .root "id" $provider) | trimAll "\"" }}
{{- $isNear := eq $home (include "celestra.namespace" . | trimAll "\"") }}
{{- $port := include "celestra.port" (dict "ports" (index .root.Values.nodes $provider).ports "name" .address.portName) | fromJson }}
{{- $reached := dict "host" ($isNear | ternary $provider (printf "%s.%s" $provider $home)) "protocol" $port.protocol }}
{{- if $port.port }}{{ $_ := set $reached "port" (toString $port.port) }}{{ end }}
{{- toJson $reached }}
{{- end }}

{{- /* The port with a name, or the first one: ports, name. */}}
{{- define "celestra.port" }}
{{- $found := dict }}
{{- range .ports | default list | reverse }}{{ $found = . }}{{ end }}
{{- range .ports }}{{ if and $.name (eq .name (toString $.name)) }}{{ $found = . }}{{ end }}{{ end }}
{{- toJson $found }}
{{- end }}

{{- /* What a container asks for and may use at most. */}}
{{- define "celestra.compute" -}}
{ limits: {
  cpu: {{ include "celestra.cpu" .cpuLimit }},
  memory: {{ include "celestra.bytes" .memoryLimit }},
  nvidia.com/gpu: {{ if hasKey . "gpu" }}{{ toString .gpu | toJson }}{{ else }}null{{ end }}
}, requests: {
  cpu: {{ include "celestra.cpu" .cpu }},
  memory: {{ include "celestra.bytes" .memory }}
} }
{{- end }}

{{- /* The rights of a container; Kubernetes refuses a privileged one that may not gain privileges. */}}
{{- define "celestra.rights" }}
{{- if .privileged }}
{{- dict "privileged" true "readOnlyRootFilesystem" .readOnly | toJson }}
{{- else }}
{{- $escalation := has "SYS_ADMIN" (.capabilities | default list) | ternary nil false }}
{{- $capabilities := dict "add" (.capabilities | default nil) "drop" (list "ALL") }}
{{- dict "allowPrivilegeEscalation" $escalation "capabilities" $capabilities "readOnlyRootFilesystem" .readOnly | toJson }}
{{- end }}
{{- end }}

{{- /* The rights of a container beside a main one: none of its own. */}}
{{- define "celestra.plainRights" }}
{{- dict "allowPrivilegeEscalation" false "capabilities" (dict "drop" (list "ALL")) "readOnlyRootFilesystem" .readOnly | toJson }}
{{- end }}

{{- /* The ports that a container listens on. */}}
{{- define "celestra.containerPorts" }}
{{- $list := list }}
{{- range .ports }}
{{- $list = append $list (dict "containerPort" .port "hostPort" .hostPort "name" .name "protocol" .protocol) }}
{{- end }}
{{- $list | default nil | toJson }}
{{- end }}

{{- /* The health checks of a container; only readiness may ask for several successes. */}}
{{- define "celestra.probes" -}}
{{- $probes := .probes | default dict -}}
livenessProbe: {{ include "celestra.probe" (dict "probe" $probes.liveness "ports" .ports) }}
readinessProbe: {{ include "celestra.probe" (dict "probe" $probes.readiness "ports" .ports "successes" ($probes.readiness).successes) }}
startupProbe: {{ include "celestra.probe" (dict "probe" $probes.startup "ports" .ports) }}
{{- end }}

{{- /* A health check: probe, the ports of the container, and successes where they may be asked for. */}}
{{- define "celestra.probe" }}
{{- $check := include "celestra.check" . }}
{{- if not $check }}null{{ else -}}
{ {{ $check }},
  failureThreshold: {{ toJson .probe.failures }},
  initialDelaySeconds: {{ include "celestra.seconds" .probe.initialDelay }},
  periodSeconds: {{ include "celestra.seconds" .probe.period }},
  successThreshold: {{ toJson .successes }},
  timeoutSeconds: {{ include "celestra.seconds" .probe.timeout }} }
{{- end }}
{{- end }}

{{- /* What a health check asks; nothing without a port to ask. The kubelet expands nothing in a command. */}}
{{- define "celestra.check" }}
{{- with .probe }}
{{- $first := dict }}{{ range $.ports | default list | reverse }}{{ $first = . }}{{ end }}
{{- $port := ((.http | default .tcp).port) | default $first.port }}
{{- if hasKey . "exec" }}exec: { command: {{ toJson .exec }} }
{{- else if not $port }}
{{- else if hasKey . "http" }}httpGet: { path: {{ toJson .http.path }}, port: {{ toJson $port }} }
{{- else if hasKey . "tcp" }}tcpSocket: { port: {{ toJson $port }} }
{{- end }}
{{- end }}
{{- end }}

{{- /* What is done when a container has started, and before it is stopped. */}}
{{- define "celestra.lifecycle" }}
{{- if not .lifecycle }}null{{ else -}}
{ postStart: {{ include "celestra.lifecycleStep" (dict "step" .lifecycle.postStart "ports" .ports) }},
  preStop: {{ include "celestra.lifecycleStep" (dict "step" .lifecycle.preStop "ports" .ports) }} }
{{- end }}
{{- end }}

{{- define "celestra.lifecycleStep" }}
{{- if not .step }}null
{{- else if hasKey .step "exec" }}{ exec: { command: {{ toJson .step.exec }} } }
{{- else if .step.http }}
{{- $asked := .step.http.port }}
{{- $port := include "celestra.port" (dict "ports" .ports "name" $asked) | fromJson }}
{{- $isNamed := and (kindIs "string" $asked) (eq ($port.name | default "") (toString $asked)) }}
{{- if or (and $asked (not (kindIs "string" $asked))) $isNamed }}{ httpGet: { path: {{ toJson .step.http.path }}, port: {{ toJson $asked }} } }
{{- else if and (not $asked) $port.port }}{ httpGet: { path: {{ toJson .step.http.path }}, port: {{ toJson $port.port }} } }
{{- else }}null{{ end }}
{{- else }}null{{ end }}
{{- end }}

{{- /* A further container of a pod: it (the pod's node), companion, mounts. */}}
{{- define "celestra.companion" -}}
{{- $all := include "celestra.given" .it | fromJson }}
{{- range $name, $value := .companion.env }}
{{- $_ := set $all $name (dict "name" $name "value" (include "celestra.literal" $value | default nil)) }}
{{- end -}}
args: {{ include "celestra.literals" .companion.args }}
command: {{ include "celestra.literals" .companion.command }}
env: {{ include "celestra.sorted" $all }}
image: {{ toJson .companion.image }}
name: {{ toJson .companion.name }}
ports: {{ include "celestra.containerPorts" .companion }}
resources: {{ include "celestra.compute" .companion.resources }}
securityContext: {{ include "celestra.plainRights" .it.node }}
volumeMounts: {{ .mounts | default nil | toJson }}
{{- end }}
