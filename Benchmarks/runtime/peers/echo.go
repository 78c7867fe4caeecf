// The Go side of echo.c: echoes on the listening socket that is descriptor 3.
package main

import (
	"net"
	"os"
)

func main() {
	listener, err := net.FileListener(os.NewFile(3, "listener"))
	if err != nil {
		panic(err)
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			panic(err)
		}
		go func() {
			buffer := make([]byte, 4096)
			for {
				n, err := connection.Read(buffer)
				if err != nil {
					connection.Close()
					return
				}
				if _, err := connection.Write(buffer[:n]); err != nil {
					connection.Close()
					return
				}
			}
		}()
	}
}
