// One program with everything that a cluster of Kubernetes needs to be asked and to answer: etcd, kube-apiserver,
// kube-controller-manager and kube-scheduler, as they are published. Nothing of them is changed here.
// The first argument says which one to be; the rest are its own. It ends with its standard input, and so with whoever
// started it, however that one ends.
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

func main() {
	if len(os.Args) < 2 {
		refuse("which one?")
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	// Each of them reads its own arguments from the second word on.
	os.Args = os.Args[1:]
	var command *cobra.Command
	switch os.Args[0] {
	case "etcd":
		etcdmain.Main(os.Args)
		return
	case "kube-apiserver":
		command = apiserver.NewAPIServerCommand()
	case "kube-controller-manager":
		command = controllers.NewControllerManagerCommand()
	case "kube-scheduler":
		command = scheduler.NewSchedulerCommand()
	default:
		refuse("there is no " + os.Args[0])
	}
	os.Exit(cli.Run(command))
}

func refuse(why string) {
	fmt.Fprintf(os.Stderr, "%s\nusage: cluster etcd|kube-apiserver|kube-controller-manager|kube-scheduler [option …]\n", why)
	os.Exit(2)
}
