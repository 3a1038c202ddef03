// Command cgo prints the name of the user that it runs as, looked up through the C library when it is built with
// cgo: linked on a current distribution, that file does not start on CentOS/RHEL 7.
package main

import (
	"fmt"
	"os"
)

func main() {
	uid := os.Getuid()
	name, found := userName(uid)
	if !found {
		name = "(no name)"
	}
	fmt.Printf("uid %d is %s, says %s\n", uid, name, source)
}
