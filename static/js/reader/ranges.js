// The pack's bytes, a piece at a time: only the pieces that the pages on screen need are ever asked for.
import { PDFDataRangeTransport } from "../../pdfjs/pdf.min.mjs";

// Small, because a page needs a little from several places of the file; what lies together is asked for together.
export const PIECE = 16384;

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
    this.failed = () => {};
  }

  async requestDataRange(begin, end) {
    try {
      const response = await fetchPiece(this.address, begin, end);
      this.onDataRange(begin, new Uint8Array(await response.arrayBuffer()));
    } catch (error) {
      this.failed(error);
    }
  }
}
