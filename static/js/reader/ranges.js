// The pack's bytes, a piece at a time: only the pieces that the pages on screen need are ever asked for.
import { PDFDataRangeTransport } from "../../pdfjs/pdf.min.mjs";

// Small, because a page needs a little from several places of the file; what lies together is asked for together.
export const PIECE = 8192;
const BLOCK = 1048576;

export async function openInPieces(address) {
  const response = await fetchPiece(address, 0, PIECE);
  const start = new Uint8Array(await response.arrayBuffer());
  const size = Number(response.headers.get("Content-Range")?.split("/")[1]);
  // A server that knows no pieces has sent everything.
  if (response.status !== 206 || !size || start.length >= size) return { data: start };
  return { range: new Pieces(address, size, start) };
}

async function fetchPiece(address, begin, end) {
  const response = await fetch(address, { headers: { Range: `bytes=${begin}-${end - 1}` } });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response;
}

class Pieces extends PDFDataRangeTransport {
  constructor(address, size, start) {
    super(size, start);
    this.address = address;
    this.size = size;
    this.failed = () => {};
    this.blocks = null;
  }

  // Finding words reads every page anyway: from now on in few large requests instead of many small ones.
  readAhead() {
    this.blocks ??= new Map();
  }

  async requestDataRange(begin, end) {
    try {
      this.onDataRange(begin, this.blocks ? await this.fromBlocks(begin, end) : await this.fetched(begin, end));
    } catch (error) {
      this.failed(error);
    }
  }

  async fetched(begin, end) {
    const response = await fetchPiece(this.address, begin, end);
    return new Uint8Array(await response.arrayBuffer());
  }

  async fromBlocks(begin, end) {
    const bytes = new Uint8Array(end - begin);
    for (let at = begin - (begin % BLOCK); at < end; at += BLOCK) {
      if (!this.blocks.has(at)) this.blocks.set(at, this.fetched(at, Math.min(at + BLOCK, this.size)));
      const block = await this.blocks.get(at);
      const from = Math.max(begin - at, 0);
      bytes.set(block.subarray(from, end - at), at + from - begin);
    }
    return bytes;
  }
}
