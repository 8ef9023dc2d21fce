{{- /* The volumes of a node that outlive its pods, the main one first: a list under "claims". */}}
{{- define "celestra.claims" }}
{{- $claims := list }}
{{- if hasKey . "storage" }}
{{- $claims = append $claims (dict "volume" "data" "path" .mountPath "access" (.accessMode | default "ReadWriteOnce") "class" .storageClass "size" .storage) }}
{{- end }}
{{- range .volumes }}
{{- $claims = append $claims (dict "volume" .name "path" .path "access" .access "class" .class "size" .size "existing" .claim) }}
{{- end }}
{{- dict "claims" $claims | toJson }}
{{- end }}

{{- /* Whether one of the volumes of a node is mounted by one host at a time only; empty if not. */}}
{{- define "celestra.isExclusive" }}
{{- range (include "celestra.claims" . | fromJson).claims }}
{{- if has .access (list "ReadWriteOnce" "ReadWriteOncePod") }}yes{{ end }}
{{- end }}
{{- end }}

{{- /* Where the pods of a node see the volumes that outlive them: it, and whether claim templates make them. */}}
{{- define "celestra.claimMounts" }}
{{- $mounts := list }}
{{- range (include "celestra.claims" .it.node | fromJson).claims }}
{{- $mount := dict "mountPath" .path "readOnly" (eq .access "ReadOnlyMany" | ternary true nil) }}
{{- $name := .existing | default ($.templates | default false | ternary nil (printf "%s-%s" $.it.id .volume)) }}
{{- $source := empty $name | ternary nil (dict "persistentVolumeClaim" (dict "claimName" $name)) }}
{{- $mounts = append $mounts (dict "path" .path "volume" .volume "mount" $mount "source" $source) }}
{{- end }}
{{- dict "mounts" $mounts | toJson }}
{{- end }}

{{- define "celestra.claimSpec" -}}
accessModes: [{{ toJson .access }}]
resources: { requests: { storage: {{ include "celestra.bytes" .size }} } }
storageClassName: {{ toJson .class }}
{{- end }}

{{- /*
The mounts of a pod and the volumes behind them. Each volume has a name of its own; the first keeps
the one that it would like to have. Scratch folders need no volume where another is mounted already.
*/}}
{{- define "celestra.volumes" }}
{{- $names := list }}
{{- $paths := list }}
{{- $volumes := list }}
{{- $mounts := list }}
{{- $lasting := concat (.mounts | default list) (include "celestra.files" . | fromJson).mounts (include "celestra.hostFolders" .node | fromJson).mounts }}
{{- range $lasting }}{{ $paths = append $paths .path }}{{ end }}
{{- $wanted := $lasting }}
{{- range (include "celestra.scratch" .node | fromJson).mounts }}
{{- if not (has .path $paths) }}{{ $paths = append $paths .path }}{{ $wanted = append $wanted . }}{{ end }}
{{- end }}
{{- range $wanted }}
{{- $wish := .volume }}
{{- $name := $wish }}
{{- range $count := untilStep 2 (len $wanted | add1 | int) 1 }}
{{- if has $name $names }}{{ $name = printf "%s-%d" (trunc 59 $wish) $count }}{{ end }}
{{- end }}
{{- $names = append $names $name }}
{{- $mounts = append $mounts (set .mount "name" $name) }}
{{- if .source }}{{ $volumes = append $volumes (set .source "name" $name) }}{{ end }}
{{- end }}
{{- dict "mounts" $mounts "volumes" $volumes | toJson }}
{{- end }}

{{- /* Folders that a container may write and nobody keeps: /tmp in memory, and those it names. */}}
{{- define "celestra.scratch" }}
{{- $mounts := list }}
{{- $size := (printf "{\"is\":%s}" (include "celestra.bytes" .writableSize) | fromJson).is }}
{{- if .readOnly }}
{{- $source := dict "emptyDir" (dict "medium" "Memory" "sizeLimit" $size) }}
{{- $mounts = append $mounts (dict "path" "/tmp" "volume" "tmp" "mount" (dict "mountPath" "/tmp") "source" $source) }}
{{- end }}
{{- range .writable }}
{{- $name := include "celestra.folderName" (dict "prefix" "write" "folder" .) }}
{{- $source := dict "emptyDir" (dict "sizeLimit" $size) }}
{{- $mounts = append $mounts (dict "path" . "volume" $name "mount" (dict "mountPath" .) "source" $source) }}
{{- end }}
{{- dict "mounts" $mounts | toJson }}
{{- end }}

