import { languageFacts, type Language } from '@allmende/i18n';
import { formatDate, parsePlainDate } from '@allmende/time';
import type { DocumentBlock, DocumentModel } from './document-model.ts';

type Words = Readonly<Record<'page' | 'of' | 'reference' | 'contact' | 'date' | 'recipient', string>>;

const words: Readonly<Record<Language, Words>> = {
  de: { page: 'Seite', of: 'von', reference: 'Unser Zeichen', contact: 'Kontakt', date: 'Datum', recipient: 'An' },
  en: { page: 'Page', of: 'of', reference: 'Our reference', contact: 'Contact', date: 'Date', recipient: 'To' },
  'de-leicht': { page: 'Seite', of: 'von', reference: 'Unser Zeichen', contact: 'Kontakt', date: 'Tag', recipient: 'An' },
  uk: { page: 'Сторінка', of: 'з', reference: 'Наш номер', contact: 'Контакт', date: 'Дата', recipient: 'Кому' },
  ar: { page: 'صفحة', of: 'من', reference: 'رقمنا', contact: 'التواصل', date: 'التاريخ', recipient: 'إلى' },
};

// Between Arabic words a blank would turn the groups of a telephone number round (UAX #9, W4); a no-break space keeps them in order.
const groupOfDigits = /(?<=\d) (?=\d)/gu;

// Typst knows language and region; Arabic is not that of one country.
const REGIONS: Readonly<Record<Language, string | null>> = { de: 'DE', 'de-leicht': 'DE', en: 'GB', uk: 'UA', ar: null };

function tagOf(language: Language): string {
  return languageFacts(language).tag;
}

/** What the Typst template reads: the model with every gap filled and every text made printable. */
export type TemplateInput = Record<string, unknown>;

/**
 * Turns a model into the template's data. Headings are moved so that none skips a level below the main heading (PDF/UA-1, 7.4.2); blank lists and
 * tables without columns are left out.
 */
export function templateInput(model: DocumentModel, clean: (text: string) => string): TemplateInput {
  const printable = languageFacts(model.locale).direction === 'rtl' ? (text: string) => clean(text).replaceAll(groupOfDigits, '\u00a0') : clean;
  const day = parsePlainDate(model.date);
  const all = (texts: readonly string[] | undefined) => (texts ?? []).map(printable).filter((text) => text.trim() !== '');
  const maybe = (text: string | undefined) => printable(text ?? '').trim() || null;
  const title = maybe(model.title) ?? '–';
  return {
    kind: model.kind,
    locale: tagOf(model.locale).split('-')[0],
    region: REGIONS[model.locale],
    isRightToLeft: languageFacts(model.locale).direction === 'rtl',
    words: words[model.locale],
    title,
    heading: maybe(model.subject) ?? title,
    sender: {
      name: printable(model.sender.name),
      unit: maybe(model.sender.unit),
      addressLines: all(model.sender.addressLines),
      contactLines: all(model.sender.contactLines),
    },
    recipient: all(model.recipient?.lines),
    reference: maybe(model.reference),
    date: day === undefined ? printable(model.date) : formatDate(day, model.locale),
    day: day === undefined ? null : day.split('-').map(Number),
    footerLines: all(model.footerLines).slice(0, 3),
    watermark: maybe(model.watermark),
    blocks: templateBlocks(model.blocks, printable),
  };
}

function templateBlocks(blocks: readonly DocumentBlock[], printable: (text: string) => string): unknown[] {
  const open: number[] = [];
  const parts: unknown[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') {
      const text = printable(block.text).trim();
      if (text === '') continue;
      while ((open.at(-1) ?? 0) >= block.level) open.pop();
      open.push(block.level);
      parts.push({ kind: 'heading', level: open.length + 1, text });
    } else {
      const part = templateBlock(block, printable);
      if (part !== undefined) parts.push(part);
    }
  }
  return parts;
}

function templateBlock(block: Exclude<DocumentBlock, { kind: 'heading' }>, printable: (text: string) => string): unknown {
  switch (block.kind) {
    case 'paragraph':
      return { kind: 'paragraph', text: printable(block.text), emphasis: block.emphasis ?? false };
    case 'definitions':
      if (block.items.length === 0) return undefined;
      return { kind: 'definitions', items: block.items.map((item) => ({ term: printable(item.term), description: printable(item.description) })) };
    case 'table':
      return block.columns.length === 0 ? undefined : templateTable(block, printable);
    case 'callout':
      return { kind: 'callout', title: block.title === undefined ? null : printable(block.title), text: printable(block.text) };
    case 'list':
      if (block.items.length === 0) return undefined;
      return { kind: 'list', ordered: block.ordered ?? false, items: block.items.map(printable) };
    case 'signatureLine':
      return {
        kind: 'signatureLine',
        place: block.place === undefined ? null : printable(block.place),
        name: printable(block.name),
        role: block.role === undefined ? null : printable(block.role),
      };
    case 'pageBreak':
      return { kind: 'pageBreak' };
  }
}

function templateTable(table: Extract<DocumentBlock, { kind: 'table' }>, printable: (text: string) => string): unknown {
  const columns = table.columns.map(printable);
  const rows = table.rows.map((row) => columns.map((_, index) => printable(row[index] ?? '')));
  const widths = columns.map((column, index) => {
    const longest = Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0));
    return Math.min(Math.max(longest, 8), 40);
  });
  return {
    kind: 'table',
    caption: table.caption === undefined ? null : printable(table.caption),
    columns,
    rows,
    widths,
    align: columns.map((_, index) => table.align?.[index] ?? 'left'),
    totalRow: table.totalRow ?? false,
  };
}
