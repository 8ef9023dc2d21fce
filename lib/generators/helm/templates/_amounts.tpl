{{- /* Amounts as the API server writes them: it would find a difference in any other spelling. */}}

{{- /* Cores as JSON, such as "500m" for 0.5. */}}
{{- define "celestra.cpu" }}
{{- if kindIs "invalid" . }}null{{ else }}
{{- $text := toString . }}
{{- $thousandths := 0 }}
{{- if regexMatch "^[0-9]{1,7}m$" $text }}{{ $thousandths = trimSuffix "m" $text | float64 | int64 }}
{{- else if regexMatch "^[0-9]{1,4}(\\.[0-9]{1,3})?$" $text }}{{ $thousandths = round (mulf (float64 $text) 1000) 0 | int64 }}
{{- end }}
{{- if lt $thousandths 1 }}{{ toJson $text }}
{{- else if eq (mod $thousandths 1000) 0 }}{{ div $thousandths 1000 | toString | toJson }}
{{- else }}{{ printf "%dm" $thousandths | toJson }}{{ end }}
{{- end }}
{{- end }}

{{- /* Bytes as JSON, such as "1Gi" for 1024Mi. */}}
{{- define "celestra.bytes" }}
{{- if kindIs "invalid" . }}null{{ else }}
{{- $text := toString . }}
{{- $form := "^([0-9]{1,15}(?:\\.[0-9]{1,9})?)([KMGTP]i|[kMGTP])?$" }}
{{- $amount := float64 0 }}
{{- $step := hasSuffix "i" $text | ternary 1024 1000 }}
{{- $units := hasSuffix "i" $text | ternary (list "" "Ki" "Mi" "Gi" "Ti" "Pi") (list "" "k" "M" "G" "T" "P") }}
{{- if regexMatch $form $text }}
{{- $amount = regexReplaceAll $form $text "${1}" | float64 }}
{{- $unit := regexReplaceAll $form $text "${2}" }}
{{- $seen := eq $unit "" }}
{{- range $units }}
{{- if not $seen }}{{ if . }}{{ $amount = mulf $amount $step }}{{ end }}{{ $seen = eq $unit . }}{{ end }}
{{- end }}
{{- end }}
{{- if or (lt $amount 1.0) (gt $amount 9007199254740991.0) (ne (floor $amount) $amount) }}{{ toJson $text }}
{{- else }}
{{- $whole := int64 $amount }}
{{- $unit := 0 }}
{{- range until 5 }}
{{- if eq (mod $whole $step) 0 }}{{ $whole = div $whole $step }}{{ $unit = add1 $unit }}{{ end }}
{{- end }}
{{- printf "%d%s" $whole (index $units $unit) | toJson }}
{{- end }}
{{- end }}
{{- end }}

{{- /* The seconds of a duration such as 1h30m, as JSON. */}}
{{- define "celestra.seconds" }}
{{- if kindIs "invalid" . }}null{{ else }}
{{- $text := toString . }}
{{- if not (regexMatch "^([0-9]{1,5}h)?([0-9]{1,6}m)?([0-9]{1,8}s)?$" $text) }}0{{ else }}
{{- $hours := regexFind "[0-9]+h" $text | trimSuffix "h" | float64 | int64 }}
{{- $minutes := regexFind "[0-9]+m" $text | trimSuffix "m" | float64 | int64 }}
{{- $seconds := regexFind "[0-9]+s" $text | trimSuffix "s" | float64 | int64 }}
{{- add (mul $hours 3600) (mul $minutes 60) $seconds }}
{{- end }}
{{- end }}
{{- end }}

{{- /* The number that octal digits stand for. */}}
{{- define "celestra.mode" }}
{{- $number := 0 }}
{{- range toString . | splitList "" }}{{ $number = add (mul $number 8) (float64 . | int64) }}{{ end }}
{{- $number }}
{{- end }}
