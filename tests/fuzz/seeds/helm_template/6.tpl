{{ printf "%[2]*.[1]*f|%#x|%q|%U|%!|%z" 2 8 3.14 255 "q" }}{{ html "<" }}{{ urlquery "a b" }}{{ lt 1 2 }}
