{{ tpl "{{ .s }}{{ define \"z\" }}Z{{ end }}{{ include \"z\" . }}" . }}{{ index .l 3 0 }}{{ len .l }}{{ and .t (or .n 1) }}
