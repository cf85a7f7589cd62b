// SPDX-License-Identifier: Apache-2.0

// kustomize-oracle answers what `kustomize build` v5.8.1 makes of many folders, in one process: a case
// then costs milliseconds rather than a start of the program. It runs the original's own command, flags
// included.
//
// In, one line a case: {"dir": "/folder to run in", "args": ["--reorder", "none", "root"]}
// Out, one line a case: {"ok": true, "out": "...", "err": "...", "warnings": "...", "panic": false}
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"

	"sigs.k8s.io/kustomize/kustomize/v5/commands/build"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/kustomize/kyaml/openapi"
)

type question struct {
	Dir  string   `json:"dir"`
	Args []string `json:"args"`
}

// The schema of the last build is global in the original. The default one takes most of the time of a small
// build and is kept; any other must not be seen by the next.
var defaultSchema = openapi.GetSchemaVersion()

func forgetSchema(a *answer) {
	if a.Panic || openapi.GetSchemaVersion() != defaultSchema {
		openapi.ResetOpenAPI()
	}
}

type answer struct {
	Ok       bool   `json:"ok"`
	Out      []byte `json:"out"`
	Err      string `json:"err"`
	Warnings string `json:"warnings"`
	Panic    bool   `json:"panic"`
}

func answerTo(q question) (a answer) {
	var out, errs bytes.Buffer

	os.Stderr.Truncate(0)
	os.Stderr.Seek(0, io.SeekStart)
	defer forgetSchema(&a)
	defer func() {
		if r := recover(); r != nil {
			a = answer{Err: fmt.Sprint(r), Panic: true}
		}
	}()
	if err := os.Chdir(q.Dir); err != nil {
		return answer{Err: err.Error()}
	}
	log.SetOutput(&errs)
	cmd := build.NewCmdBuild(filesys.MakeFsOnDisk(), build.MakeHelp("kustomize", "build"), &out)
	cmd.SetArgs(q.Args)
	cmd.SetOut(&errs)
	cmd.SetErr(&errs)
	err := cmd.Execute()
	warnings, _ := os.ReadFile(os.Stderr.Name())
	a = answer{Ok: err == nil, Warnings: string(warnings), Err: errs.String()}
	if err == nil {
		a.Out = out.Bytes()
	}
	return a
}

// The original writes its warnings to os.Stderr itself.
func catchWarnings() {
	f, err := os.CreateTemp("", "kustomize-oracle-")
	if err != nil {
		log.Fatal(err)
	}
	os.Stderr = f
}

func main() {
	catchWarnings()
	defer os.Remove(os.Stderr.Name())
	in := bufio.NewReaderSize(os.Stdin, 1<<16)
	out := json.NewEncoder(os.Stdout)
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
