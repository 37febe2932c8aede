// The data of the page: an index that is read at once, and the records in compressed pieces that are read when needed.

const searched = [];
const pieces = new Map();

// The list is shown while the browser still reads the pieces, which stand behind this script.
const whole = new Promise((resolve) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve);
  else resolve();
});

async function inflate(id) {
  const packed = atob(document.getElementById(id).textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

export function readIndex() {
  return inflate("index");
}

async function readPiece(number) {
  await whole;
  const [records, texts] = await Promise.all([inflate(`records-${number}`), inflate(`texts-${number}`)]);
  return records.map((record, i) => ({ ...record, text: texts[i][0], source_text: texts[i][1] }));
}

// The record at `at`, with the pieces of the last few that were looked at kept.
export async function readRecord(index, at) {
  const number = Math.floor(at / index.piece);
  if (!pieces.has(number)) {
    if (pieces.size > 8) pieces.delete(pieces.keys().next().value);
    pieces.set(number, readPiece(number));
  }
  return (await pieces.get(number))[at % index.piece];
}

// Read the texts of all records in the idle time of the browser, so that a search finds every word.
export async function readTexts(index, onPiece) {
  await whole;
  for (let number = 0; number * index.piece < index.size; number += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    const texts = await inflate(`texts-${number}`);
    for (const [i, [text, source]] of texts.entries()) {
      searched[number * index.piece + i] = `${text}\n${source.text ?? ""}`.toLowerCase();
    }
    onPiece((number + 1) * index.piece >= index.size);
  }
}

export function textOf(at) {
  return searched[at];
}
