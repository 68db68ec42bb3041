import type { DocumentBlock, DocumentModel } from '@allmende/documents';
import { formatEuro } from '@allmende/money';
import { berlinDate, formatDate, formatInstant } from '@allmende/time';
import type { AgreementBlock } from './agreement-text.ts';
import type { Amendment } from './amendment.ts';
import type { Contract, DocumentKind } from './contract.ts';
import type { OrderLine } from './order-line.ts';
import type { PriceChange } from './price-change.ts';
import { proofDefinitions } from './proof-definitions.ts';
import { termText } from './term-text.ts';

const VALUES_LABEL = 'Beispielwerte';

/** What a document of a contract says. Accounts appear by their marks, never by name: the log resolves them while it may. */
export function contractDocument(contract: Contract, kind: DocumentKind, amendment?: Amendment): DocumentModel {
  const { ground } = contract;
  const sample = (ground.kind === 'in-house' && ground.proof.statutes.label !== null) || contract.lines.some((line) => line.price.label !== null);
  const frame = {
    kind: 'record', locale: 'de', sender: { name: contract.provider.name, addressLines: [] }, reference: contract.number, footerLines: [`${contract.number} · geschlossen am ${formatDate(berlinDate(contract.concludedAt))}`],
    ...(sample ? { watermark: VALUES_LABEL } : {}),
  } as const;
  if (amendment !== undefined) return { ...frame, title: `Nachtrag ${amendment.number} zum Vertrag ${contract.number}`, date: berlinDate(amendment.decided?.at ?? amendment.proposed.at), blocks: amendmentBlocks(contract, amendment) };
  return {
    ...frame, title: kind === 'contract' ? `Vertrag ${contract.number}` : `Vereinbarung zur Auftragsverarbeitung zum Vertrag ${contract.number}`, date: berlinDate(contract.concludedAt),
    blocks: kind === 'contract' ? contractBlocks(contract) : agreementBlocks(contract),
  };
}

function contractBlocks(contract: Contract): readonly DocumentBlock[] {
  const { declared, terms } = contract;
  return [
    { kind: 'heading', level: 2, text: 'Vertragsparteien' },
    { kind: 'definitions', items: [{ term: 'Auftraggeberin', description: `${contract.customer.name} (${contract.customer.key})` }, { term: 'Auftragnehmerin', description: `${contract.provider.name} (${contract.provider.key})` }] },
    { kind: 'heading', level: 2, text: 'Gegenstand' },
    { kind: 'paragraph', text: contract.subject },
    {
      kind: 'table', caption: 'Leistungen und Preise im Jahr', columns: ['Leistung', 'Umfang', 'Preis im Jahr'], align: ['left', 'left', 'right'], totalRow: true,
      rows: [...contract.lines.map((line) => [`${line.name} (${line.plan})`, [scopeText(line), priceText(line)].filter((text) => text !== '').join('; ') || '–', euro(line.price.centsPerYear, line.price.label)]), ['Summe', '', formatEuro(contract.centsPerYear)]],
    },
    { kind: 'heading', level: 2, text: 'Laufzeit' },
    { kind: 'paragraph', text: termText(contract.term, contract.startsOn) },
    { kind: 'heading', level: 2, text: 'Vergabegrund und Nachweis' },
    { kind: 'definitions', items: proofDefinitions(contract.ground) },
    { kind: 'heading', level: 2, text: 'Freigabe und Verpflichtung der Behörde' },
    {
      kind: 'definitions', items: [
        { term: 'Freigegeben', description: `${formatInstant(contract.approved.at)} durch eine zweite Person` },
        { term: contract.commitment.kind === 'everyday' ? 'Geschäft der laufenden Verwaltung' : 'Verpflichtungserklärung nötig', description: `${contract.commitment.basis}. ${contract.commitment.reason}` },
        ...(declared === null ? [] : [{ term: 'Unterzeichnet', description: `${formatDate(declared.signedOn)}, ${declared.form === 'paper' ? 'eigenhändig' : 'mit elektronischer Signatur'}, ${declared.reference}` }]),
      ],
    },
    ...(terms === null ? [] : [{ kind: 'heading', level: 2, text: `Allgemeine Bedingungen (${terms.version})` } as const, ...terms.blocks.map((block) => textBlock(block, 3))]),
    { kind: 'heading', level: 2, text: 'Bestandteile des Vertrags' },
    {
      kind: 'list', items: [
        `Anlage 1: Vereinbarung zur Auftragsverarbeitung (Art. 28 DSGVO), ${contract.agreement.text.version}`,
        ...contract.lines.map((line, index) => `Anlage ${index + 2}: Beschreibung von ${line.listing.name}, Stand ${formatDate(berlinDate(new Date(line.listing.changedAt)))}${line.listing.softwareVersion === null ? '' : `, Version ${line.listing.softwareVersion}`}${line.listing.licence === null ? '' : `, Lizenz ${line.listing.licence}`}${line.listing.repository === null ? '' : `, ${line.listing.repository}`}${line.listing.commit === null ? '' : `, Stand ${line.listing.commit}`}. ${line.listing.shortDescription}`),
      ],
    },
  ];
}

