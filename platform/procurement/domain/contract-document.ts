import type { DocumentBlock, DocumentModel } from '@allmende/documents';
import { formatEuro } from '@allmende/money';
import { berlinDate, formatDate, formatInstant } from '@allmende/time';
import type { Contract, DocumentKind } from './contract.ts';
import type { OrderLine } from './order-line.ts';

const VALUES_LABEL = 'Beispielwerte';

/** What a document of a contract says. Accounts appear by their marks, never by name: the log resolves them while it may. */
export function contractDocument(contract: Contract, kind: DocumentKind): DocumentModel {
  const sample = contract.ground.proof.statutes.label !== null || contract.lines.some((line) => line.price.label !== null);
  return {
    kind: 'record', locale: 'de', title: kind === 'contract' ? `Vertrag ${contract.number}` : `Vereinbarung zur Auftragsverarbeitung zum Vertrag ${contract.number}`,
    sender: { name: contract.provider.name, addressLines: [] }, reference: contract.number, date: berlinDate(contract.concludedAt),
    blocks: kind === 'contract' ? contractBlocks(contract) : agreementBlocks(contract),
    footerLines: [`${contract.number} · geschlossen am ${formatDate(berlinDate(contract.concludedAt))}`],
    ...(sample ? { watermark: VALUES_LABEL } : {}),
  };
}

function contractBlocks(contract: Contract): readonly DocumentBlock[] {
  const { statutes, admission } = contract.ground.proof;
  const { declared } = contract;
  return [
    { kind: 'heading', level: 2, text: 'Vertragsparteien' },
    { kind: 'definitions', items: [{ term: 'Auftraggeberin', description: `${contract.customer.name} (${contract.customer.key})` }, { term: 'Auftragnehmerin', description: `${contract.provider.name} (${contract.provider.key})` }] },
    { kind: 'heading', level: 2, text: 'Gegenstand' },
    { kind: 'paragraph', text: contract.subject },
    {
      kind: 'table', caption: 'Leistungen und Preise im Jahr', columns: ['Leistung', 'Umfang', 'Preis im Jahr'], align: ['left', 'left', 'right'], totalRow: true,
      rows: [...contract.lines.map((line) => [`${line.name} (${line.plan})`, scopeText(line) || '–', euro(line.price.centsPerYear, line.price.label)]), ['Summe', '', formatEuro(contract.centsPerYear)]],
    },
    { kind: 'heading', level: 2, text: 'Laufzeit' },
    { kind: 'paragraph', text: `Der Vertrag beginnt am ${formatDate(contract.startsOn)} und läuft auf unbestimmte Zeit. Die Auftraggeberin kann ihn auf der Plattform beenden; dann erhält sie alle Daten zurück.` },
    { kind: 'heading', level: 2, text: 'Vergabegrund und Nachweis' },
    {
      kind: 'definitions', items: [
        { term: 'Vergabegrund', description: 'Inhouse-Vergabe (§ 108 GWB)' },
        { term: 'Satzung', description: `${statutes.version} vom ${formatDate(statutes.dated)}, gültig ab ${formatDate(statutes.validFrom)}${statutes.label === null ? '' : ` (${statutes.label})`}` },
        { term: 'Aufnahme als Mitglied', description: `${admission.decision}, ${formatDate(admission.decidedOn)}` },
        { term: 'Nachgewiesen am', description: formatDate(contract.ground.provenOn) },
      ],
    },
    { kind: 'heading', level: 2, text: 'Freigabe und Verpflichtung der Behörde' },
    {
      kind: 'definitions', items: [
        { term: 'Freigegeben', description: `${formatInstant(contract.approved.at)} durch eine zweite Person` },
        { term: contract.commitment.kind === 'everyday' ? 'Geschäft der laufenden Verwaltung' : 'Verpflichtungserklärung nötig', description: `${contract.commitment.basis}. ${contract.commitment.reason}` },
        ...(declared === null ? [] : [{ term: 'Unterzeichnet', description: `${formatDate(declared.signedOn)}, ${declared.form === 'paper' ? 'eigenhändig' : 'mit elektronischer Signatur'}, ${declared.reference}` }]),
      ],
    },
    { kind: 'heading', level: 2, text: 'Anlagen' },
    { kind: 'list', items: [`Vereinbarung zur Auftragsverarbeitung (Art. 28 DSGVO), ${contract.agreement.text.version}`] },
  ];
}

function agreementBlocks(contract: Contract): readonly DocumentBlock[] {
  return [
    { kind: 'callout', title: contract.agreement.text.version, text: `Quelle des Textes: ${contract.agreement.text.source}` },
    { kind: 'definitions', items: [{ term: 'Verantwortliche', description: contract.customer.name }, { term: 'Auftragsverarbeiterin', description: contract.provider.name }, { term: 'Zum Vertrag', description: contract.number }, { term: 'Anwendungen', description: contract.lines.map((line) => line.name).join(', ') }] },
    ...contract.agreement.text.blocks.map((block): DocumentBlock => (block.kind === 'heading' ? { kind: 'heading', level: 2, text: block.text } : block.kind === 'list' ? { kind: 'list', items: block.items } : { kind: 'paragraph', text: block.text })),
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
  return `${contract.number}-${kind === 'contract' ? 'vertrag' : 'auftragsverarbeitung'}.pdf`;
}
