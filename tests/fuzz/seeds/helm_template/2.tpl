{{ define "x" }}{{ .d | printf "%-8q|%+v" }}{{ end }}{{ include "x" .b.c }}{{ template "x" .b.c }}{{ block "y" . }}{{ .a }}{{ end }}
