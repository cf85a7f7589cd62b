{{ $c := list (semver "1.2.3") (now) (b64enc "x") }}{{ printf "%s %#v %d %p %t" $c $c $c $c (first $c) }}{{ toToml (dict "a" $c) }}{{ toYamlPretty $c }}
