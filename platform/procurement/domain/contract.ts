import type { Cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';
import type { AgreementText } from './agreement-text.ts';
import type { ContractTerm } from './contract-term.ts';
import type { Commitment, SignedDeclaration } from './commitment.ts';
import type { ProvenGround } from './ground-for-award.ts';
import type { Act } from './order.ts';
import type { OrderLine } from './order-line.ts';

/** Documents of a contract. */
export const DOCUMENT_KINDS = ['contract', 'processing-agreement'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number] | `amendment-${number}`;

/** A party as it was called on the day of the contract. */
export type Party = { readonly name: string; /** Key that identifies it: Regionalschlüssel or version of the statutes. */ readonly key: string };

/** What was agreed; complete in itself and never changed, but for its end. */
export type Contract = {
  readonly id: string;
  /** Counts per authority and year: `V-2026-0001`. */
  readonly number: string;
  readonly order: string;
  readonly need: string;
  readonly category: string;
  readonly customer: Party;
  readonly provider: Party;
  readonly subject: string;
  readonly lines: readonly OrderLine[];
  readonly centsPerYear: Cents;
  readonly startsOn: PlainDate;
  readonly term: ContractTerm;
  /** Notice given: the contract ends with that last day. */
  readonly notice: (Act & { readonly lastDay: PlainDate }) | null;
  /** Last day, once it has ended. */
  readonly endsOn: PlainDate | null;
  readonly concludedAt: Date;
  readonly approved: Act;
  readonly ground: ProvenGround;
  readonly commitment: Commitment;
  readonly declared: (Act & SignedDeclaration) | null;
  /** The general terms as they read on the day of the contract; null for contracts from before there were any. */
  readonly terms: AgreementText | null;
  readonly agreement: ProcessingAgreement;
  readonly dataKey: string;
};

/** The processing agreement concluded with the contract. */
export type ProcessingAgreement = { readonly id: string; readonly text: AgreementText };

/** The number of the n-th contract that an authority concludes in a year. */
export function contractNumber(year: number, count: number): string {
  return `V-${year}-${String(count).padStart(4, '0')}`;
}
