import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cents } from '@allmende/money';
import { plainDate } from '@allmende/time';
import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { OPEN_TERM } from './contract-term.ts';
import type { Contract } from './contract.ts';
import { peppolOrder, readEndpoint } from './peppol-order.ts';

const act = { by: 'a', at: new Date('2026-11-22T10:00:00Z') };
const aContract = (name: string, price: number): Contract => ({
  id: '0190a3c2-0000-7000-8000-000000000001', number: 'V-2026-0001', order: '0190a3c2-0000-7000-8000-000000000002', need: 'n', category: 'c', customer: { name: `Stadt ${name}`, key: 'k' }, provider: { name: `${name} eG`, key: 'k' }, subject: name,
  lines: [1, 2].map((position) => ({
    position, offer: `offer-${position}`, solution: 's', app: 'a', plan: 'p', name: `${name} ${position}`, description: position === 1 ? name : '', runtime: 'built-in' as const, inHouse: true, parameters: {},
    price: { centsPerYear: cents(price), contributionClass: 'A', validFrom: '2026-01-01', label: null }, listing: { name, shortDescription: '', licence: null, softwareVersion: null, repository: null, commit: null, changedAt: '2026-01-01T00:00:00Z' },
  })),
  centsPerYear: cents(price * 2), startsOn: plainDate('2026-11-22'), endsOn: null, term: OPEN_TERM, notice: null, terms: null, concludedAt: act.at, approved: act,
  ground: { kind: 'direct-order', provenOn: plainDate('2026-11-22'), proof: { organisation: 'o', statutes: '1', land: '08', valueCents: cents(1), threshold: { value: 1, basis: 'b', source: 's', validFrom: plainDate('2026-01-01') }, counted: { value: 48, basis: 'b', source: 's', validFrom: plainDate('2026-01-01') } } },
  commitment: { kind: 'everyday', basis: 'b', source: 's', reason: 'r' }, declared: null, agreement: { id: 'i', text: { version: '1', source: 's', validFrom: plainDate('2026-01-01'), blocks: [] } }, dataKey: 'd',
});

// What Peppol's syntax of the transaction makes mandatory, and the order in which UBL 2.1 puts the elements that are written.
const MANDATORY = [
  'cbc:CustomizationID', 'cbc:ProfileID', 'cbc:ID', 'cbc:IssueDate', 'cbc:DocumentCurrencyCode', 'cac:BuyerCustomerParty/cac:Party/cbc:EndpointID', 'cac:BuyerCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName',
  'cac:SellerSupplierParty/cac:Party/cbc:EndpointID', 'cac:SellerSupplierParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode', 'cac:SellerSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName',
  'cac:OrderLine/cac:LineItem/cbc:ID', 'cac:OrderLine/cac:LineItem/cbc:Quantity', 'cac:OrderLine/cac:LineItem/cac:Item/cbc:Name',
];
const SEQUENCE = [
  'cbc:CustomizationID', 'cbc:ProfileID', 'cbc:ID', 'cbc:IssueDate', 'cbc:IssueTime', 'cbc:OrderTypeCode', 'cbc:Note', 'cbc:DocumentCurrencyCode', 'cac:OriginatorDocumentReference', 'cac:Contract', 'cac:BuyerCustomerParty', 'cac:SellerSupplierParty',
  'cac:AnticipatedMonetaryTotal', 'cac:OrderLine',
];
const children = (one: Element): Element[] => Array.from(one.childNodes).filter((node) => node.nodeType === 1) as Element[];
const at = (one: Element, path: string): Element[] => path.split('/').reduce<Element[]>((found, name) => found.flatMap((each) => children(each).filter((child) => child.tagName === name)), [one]);

test('an order is well-formed whatever is in it, has every mandatory element, and its lines come to its total', () => {
  fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }), fc.integer({ min: 0, max: 5_000_000_000 }), (name, price) => {
    const xml = peppolOrder(aContract(name, price), { buyer: { scheme: '0204', id: '08121000-1234-56' }, seller: { scheme: '9930', id: 'DE123456789' } });
    const problems: string[] = [];
    const root = new DOMParser({ errorHandler: (_level: string, text: string) => { problems.push(text); } }).parseFromString(xml, 'text/xml').documentElement;
    assert.deepEqual(problems, []);
    for (const path of MANDATORY) assert.ok(at(root, path).every(({ textContent }) => textContent !== '') && at(root, path).length > 0, path);
    const names = children(root).map(({ tagName }) => SEQUENCE.indexOf(tagName));
    assert.deepEqual(names, names.toSorted((one, other) => one - other));
    assert.ok(!names.includes(-1));
    const sum = at(root, 'cac:OrderLine/cac:LineItem/cbc:LineExtensionAmount').reduce((all, { textContent }) => all + Math.round(Number(textContent) * 100), 0);
    assert.equal(sum, Math.round(Number(at(root, 'cac:AnticipatedMonetaryTotal/cbc:PayableAmount')[0]?.textContent) * 100));
  }), { numRuns: 200 });
});

test('an electronic address is four digits, a colon and its identifier, and nothing else', () => {
  assert.deepEqual(readEndpoint('0204:08121000-1234-56'), { scheme: '0204', id: '08121000-1234-56' });
  for (const wrong of ['', '204:1', '0204', '0204:', '0204:a b', '0204:<x>', `0204:${'1'.repeat(51)}`]) assert.equal(readEndpoint(wrong), undefined, wrong);
});
