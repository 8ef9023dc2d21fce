{{- /*
Every object goes through here. A template writes an object as YAML in which each value is JSON and
what is not set is null; this reads it and prints it again, so no text can become anything else.
*/}}

{{- /* An object for each node of a kind: root, kind, and the template that writes one. */}}
{{- define "celestra.each" }}
{{- range $id, $node := .root.Values.nodes }}
{{- if has $.kind $node.derived.kinds }}
{{- include "celestra.object" (dict "template" $.template "it" (dict "root" $.root "id" $id "node" $node "derived" $node.derived)) }}
{{- end }}
{{- end }}
{{- end }}

{{- /* An object; nothing where its template writes nothing: template, and what it is about (it). */}}
{{- define "celestra.object" }}
{{- $text := include .template .it }}
{{- if trim $text }}
{{- /* JSON leaves these characters as they are, and a reader of YAML refuses them. */}}
{{- range regexFindAll "[\\x{7f}-\\x{9f}\\x{feff}\\x{fffe}\\x{ffff}]" $text -1 | uniq }}
{{- $text = replace . (printf "%+q" . | trimAll "\"") $text }}
{{- end }}
{{- $object := fromYaml $text }}
{{- if hasKey $object "Error" }}{{ fail (printf "%s: %s" .template $object.Error) }}{{ end }}
---
{{- include "celestra.entries" (dict "value" $object "indent" "\n") }}
{{ end }}
{{- end }}

{{- /* The entries of a map or list, each after an indent that begins with a line break. */}}
{{- define "celestra.entries" }}
{{- $indent := .indent }}
{{- $deeper := printf "%s  " $indent }}
{{- if kindIs "map" .value }}
{{- range $key, $value := .value }}
{{- if not (kindIs "invalid" $value) }}
{{- $indent }}{{ include "celestra.key" $key }}:
{{- if not (or (kindIs "map" $value) (kindIs "slice" $value)) }} {{ include "celestra.scalar" $value }}
{{- else }}
{{- $below := include "celestra.entries" (dict "value" $value "indent" (kindIs "map" $value | ternary $deeper $indent)) }}
{{- $below | default (kindIs "map" $value | ternary " {}" " []") }}
{{- end }}
{{- end }}
{{- end }}
{{- else }}
{{- range .value }}
{{- $indent }}-{{ print " " }}
{{- if not (or (kindIs "map" .) (kindIs "slice" .)) }}{{ include "celestra.scalar" . }}
{{- else }}
{{- include "celestra.entries" (dict "value" . "indent" $deeper) | trim | default (kindIs "map" . | ternary "{}" "[]") }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- /* The name of an entry, in quotes where any reader of YAML could take it for something else. */}}
{{- define "celestra.key" }}
{{- $plain := regexMatch "^[A-Za-z][A-Za-z0-9./_-]*$" . }}
{{- if and $plain (not (regexMatch "^(?i:y|n|yes|no|on|off|true|false|null|nan|inf)$" .)) }}{{ . }}
{{- else }}{{ include "celestra.scalar" . }}{{ end }}
{{- end }}

{{- /* Text in double quotes, and any other value as it is. */}}
{{- define "celestra.scalar" }}
{{- $unsafe := and (kindIs "string" .) (regexMatch "[\\x{7f}-\\x{9f}\\x{2028}\\x{2029}\\x{feff}\\x{fffe}\\x{ffff}]" (toString .)) }}
{{- if $unsafe }}{{ printf "%+q" . }}{{ else }}{{ toJson . }}{{ end }}
{{- end }}
