// SPDX-License-Identifier: Apache-2.0

// kubernetes-oracle answers two questions about objects of a cluster, one JSON line in and one out:
//
//	{"object": {...}}                what kstatus says of it
//	{"expr": "...", "data": {...}}   what the CEL environment of Flux makes of the expression
//
// {"ok": true, "status", "message", "conditions"}, {"ok": true, "value"}, or {"ok": false, "err", "panic"}.
// An object may say when it is looked at: the "now" beside it is not used, as the original takes the clock.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"github.com/google/cel-go/ext"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	k8sjson "k8s.io/apimachinery/pkg/util/json"
)

type question struct {
	Object json.RawMessage `json:"object"`
	Expr   *string         `json:"expr"`
	Data   json.RawMessage `json:"data"`
}

type answer struct {
	Ok         bool               `json:"ok"`
	Status     string             `json:"status,omitempty"`
	Message    string             `json:"message"`
	Conditions []status.Condition `json:"conditions,omitempty"`
	Value      string             `json:"value,omitempty"`
	Err        string             `json:"err,omitempty"`
	Panic      bool               `json:"panic,omitempty"`
}

// As a server's answer is read: whole numbers are int64.
func object(raw json.RawMessage) (map[string]any, error) {
	var m map[string]any
	err := k8sjson.Unmarshal(raw, &m)
	return m, err
}

func health(raw json.RawMessage) answer {
	o, err := object(raw)
	if err != nil {
		return answer{Err: err.Error()}
	}
	r, err := status.Compute(&unstructured.Unstructured{Object: o})
	if err != nil {
		return answer{Err: err.Error()}
	}
	return answer{Ok: true, Status: r.Status.String(), Message: r.Message, Conditions: r.Conditions}
}

// The options that Flux's runtime/cel gives its environment.
func environment() *cel.Env {
	env, err := cel.NewEnv(cel.HomogeneousAggregateLiterals(), cel.EagerlyValidateDeclarations(true),
		cel.DefaultUTCTimeZone(true), cel.CrossTypeNumericComparisons(true), cel.OptionalTypes(),
		ext.Strings(), ext.Sets(), ext.Encoders())
	if err != nil {
		log.Fatal(err)
	}
	return env
}

var env = environment()

func evaluate(expr string, raw json.RawMessage) answer {
	data, err := object(raw)
	if err != nil {
		return answer{Err: "data: " + err.Error()}
	}
	ast, issues := env.Parse(expr)
	if issues != nil && issues.Err() != nil {
		return answer{Err: issues.String()}
	}
	prog, err := env.Program(ast, cel.EvalOptions(cel.OptOptimize), cel.InterruptCheckFrequency(100))
	if err != nil {
		return answer{Err: err.Error()}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	v, _, err := prog.ContextEval(ctx, data)
	if err != nil {
		return answer{Err: err.Error()}
	}
	return answer{Ok: true, Value: text(v)}
}

// A value with its type, the same text for equal values.
func text(v ref.Val) string {
	switch x := v.(type) {
	case types.Null:
		return "null"
	case types.Bool:
		return strconv.FormatBool(bool(x))
	case types.Int:
		return strconv.FormatInt(int64(x), 10)
	case types.Uint:
		return strconv.FormatUint(uint64(x), 10) + "u"
	case types.Double:
		return "double(" + strconv.FormatFloat(float64(x), 'g', 17, 64) + ")"
	case types.String:
		b, _ := json.Marshal(string(x))
		return string(b)
	case types.Bytes:
		return fmt.Sprintf("bytes(%x)", []byte(x))
	case types.Duration:
		return fmt.Sprintf("duration(%d)", int64(x.Duration))
	case types.Timestamp:
		return fmt.Sprintf("timestamp(%d.%09d)", x.Unix(), x.Nanosecond())
	case *types.Optional:
		if !x.HasValue() {
			return "none"
		}
		return "optional(" + text(x.GetValue()) + ")"
	case ref.Type:
		return "type(" + x.TypeName() + ")"
	case traits.Mapper:
		var parts []string
		for it := x.Iterator(); it.HasNext() == types.True; {
			k := it.Next()
			parts = append(parts, text(k)+": "+text(x.Get(k)))
		}
		sort.Strings(parts)
		return "{" + strings.Join(parts, ", ") + "}"
	case traits.Lister:
		var parts []string
		for it := x.Iterator(); it.HasNext() == types.True; {
			parts = append(parts, text(it.Next()))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return fmt.Sprintf("%T", v)
}

func answerTo(q question) (a answer) {
	defer func() {
		if r := recover(); r != nil {
			a = answer{Err: fmt.Sprint(r), Panic: true}
		}
	}()
	if q.Expr != nil {
		return evaluate(*q.Expr, q.Data)
	}
	return health(q.Object)
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<16)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return
		}
		var q question
		if err == nil {
			err = json.Unmarshal(line, &q)
		}
		if err != nil {
			log.Fatal(err)
		}
		if err = out.Encode(answerTo(q)); err != nil {
			log.Fatal(err)
		}
	}
}