function amendmentBlocks(contract: Contract, amendment: Amendment): readonly DocumentBlock[] {
  return [
    { kind: 'definitions', items: [{ term: 'Zum Vertrag', description: `${contract.number} vom ${formatDate(berlinDate(contract.concludedAt))}` }, { term: 'Auftraggeberin', description: contract.customer.name }, { term: 'Auftragnehmerin', description: contract.provider.name }, { term: 'Gilt ab', description: formatDate(amendment.effectiveOn) }] },
    { kind: 'heading', level: 2, text: amendment.title },
    ...amendment.text.split(/\n\s*\n/u).map((text): DocumentBlock => ({ kind: 'paragraph', text: text.replaceAll('\n', ' ').trim() })),
    ...(amendment.price === null ? [] : priceBlocks(contract, amendment.price)),
    ...(amendment.term === null ? [] : [{ kind: 'heading', level: 2, text: 'Neue Laufzeit' } as const, { kind: 'paragraph', text: termText(amendment.term, contract.startsOn) } as const]),
    { kind: 'paragraph', text: 'Im Übrigen bleibt der Vertrag, wie er ist.' },
    ...(amendment.proven === null ? [] : [{ kind: 'heading', level: 2, text: 'Vergabegrund und Nachweis, für diese Änderung erneut geprüft' } as const, { kind: 'definitions', items: proofDefinitions(amendment.proven) } as const]),
    { kind: 'definitions', items: [{ term: 'Vorgeschlagen', description: formatInstant(amendment.proposed.at) }, ...stepItems(amendment), { term: 'Vereinbart', description: amendment.decided === null ? '–' : `${formatInstant(amendment.decided.at)} durch eine zweite Person` }] },
  ];
}

function priceBlocks(contract: Contract, price: PriceChange): readonly DocumentBlock[] {
  const name = (position: number) => contract.lines.find((line) => line.position === position)?.name ?? `Position ${position}`;
  return [
    ...(price.prices.length === 0 ? [] : [{ kind: 'heading', level: 2, text: 'Neue Preise' } as const, {
      kind: 'table', caption: 'Neue Preise im Jahr', columns: ['Leistung', 'Preis im Jahr'], align: ['left', 'right'], totalRow: true,
      rows: [...price.prices.map(({ centsPerYear, position }) => [name(position), formatEuro(centsPerYear)]), [`Summe aller Leistungen (bisher ${formatEuro(price.beforeCentsPerYear)})`, formatEuro(price.centsPerYear)]],
    } as const]),
    {
      kind: 'definitions', items: [
        { term: 'Änderung ohne neues Vergabeverfahren, nach Angabe der Behörde', description: `${price.basis}. ${price.reason}` }, { term: 'Zustimmung der Auftragnehmerin', description: `${formatDate(price.consent.givenOn)}, ${price.consent.reference}` },
        ...(price.commitment === null ? [] : [{ term: price.commitment.kind === 'everyday' ? 'Geschäft der laufenden Verwaltung' : 'Verpflichtungserklärung nötig', description: `${price.commitment.basis}. ${price.commitment.reason}` }]),
      ],
    },
  ];
}

function stepItems({ checks, declared }: Amendment): readonly { readonly term: string; readonly description: string }[] {
  return [
    ...(checks.budget === null ? [] : [{ term: 'Deckung im Haushalt bestätigt', description: `${formatInstant(checks.budget.at)}, ${checks.budget.position}` }]),
    ...(checks.council === null ? [] : [{ term: 'Beschluss', description: `${checks.council.body}, ${checks.council.number}, ${formatDate(checks.council.decidedOn)}, ${checks.council.reference}` }]),
    ...(declared === null ? [] : [{ term: 'Unterzeichnet', description: `${formatDate(declared.signedOn)}, ${declared.form === 'paper' ? 'eigenhändig' : 'mit elektronischer Signatur'}, ${declared.reference}` }]),
  ];
}

/** How a price by use comes about; empty for others. */
function priceText({ price }: OrderLine): string {
  const words = { class: 'nach Einwohnerzahl', flat: 'pauschal', case: 'Fälle', user: 'Personen', minimum: 'Aufschlag bis zum Mindestpreis' } as const;
  return (price.parts ?? []).map(({ kind, quantity, centsEach, cents }) => (kind === 'case' || kind === 'user' ? `${quantity} ${words[kind]} erwartet zu je ${formatEuro(centsEach)}` : `${formatEuro(cents)} ${words[kind]}`)).join(', ');
}

function textBlock(block: AgreementBlock, level: 2 | 3): DocumentBlock {
  return block.kind === 'heading' ? { kind: 'heading', level, text: block.text } : block.kind === 'list' ? { kind: 'list', items: block.items } : { kind: 'paragraph', text: block.text };
}

function agreementBlocks(contract: Contract): readonly DocumentBlock[] {
  return [
    { kind: 'callout', title: contract.agreement.text.version, text: `Quelle des Textes: ${contract.agreement.text.source}` },
    { kind: 'definitions', items: [{ term: 'Verantwortliche', description: contract.customer.name }, { term: 'Auftragsverarbeiterin', description: contract.provider.name }, { term: 'Zum Vertrag', description: contract.number }, { term: 'Anwendungen', description: contract.lines.map((line) => line.name).join(', ') }] },
    ...contract.agreement.text.blocks.map((block) => textBlock(block, 2)),
  ];
}

/** What of an offer was ordered, in words; empty when there was nothing to state. */
export function scopeText({ parameters, scope }: Pick<OrderLine, 'parameters' | 'scope'>): string {
  return scope ?? Object.entries(parameters).map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`).join('; ');
}

function euro(amount: Contract['centsPerYear'], label: string | null): string {
  return `${formatEuro(amount)}${label === null ? '' : ` (${label})`}`;
}

/** The name of the file of a document. */
export function documentFileName(contract: Pick<Contract, 'number'>, kind: DocumentKind): string {
  return `${contract.number}-${kind === 'contract' ? 'vertrag' : kind === 'processing-agreement' ? 'auftragsverarbeitung' : kind.replace('amendment', 'nachtrag')}.pdf`;
}
