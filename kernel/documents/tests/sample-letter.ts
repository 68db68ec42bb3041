import type { DocumentModel } from '../index.ts';

/** An invented notice with every kind of block. */
export const sampleLetter: DocumentModel = {
  kind: 'letter',
  locale: 'de',
  title: 'Hundesteuerbescheid 2027',
  subject: 'Festsetzung der Hundesteuer für das Jahr 2027',
  sender: {
    name: 'Stadt Musterhausen',
    unit: 'Amt für Finanzen und Abgaben',
    addressLines: ['Marktplatz 1', '12345 Musterhausen'],
    contactLines: ['Telefon 01234 56-789', 'steuern@musterhausen.example'],
  },
  recipient: { lines: ['Frau', 'Marion Mustermann-Öztürk', 'Gänseblümchenweg 12 a', '12345 Musterhausen'] },
  reference: '22.1-HS-17',
  date: '2026-11-21',
  watermark: 'Beispielwerte',
  footerLines: ['Stadt Musterhausen · Marktplatz 1 · 12345 Musterhausen', 'Sprechzeiten: Mo–Fr 8–12 Uhr'],
  blocks: [
    { kind: 'paragraph', text: 'Sehr geehrte Frau Mustermann-Öztürk,' },
    { kind: 'paragraph', text: 'für das Halten Ihres Hundes setzen wir die Steuer wie folgt fest:' },
    { kind: 'heading', level: 1, text: 'Festsetzung' },
    {
      kind: 'table',
      caption: 'Hundesteuer 2027',
      columns: ['Zeitraum', 'Hund', 'Betrag'],
      align: ['left', 'left', 'right'],
      totalRow: true,
      rows: [
        ['1. Januar bis 31. Dezember 2027', 'Ersthund', '96,00 €'],
        ['1. April bis 31. Dezember 2027', 'Zweithund', '144,00 €'],
        ['Summe', '', '240,00 €'],
      ],
    },
    { kind: 'callout', title: 'Bitte zahlen Sie 240,00 € bis zum 15. Februar 2027.', text: 'Geben Sie dabei das Kassenzeichen an.' },
    { kind: 'heading', level: 3, text: 'Ihre Angaben' },
    { kind: 'definitions', items: [{ term: 'Name des Hundes', description: 'Bello' }, { term: 'Rasse', description: 'Mischling' }] },
    { kind: 'list', items: ['Sie haben einen zweiten Hund angemeldet.', 'Eine Ermäßigung haben Sie nicht beantragt.'] },
    { kind: 'list', ordered: true, items: ['Bescheid lesen', 'Betrag zahlen'] },
    { kind: 'pageBreak' },
    { kind: 'signatureLine', place: 'Musterhausen', name: 'Erika Beispiel', role: 'Sachbearbeiterin' },
  ],
};
