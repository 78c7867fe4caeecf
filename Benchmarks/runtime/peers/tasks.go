// What message.c and tasks.c measure, in Go: medians of nine rounds, printed and added to $BENCH_FIGURES.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sort"
	"sync"
	"sync/atomic"
	"time"
)

const rounds = 9

func figure(what string, once func() float64) {
	values := make([]float64, rounds)
	once()
	for i := range values {
		values[i] = once()
	}
	sort.Float64s(values)
	fmt.Printf("%-34s %7.1f ns (%.1f ... %.1f)\n", what, values[rounds/2], values[0], values[rounds-1])
	if file, err := os.OpenFile(os.Getenv("BENCH_FIGURES"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644); err == nil {
		fmt.Fprintf(file, "%s\tGo\t%g\tns\t\n", what, values[rounds/2])
		file.Close()
	}
}

func messages(trips int, locked bool) func() float64 {
	return func() float64 {
		there, back := make(chan int), make(chan int)
		if locked {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
		}
		go func() {
			if locked {
				runtime.LockOSThread()
			}
			for i := 0; i < trips; i++ {
				back <- <-there
			}
		}()
		start := time.Now()
		for i := 0; i < trips; i++ {
			there <- i
			<-back
		}
		return float64(time.Since(start).Nanoseconds()) / float64(2*trips)
	}
}

func yields(ring int) func() float64 {
	const all = 1000000
	return func() float64 {
		var group sync.WaitGroup
		start := time.Now()
		for i := 0; i < ring; i++ {
			group.Add(1)
			go func() {
				for k := 0; k < all/ring; k++ {
					runtime.Gosched()
				}
				group.Done()
			}()
		}
		group.Wait()
		return float64(time.Since(start).Nanoseconds()) / all
	}
}

func pairs(batch int) func() float64 {
	const all = 300000
	return func() float64 {
		start := time.Now()
		for k := 0; k < all/batch; k++ {
			var group sync.WaitGroup
			group.Add(batch)
			for i := 0; i < batch; i++ {
				go group.Done()
			}
			group.Wait()
		}
		return float64(time.Since(start).Nanoseconds()) / all
	}
}

// All alive at once, as in tasks.c; the first round grows the stacks and is not counted.
func alive() float64 {
	const all = 100000
	var group sync.WaitGroup
	var waiting, released int32
	group.Add(all)
	start := time.Now()
	for i := 0; i < all; i++ {
		go func() {
			atomic.AddInt32(&waiting, 1)
			for atomic.LoadInt32(&released) == 0 {
				runtime.Gosched()
			}
			group.Done()
		}()
	}
	for atomic.LoadInt32(&waiting) < all {
		runtime.Gosched()
	}
	atomic.StoreInt32(&released, 1)
	group.Wait()
	return float64(time.Since(start).Nanoseconds()) / all
}

func main() {
	runtime.GOMAXPROCS(1)
	figure("message, one worker", messages(200000, false))
	figure("yield, ring of 2", yields(2))
	figure("yield, ring of 1000", yields(1000))
	figure("spawn+join, one at a time", pairs(1))
	figure("spawn+join, 10 000 at a time", pairs(10000))
	figure("spawn+join, 100 000 alive", alive)
	runtime.GOMAXPROCS(2)
	figure("message, two workers", messages(200000, false))
	figure("message, a worker each", messages(20000, true))
}
