{{ with $x := .n }}{{ $x }}{{ else with .s }}{{ . }}{{ else }}no{{ end }}{{/* c */}}{{ $y := 1 }}{{ $y = 2 }}{{ $y }}
