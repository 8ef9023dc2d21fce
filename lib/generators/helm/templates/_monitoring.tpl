{{- /* What the monitors of a node say of its logs and traces, as variables; the last connected wins. */}}
{{- define "celestra.monitoringVariables" }}
{{- $variables := dict }}
{{- range .derived.monitors }}
{{- $monitor := index $.root.Values.nodes . }}
{{- with ($monitor.logging).level }}{{ $_ := set $variables "LOG_LEVEL" . }}{{ end }}
{{- with ($monitor.logging).format }}{{ $_ := set $variables "LOG_FORMAT" . }}{{ end }}
{{- with $monitor.tracing }}
{{- $_ := set $variables "OTEL_EXPORTER_OTLP_ENDPOINT" .endpoint }}
{{- $_ := set $variables "OTEL_EXPORTER_OTLP_PROTOCOL" .protocol }}
{{- $_ := set $variables "OTEL_SERVICE_NAME" $.id }}
{{- $_ := set $variables "OTEL_TRACES_EXPORTER" "otlp" }}
{{- $_ := set $variables "OTEL_TRACES_SAMPLER" "parentbased_traceidratio" }}
{{- $_ := set $variables "OTEL_TRACES_SAMPLER_ARG" (divf .sampling 100 | toString) }}
{{- end }}
{{- end }}
{{- toJson $variables }}
{{- end }}