{{- /* Folders of the host, which only the privileged standard allows. */}}
{{- define "celestra.hostFolders" }}
{{- $mounts := list }}
{{- range .hostFolders }}
{{- $name := include "celestra.folderName" (dict "prefix" "host" "folder" .path) }}
{{- $mount := dict "mountPath" .path "readOnly" (.readOnly | default false | ternary true nil) }}
{{- $mounts = append $mounts (dict "path" .path "volume" $name "mount" $mount "source" (dict "hostPath" (dict "path" .source))) }}
{{- end }}
{{- dict "mounts" $mounts | toJson }}
{{- end }}

{{- /* The files of what a container consumes: a volume for each folder. */}}
{{- define "celestra.files" }}
{{- $nodes := .root.Values.nodes }}
{{- $folders := list }}
{{- $sources := dict }}
{{- range .derived.settings }}
{{- $source := index $nodes . }}
{{- if ne $source.mount "env" }}
{{- $folders = append $folders $source.path }}
{{- $_ := set $sources $source.path (append (get $sources $source.path | default list) .) }}
{{- end }}
{{- end }}
{{- $mounts := list }}
{{- range uniq $folders }}
{{- $template := len (get $sources .) | eq 1 | ternary "celestra.folder" "celestra.sharedFolder" }}
{{- $mounts = append $mounts (include $template (dict "folder" . "sources" (get $sources .) "nodes" $nodes) | fromJson) }}
{{- end }}
{{- dict "mounts" $mounts | toJson }}
{{- end }}

{{- /* A folder that one setting or secret has for itself. */}}
{{- define "celestra.folder" }}
{{- $id := first .sources }}
{{- $source := index .nodes $id }}
{{- $mode := include "celestra.mode" $source.mode | int }}
{{- $mount := dict "mountPath" .folder "readOnly" true }}
{{- $_ := set $mount "subPath" $source.subPath }}
{{- if has "setting" $source.derived.kinds }}
{{- $volume := dict "configMap" (dict "defaultMode" $mode "name" $id) }}
{{- dict "path" .folder "volume" (printf "config-%s" $id) "mount" $mount "source" $volume | toJson }}
{{- else }}
{{- $items := list }}
{{- range $source.keys }}{{ $items = append $items (dict "key" . "path" .) }}{{ end }}
{{- $secret := dict "defaultMode" $mode "items" $items "optional" $source.optional "secretName" ($source.secretName | default $id) }}
{{- dict "path" .folder "volume" (printf "secret-%s" $id) "mount" $mount "source" (dict "secret" $secret) | toJson }}
{{- end }}
{{- end }}

{{- /* A folder that several share: their files are projected into one volume; of two same keys the last wins. */}}
{{- define "celestra.sharedFolder" }}
{{- $seen := list }}
{{- $sources := list }}
{{- range reverse .sources }}
{{- $source := index $.nodes . }}
{{- $isSetting := has "setting" $source.derived.kinds }}
{{- $keys := $isSetting | ternary (keys ($source.data | default dict) ($source.binaryData | default dict) | uniq | sortAlpha) $source.keys }}
{{- if $source.subPath }}{{ $keys = has $source.subPath $keys | ternary (list $source.subPath) list }}{{ end }}
{{- $items := list }}
{{- range $keys }}
{{- if not (has . $seen) }}
{{- $seen = append $seen . }}
{{- $items = append $items (dict "key" . "mode" (include "celestra.mode" $source.mode | int) "path" .) }}
{{- end }}
{{- end }}
{{- if $isSetting }}
{{- $sources = prepend $sources (dict "configMap" (dict "items" $items "name" .)) }}
{{- else }}
{{- $sources = prepend $sources (dict "secret" (dict "items" $items "name" ($source.secretName | default .) "optional" $source.optional)) }}
{{- end }}
{{- end }}
{{- $volume := include "celestra.folderName" (dict "prefix" "files" "folder" .folder) }}
{{- $source := dict "projected" (dict "sources" $sources) }}
{{- dict "path" .folder "volume" $volume "mount" (dict "mountPath" .folder "readOnly" true) "source" $source | toJson }}
{{- end }}
