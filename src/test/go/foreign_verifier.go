// Verifies what a log served, by the Go project's own implementation of transparency logs and signed notes (golang.org/x/mod/sumdb):
// the checkpoint, every entry by the hash tiles, and the proofs.
//
// Usage: foreign_verifier <folder> <verifier key>; the folder holds what was answered to the paths below /v1/log: checkpoint, tile/...,
// and lists of entries, inclusion and consistency proofs.
package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var folder string

func fail(format string, args ...interface{}) {
	fmt.Printf("refused: "+format+"\n", args...)
	os.Exit(1)
}

func read(path string) []byte {
	content, err := os.ReadFile(filepath.Join(folder, path))
	if err != nil {
		fail("%v", err)
	}
	return content
}

func list(path string, into interface{}) {
	if err := json.Unmarshal(read(path), into); err != nil {
		fail("%s: %v", path, err)
	}
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

func (tileReader) Height() int                     { return 8 }
func (tileReader) SaveTiles([]tlog.Tile, [][]byte) {}
func (tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		all = append(all, read(strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
	}
	return all, nil
}

func main() {
	folder = os.Args[1]
	verifier, err := note.NewVerifier(os.Args[2])
	if err != nil {
		fail("%v", err)
	}
	opened, err := note.Open(read("checkpoint"), note.VerifierList(verifier))
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
	verifyEntries(reader, size)
	verifyProofs(reader, size, root)
	fmt.Printf("verified %d entries\n", size)
}

func verifyEntries(reader tlog.HashReader, size int64) {
	var entries []string
	list("entries", &entries)
	if int64(len(entries)) != size {
		fail("%d entries of %d", len(entries), size)
	}
	for index, entry := range entries {
		stored, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(index))})
		if err != nil {
			fail("the tiles of entry %d: %v", index, err)
		}
		if stored[0] != hash(entry) {
			fail("entry %d is another in its tile", index)
		}
	}
}

func verifyProofs(reader tlog.HashReader, size int64, root tlog.Hash) {
	var inclusions []struct {
		Index  int64
		Entry  string
		Hashes []string
	}
	list("inclusion", &inclusions)
	for _, proof := range inclusions {
		if err := tlog.CheckRecord(hashes(proof.Hashes), size, root, proof.Index, hash(proof.Entry)); err != nil {
			fail("the proof of entry %d: %v", proof.Index, err)
		}
	}
	var consistencies []struct {
		From   int64
		Hashes []string
	}
	list("consistency", &consistencies)
	for _, proof := range consistencies {
		older, err := tlog.TreeHash(proof.From, reader)
		if err != nil {
			fail("%v", err)
		}
		if err := tlog.CheckTree(hashes(proof.Hashes), size, root, proof.From, older); err != nil {
			fail("the proof from %d: %v", proof.From, err)
		}
	}
	if len(inclusions) == 0 || len(consistencies) == 0 {
		fail("no proofs")
	}
}
