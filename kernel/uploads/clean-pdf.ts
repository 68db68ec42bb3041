import { EncryptedPDFError, PDFArray, PDFDict, PDFDocument, PDFName, PDFRef, PDFStream, type PDFObject } from '@cantoo/pdf-lib';
import { hasBomb } from './check-pdf-streams.ts';
import type { Refusal } from './refusal.ts';

const MOST_PAGES = 200;
/** Keys under which a PDF starts programs, opens or sends things, or carries further files (ISO 32000-2, 12.6, 12.7.8, 7.11.4). */
const ACTIVE_KEYS = ['JS', 'JavaScript', 'OpenAction', 'AA', 'A', 'PA', 'EF', 'RF', 'EmbeddedFiles', 'AF', 'XFA', 'RichMediaContent', 'RichMediaSettings', 'Rendition', 'Collection', 'URI'];
/** Metadata and what programs keep for themselves. */
const PRIVATE_KEYS = ['Metadata', 'PieceInfo', 'LastModified', 'Thumb'];
const ACTIVE_ANNOTATIONS = new Set(['FileAttachment', 'RichMedia', 'Movie', 'Sound', 'Screen', '3D', 'PopUp', 'Popup', 'Link']);
const ACTIVE_ACTIONS = new Set(['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'GoToR', 'GoToE', 'GoToDp', 'Rendition', 'Movie', 'Sound', 'RichMediaExecute', 'Trans', 'URI', 'Hide', 'ResetForm', 'SetOCGState', 'Named', 'Thread', 'GoTo3DView']);

/**
 * Writes a PDF anew from nothing but its pages: programs, actions, links, embedded files, forms' own logic and metadata stay behind, what is seen stays. An electronic signature
 * inside of it does not survive. Looks through the result once more and refuses what is still active.
 */
export async function cleanPdf(bytes: Uint8Array): Promise<{ readonly bytes: Uint8Array } | { readonly refusal: Refusal }> {
  if (hasBomb(bytes)) return { refusal: 'bomb' };
  try {
    const source = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false });
    if (source.isEncrypted) return { refusal: 'encrypted' };
    const count = source.getPageCount();
    if (count === 0) return { refusal: 'broken' };
    if (count > MOST_PAGES) return { refusal: 'too-many-pages' };
    for (const page of source.getPages()) dropActive(page.node, source, new Set());
    const clean = await PDFDocument.create({ updateMetadata: false });
    for (const page of await clean.copyPages(source, source.getPageIndices())) clean.addPage(page);
    for (const [, object] of clean.context.enumerateIndirectObjects()) dropActive(object, clean, new Set());
    const written = await clean.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
    return await isActive(written) ? { refusal: 'active' } : { bytes: written };
  } catch (error) {
    return { refusal: error instanceof EncryptedPDFError || (error instanceof Error && /encrypt/iu.test(error.message)) ? 'encrypted' : 'broken' };
  }
}

function dropActive(object: PDFObject | undefined, document: PDFDocument, seen: Set<PDFObject>): void {
  if (object === undefined || seen.has(object)) return;
  seen.add(object);
  if (object instanceof PDFArray) for (const item of object.asArray()) dropActive(item instanceof PDFRef ? undefined : item, document, seen);
  const dict = dictOf(object);
  if (!dict) return;
  for (const [key] of dict.entries()) {
    const name = nameOf(key) ?? '';
    if (PRIVATE_KEYS.includes(name) || isActiveEntry(dict, name)) dict.delete(key);
  }
  const annotations = dict.lookup(PDFName.of('Annots'));
  if (annotations instanceof PDFArray) {
    const kept = annotations.asArray().filter((each) => {
      const annotation = dictOf(each instanceof PDFRef ? document.context.lookup(each) : each);
      return annotation !== undefined && !ACTIVE_ANNOTATIONS.has(nameIn(annotation, 'Subtype') ?? '');
    });
    dict.set(PDFName.of('Annots'), document.context.obj(kept));
    for (const each of kept) dropActive(each instanceof PDFRef ? document.context.lookup(each) : each, document, seen);
  }
  for (const value of dict.values()) if (value instanceof PDFDict || value instanceof PDFArray) dropActive(value, document, seen);
}

/** Whether an entry starts, opens, sends or carries something. Resources of a page may have any name, `/A` too, so what an entry holds decides with its name. */
function isActiveEntry(dict: PDFDict, name: string): boolean {
  if (name === 'S') return ACTIVE_ACTIONS.has(nameIn(dict, 'S') ?? '') && ['Action', undefined].includes(nameIn(dict, 'Type'));
  if (!ACTIVE_KEYS.includes(name)) return false;
  const value = dict.lookup(PDFName.of(name));
  const inner = dictOf(value);
  if (name === 'A' || name === 'PA') return inner !== undefined && nameIn(inner, 'Type') !== 'Font' && inner.has(PDFName.of('S')) && nameIn(dict, 'Type') !== 'StructElem';
  if (name === 'AA') return inner !== undefined && inner.keys().some((key) => dictOf(inner.lookup(key))?.has(PDFName.of('S')));
  return inner === undefined || !RESOURCES.has(nameIn(inner, 'Type') ?? nameIn(inner, 'Subtype') ?? '');
}

const RESOURCES = new Set(['Font', 'ExtGState', 'Pattern', 'XObject', 'Image', 'Form', 'OCG', 'OCMD']);

function dictOf(object: PDFObject | undefined): PDFDict | undefined {
  return object instanceof PDFStream ? object.dict : object instanceof PDFDict ? object : undefined;
}

function nameIn(dict: PDFDict, key: string): string | undefined {
  return nameOf(dict.lookup(PDFName.of(key)));
}

function nameOf(object: PDFObject | undefined): string | undefined {
  return object instanceof PDFName ? object.decodeText() : undefined;
}

/** Whether a written PDF still holds anything that starts, opens or sends something. */
async function isActive(written: Uint8Array): Promise<boolean> {
  const document = await PDFDocument.load(written, { updateMetadata: false });
  return document.context.enumerateIndirectObjects().some(([, object]) => holdsActive(object, new Set()));
}

function holdsActive(object: PDFObject | undefined, seen: Set<PDFObject>): boolean {
  if (object === undefined || seen.has(object)) return false;
  seen.add(object);
  if (object instanceof PDFArray) return object.asArray().some((item) => holdsActive(item, seen));
  const dict = dictOf(object);
  return dict !== undefined && dict.entries().some(([key, value]) => isActiveEntry(dict, nameOf(key) ?? '') || holdsActive(value, seen));
}
