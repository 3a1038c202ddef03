package main

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"net"
	"os"
	"strconv"
	"strings"
)

// listener is a socket that accepts connections. inode tells it from one that was there before.
type listener struct {
	name  string // for example `127.0.0.1:8080`, `[::]:80`, `unix /run/x.sock`
	inode string
}

// parseTCP reads /proc/net/tcp or tcp6: columns local_address (1) and inode (9).
func parseTCP(text []byte) []listener {
	var found []listener
	for _, f := range listeningRows(text) {
		if name, ok := parseAddress(f[1]); ok {
			found = append(found, listener{name, f[9]})
		}
	}
	return found
}

// parseBacklog counts, in /proc/net/tcp or tcp6, the connections to a port that wait to be accepted: of a listening
// socket the kernel shows their number as rx_queue, the second half of column 4 (get_tcp4_sock in net/ipv4/tcp_ipv4.c).
func parseBacklog(text []byte, port string) int {
	waiting := 0
	for _, f := range listeningRows(text) {
		name, ok := parseAddress(f[1])
		if _, p, err := net.SplitHostPort(name); !ok || err != nil || p != port {
			continue
		}
		_, queue, _ := strings.Cut(f[4], ":")
		if n, err := strconv.ParseUint(queue, 16, 31); err == nil {
			waiting += int(n)
		}
	}
	return waiting
}

// listeningRows gives the columns of the rows of /proc/net/tcp or tcp6 whose st (3) is 0A, LISTEN; ten at least.
func listeningRows(text []byte) [][]string {
	var rows [][]string
	for _, line := range bytes.Split(text, []byte{'\n'}) {
		if f := strings.Fields(string(line)); len(f) >= 10 && f[3] == "0A" {
			rows = append(rows, f)
		}
	}
	return rows
}

// parseAddress reads `0100007F:1F90`: 32-bit words of the address in the order of the host (both our machines are
// little-endian), then the port.
func parseAddress(text string) (string, bool) {
	host, port, ok := strings.Cut(text, ":")
	if !ok {
		return "", false
	}
	raw, err := hex.DecodeString(host)
	if err != nil || (len(raw) != 4 && len(raw) != 16) {
		return "", false
	}
	for i := 0; i < len(raw); i += 4 {
		binary.BigEndian.PutUint32(raw[i:], binary.LittleEndian.Uint32(raw[i:]))
	}
	n, err := strconv.ParseUint(port, 16, 16)
	if err != nil {
		return "", false
	}
	return net.JoinHostPort(net.IP(raw).String(), strconv.FormatUint(n, 10)), true
}

// parseUnix reads /proc/net/unix: columns Flags (3, bit 0x10000 is __SO_ACCEPTCON), Inode (6) and Path (7, may be
// missing; `@` for an abstract name).
func parseUnix(text []byte) []listener {
	var found []listener
	for _, line := range bytes.Split(text, []byte{'\n'}) {
		f := strings.Fields(string(line))
		if len(f) < 7 {
			continue
		}
		flags, err := strconv.ParseUint(f[3], 16, 32)
		if err != nil || flags&0x10000 == 0 {
			continue
		}
		name := "unix (no name)"
		if len(f) > 7 {
			name = "unix " + strings.Join(f[7:], " ")
		}
		found = append(found, listener{name, f[6]})
	}
	return found
}

// loadListeners lists what listens in the agent's network namespace, TCP first.
func loadListeners() []listener {
	var all []listener
	for _, source := range []struct {
		path  string
		parse func([]byte) []listener
	}{{"/proc/net/tcp", parseTCP}, {"/proc/net/tcp6", parseTCP}, {"/proc/net/unix", parseUnix}} {
		if text, err := os.ReadFile(source.path); err == nil {
			all = append(all, source.parse(text)...)
		}
	}
	return all
}

// newListener is the first that was not there at the start. An engine's network namespace is private, so this is the
// artifact's.
func newListener(before map[string]bool, now []listener) (string, bool) {
	for _, l := range now {
		if !before[l.inode] {
			return l.name, true
		}
	}
	return "", false
}

func inodes(all []listener) map[string]bool {
	set := map[string]bool{}
	for _, l := range all {
		set[l.inode] = true
	}
	return set
}
