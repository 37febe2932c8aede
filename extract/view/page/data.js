// The data of the page: an index that is read at once, and the records in compressed pieces that are read when needed.

const texts = [];
const pieces = new Map();

async function inflate(id) {
  const packed = atob(document.getElementById(id).textContent);
  const bytes = Uint8Array.from(packed, (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

export function readIndex() {
  return inflate("index");
}

// The record at `at`, with the pieces of the last few that were looked at kept.
export async function readRecord(index, at) {
  const number = Math.floor(at / index.piece);
  if (!pieces.has(number)) {
    if (pieces.size > 8) pieces.delete(pieces.keys().next().value);
    pieces.set(number, inflate(`piece-${number}`));
  }
  return (await pieces.get(number))[at % index.piece];
}

// Read the texts of all records in the idle time of the browser, so that a search finds every word.
export async function readTexts(index, onPiece) {
  for (let number = 0; number * index.piece < index.size; number += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    const records = await inflate(`piece-${number}`);
    for (const [i, record] of records.entries()) {
      const source = record.source_text?.text ?? "";
      texts[number * index.piece + i] = `${record.text}\n${source}`.toLowerCase();
    }
    onPiece((number + 1) * index.piece >= index.size);
  }
}

export function textOf(at) {
  return texts[at];
}
