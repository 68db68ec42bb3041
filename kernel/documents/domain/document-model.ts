import type { Language } from '@allmende/i18n';

/** One part of a document's body, in reading order. All texts are plain; a line feed starts a new line. */
export type DocumentBlock =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; text: string; emphasis?: boolean }
  | { kind: 'definitions'; items: readonly { term: string; description: string }[] }
  | {
      kind: 'table';
      caption?: string;
      columns: readonly string[];
      /** Each row has one text per column; missing ones are empty. */
      rows: readonly (readonly string[])[];
      /** One per column; `left` where not given. Amounts stand `right`. */
      align?: readonly ('left' | 'center' | 'right')[];
      /** The last row is a total and is set off. */
      totalRow?: boolean;
    }
  | { kind: 'callout'; title?: string; text: string }
  | { kind: 'list'; ordered?: boolean; items: readonly string[] }
  | { kind: 'signatureLine'; place?: string; name: string; role?: string }
  | { kind: 'pageBreak' };

/**
 * Everything a document shows, as plain data. `letter` is a letter of an authority (DIN 5008, form B: the recipient lies in the window of the
 * envelope); `record` is a document without a window: receipt, contract, minutes.
 */
export type DocumentModel = {
  kind: 'letter' | 'record';
  /** Of all texts; sets the direction of writing, the words of the layout and the language that screen readers speak. */
  locale: Language;
  /** Title of the file, read out by screen readers; also the main heading where `subject` is missing. */
  title: string;
  /** Main heading of a letter. */
  subject?: string;
  sender: { name: string; unit?: string; addressLines: readonly string[]; contactLines?: readonly string[] };
  recipient?: { lines: readonly string[] };
  /** The authority's reference ("Unser Zeichen"). */
  reference?: string;
  /** `YYYY-MM-DD`, written out in the locale; any other text is printed as it is. A day also becomes the file's date. */
  date: string;
  blocks: readonly DocumentBlock[];
  /** Small print at the foot of each page, at most three lines. */
  footerLines?: readonly string[];
  /** A word across each page, also said in the text: "Beispielwerte", "Abschrift". */
  watermark?: string;
};
