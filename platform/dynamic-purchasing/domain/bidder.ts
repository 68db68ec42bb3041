import { InvalidInput, type FieldProblem } from '@allmende/errors';

/** A supplier that takes part or wants to; the id is that of the supplier. */
export type Bidder = { readonly id: string; readonly name: string; readonly address: string; /** Where notices go. */ readonly email: string; readonly registeredAt: Date };

/** What somebody says about the own enterprise. */
export type BidderInput = { readonly address: string; readonly email: string };

/** Checks what was said; throws InvalidInput. */
export function checkBidder(input: BidderInput): BidderInput {
  const problems: FieldProblem[] = [];
  const [address, email] = [input.address.trim(), input.email.trim()];
  if (address.length < 5 || address.length > 300) problems.push({ pointer: '/address', code: 'length', message: 'Bitte nennen Sie die Anschrift (5 bis 300 Zeichen).' });
  if (email.length > 200 || !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/u.test(email)) problems.push({ pointer: '/email', code: 'email', message: 'Bitte geben Sie eine E-Mail-Adresse an, an die Mitteilungen gehen, zum Beispiel vergabe@firma.example.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return { address, email };
}
