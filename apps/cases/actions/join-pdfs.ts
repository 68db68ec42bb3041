import { PDFDocument } from '@cantoo/pdf-lib';

/**
 * Several PDFs as one, page after page; a document with an odd number of pages gets an empty one, so that printing on both sides never puts two letters on one sheet. For paper only: the marks for
 * screen readers stay in the single files.
 */
export async function joinPdfs(documents: readonly Uint8Array[]): Promise<Uint8Array> {
  const joined = await PDFDocument.create();
  for (const bytes of documents) {
    const source = await PDFDocument.load(bytes, { updateMetadata: false });
    const pages = await joined.copyPages(source, source.getPageIndices());
    for (const page of pages) joined.addPage(page);
    const last = pages.at(-1);
    if (last && pages.length % 2 === 1) joined.addPage([last.getWidth(), last.getHeight()]);
  }
  return joined.save();
}
