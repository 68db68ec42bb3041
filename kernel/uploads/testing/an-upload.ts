import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFString, StandardFonts } from '@cantoo/pdf-lib';
import sharp from 'sharp';

/** A PDF with these lines of text on its one page. */
export async function aPdf(lines: readonly string[] = ['Musterdokument']): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([595, 842]);
  const font = await document.embedFont(StandardFonts.Helvetica);
  lines.forEach((line, index) => { page.drawText(line, { x: 60, y: 760 - index * 24, size: 14, font }); });
  return document.save();
}

/** A PDF whose metadata and words lie in it uncompressed, so that a search of its bytes would find them. */
export async function aTalkativePdf(lines: readonly string[], author: string): Promise<Uint8Array> {
  const document = await PDFDocument.load(await aPdf(lines));
  document.setAuthor(author);
  document.setTitle(lines.join(' '));
  document.catalog.set(PDFName.of('Talk'), PDFString.of(`${author} ${lines.join(' ')}`));
  return document.save({ useObjectStreams: false });
}

/** A PDF that does everything a PDF should not: runs scripts, launches programs, opens addresses, carries files and metadata. */
export async function anActivePdf(text = 'Aktiv'): Promise<Uint8Array> {
  const document = await PDFDocument.load(await aPdf([text]));
  const { context, catalog } = document;
  document.setAuthor('Geheime Autorin');
  document.addJavaScript('start', 'app.alert(1)');
  await document.attach(Buffer.from('MZ secret program'), 'programm.exe', { mimeType: 'application/octet-stream' });
  catalog.set(PDFName.of('OpenAction'), context.obj({ Type: 'Action', S: 'JavaScript', JS: PDFString.of('app.alert(2)') }));
  catalog.set(PDFName.of('AcroForm'), context.obj({ XFA: PDFString.of('<xdp/>'), Fields: [] }));
  catalog.set(PDFName.of('AA'), context.obj({ WC: { S: 'JavaScript', JS: PDFString.of('app.alert(3)') } }));
  const [page] = document.getPages();
  page?.node.set(PDFName.of('AA'), context.obj({ O: { S: 'Launch', F: PDFString.of('cmd.exe') } }));
  page?.node.set(PDFName.of('PieceInfo'), context.obj({ App: { Private: PDFString.of('Geheimnis') } }));
  page?.node.set(PDFName.of('Annots'), context.obj([
    context.register(context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 99, 99], A: { S: 'URI', URI: PDFString.of('https://evil.example') } })),
    context.register(context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Tx', T: PDFString.of('x'), Rect: [0, 0, 9, 9], A: { S: 'SubmitForm', F: PDFString.of('https://evil.example') }, AA: { K: { S: 'JavaScript', JS: PDFString.of('4') } } })),
    context.register(context.obj({ Type: 'Annot', Subtype: 'FileAttachment', Rect: [0, 0, 9, 9], FS: { Type: 'Filespec', F: PDFString.of('x.exe') } })),
  ]));
  return document.save({ useObjectStreams: false });
}

/** A PDF with a stream that unpacks to `megabytes` of nothing, packed twice. */
export function aBombPdf(megabytes = 200): Uint8Array {
  const packed = deflateSync(deflateSync(Buffer.alloc(megabytes * 1_000_000)));
  return Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>\nendobj\n'),
    Buffer.from(`4 0 obj\n<</Length ${packed.length}/Filter[/FlateDecode/FlateDecode]>>\nstream\n`), packed, Buffer.from('\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 5>>\n%%EOF\n'),
  ]);
}

/** A PDF that asks for a password. */
export async function anEncryptedPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.load(await aPdf(['Verschlossen']));
  document.encrypt({ userPassword: 'geheim', ownerPassword: 'geheim2' });
  return document.save();
}

/** A picture, with a place and an author in its metadata where `isTalkative`. */
export async function anImage(kind: 'jpeg' | 'png' | 'webp' = 'jpeg', options: { readonly isTalkative?: boolean; readonly width?: number; readonly height?: number } = {}): Promise<Buffer> {
  const plain = sharp({ create: { width: options.width ?? 300, height: options.height ?? 200, channels: 3, background: { r: 20, g: 120, b: 200 } } });
  const image = options.isTalkative ? plain.withExif({ IFD0: { Artist: 'Geheime Fotografin', Copyright: 'Wohnort-Kanarienweg' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '49/1 8/1 0/1' } }) : plain;
  return image.toFormat(kind).toBuffer();
}

/** A PNG that says it is enormous and is small on the wire. */
export function aBombPng(): Promise<Buffer> {
  return sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' }, limitInputPixels: false }).png({ compressionLevel: 9, palette: true }).toBuffer();
}

/** A picture of printed lines, as a phone would take it, with its photographer in the metadata where one is given. */
export async function aPhotoOf(lines: readonly string[], artist?: string): Promise<Buffer> {
  const text = lines.map((line, index) => `<text x="80" y="${140 + index * 70}" font-family="DejaVu Sans, Arial, sans-serif" font-size="40">${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`).join('');
  return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="${lines.length * 70 + 200}"><rect width="100%" height="100%" fill="white"/>${text}</svg>`)).withExif(artist === undefined ? {} : { IFD0: { Artist: artist } }).jpeg({ quality: 90 }).toBuffer();
}

/** A scan: a PDF whose only page is a picture of these lines. */
export async function aScan(lines: readonly string[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const picture = await document.embedJpg(await aPhotoOf(lines));
  document.addPage([595, 842]).drawImage(picture, { x: 0, y: 300, width: 595, height: (595 * picture.height) / picture.width });
  return document.save();
}
