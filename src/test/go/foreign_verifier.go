// Verifies a running log by the Go project's own implementation of transparency logs and signed notes
// (golang.org/x/mod/sumdb): the checkpoint, every entry by the hash tiles, and the server's proofs.
//
// Usage: foreign_verifier <server> <token> <verifier key>
package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var server, token string

func fail(format string, args ...interface{}) {
	fmt.Printf("refused: "+format+"\n", args...)
	os.Exit(1)
}

func get(path string) []byte {
	request, err := http.NewRequest("GET", server+path, nil)
	if err != nil {
		fail("%v", err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		fail("%v", err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	if response.StatusCode != 200 {
		fail("%s: %d %s", path, response.StatusCode, body)
	}
	return body
}

type proof struct {
	Index  int64    `json:"index"`
	Size   int64    `json:"size"`
	Hashes []string `json:"hashes"`
}

func getProof(path string) proof {
	var read proof
	if err := json.Unmarshal(get(path), &read); err != nil {
		fail("%s: %v", path, err)
	}
	return read
}

func hash(text string) tlog.Hash {
	var read tlog.Hash
	bytes, err := hex.DecodeString(text)
	if err != nil || len(bytes) != len(read) {
		fail("%s is no hash", text)
	}
	copy(read[:], bytes)
	return read
}

func hashes(texts []string) []tlog.Hash {
	var read []tlog.Hash
	for _, text := range texts {
		read = append(read, hash(text))
	}
	return read
}

// A tileReader reads C2SP tiles: paths like the Go checksum database's, without the height.
type tileReader struct{}

func (tileReader) Height() int                       { return 8 }
func (tileReader) SaveTiles([]tlog.Tile, [][]byte) {}
func (tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range tiles {
		read = append(read, get("/v1/log/"+strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
	}
	return read, nil
}

func main() {
	server, token = os.Args[1], os.Args[2]
	verifier, err := note.NewVerifier(os.Args[3])
	if err != nil {
		fail("%v", err)
	}
	opened, err := note.Open(get("/v1/log/checkpoint"), note.VerifierList(verifier))
	if err != nil {
		fail("the checkpoint: %v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() || len(lines) != 4 {
		fail("the checkpoint's text is %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		fail("%v", err)
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		fail("%v", err)
	}
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, tileReader{})
	for from := int64(0); from < size; {
		var page struct {
			Items []struct {
				Index int64  `json:"index"`
				Entry string `json:"entry"`
			} `json:"items"`
		}
		if err := json.Unmarshal(get(fmt.Sprintf("/v1/log/entries?limit=500&from=%d", from)), &page); err != nil {
			fail("%v", err)
		}
		for _, item := range page.Items {
			if item.Index >= size {
				break
			}
			stored, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, item.Index)})
			if err != nil {
				fail("the tiles of entry %d: %v", item.Index, err)
			}
			if stored[0] != hash(item.Entry) {
				fail("entry %d is another in its tile", item.Index)
			}
			if item.Index%17 == 0 || item.Index == size-1 {
				included := getProof(fmt.Sprintf("/v1/log/proofs/inclusion?entry=%s&size=%d", item.Entry, size))
				if err := tlog.CheckRecord(hashes(included.Hashes), size, root, item.Index, hash(item.Entry)); err != nil {
					fail("the proof of entry %d: %v", item.Index, err)
				}
			}
		}
		from += int64(len(page.Items))
	}
	for from := int64(1); from <= size; from += 1 + size/40 {
		older, err := tlog.TreeHash(from, reader)
		if err != nil {
			fail("%v", err)
		}
		grown := getProof(fmt.Sprintf("/v1/log/proofs/consistency?from=%d&to=%d", from, size))
		if err := tlog.CheckTree(hashes(grown.Hashes), size, root, from, older); err != nil {
			fail("the proof from %d: %v", from, err)
		}
	}
	fmt.Printf("verified %d entries\n", size)
}
