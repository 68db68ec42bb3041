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

type Rule = { readonly id: string; readonly holds: (root: Element) => boolean };
const texts = (root: Element, path: string) => at(root, path).map(({ textContent }) => textContent ?? '');
const amounts = (root: Element, path: string) => texts(root, path).map((text) => Math.round(Number(text) * 100));
const total = (sums: readonly number[]) => sums.reduce((all, one) => all + one, 0);
const all = (one: Element): Element[] => [one, ...children(one).flatMap(all)];
const LINE = 'cac:OrderLine/cac:LineItem';
const TOTAL = 'cac:AnticipatedMonetaryTotal';

/** The rules of Peppol that an order like ours can break, by their names there, in our own words. Allowances, charges, taxes, prepayments and the originator are not written, so their rules have nothing to judge (R009, R010, R014, R016, R017, R019 to R023, R025 to R027, R029, R030, R032, R033, CL001, CL002). */
const RULES: readonly Rule[] = [
  { id: 'T01-R031', holds: (root) => ['urn:fdc:peppol.eu:poacc:bis:order_only:3', 'urn:fdc:peppol.eu:poacc:bis:ordering:3'].includes(texts(root, 'cbc:ProfileID')[0] ?? '') },
  { id: 'T01-R034', holds: (root) => (texts(root, 'cbc:CustomizationID')[0] ?? '').startsWith('urn:fdc:peppol.eu:poacc:trns:order:3') },
  { id: 'T01-R003', holds: (root) => all(root).every((one) => !one.hasAttribute('currencyID') || one.getAttribute('currencyID') === texts(root, 'cbc:DocumentCurrencyCode')[0]) },
  { id: 'T01-R028', holds: (root) => all(root).every((one) => !one.hasAttribute('currencyID') || one.tagName === 'cbc:PriceAmount' || /^-?\d+(?:\.\d{1,2})?$/u.test(one.textContent ?? '')) },
  { id: 'T01-R006', holds: (root) => amounts(root, `${TOTAL}/cbc:PayableAmount`).every((one) => one >= 0) },
  { id: 'T01-R007', holds: (root) => amounts(root, `${TOTAL}/cbc:LineExtensionAmount`).every((one) => one >= 0) },
  { id: 'T01-R008', holds: (root) => amounts(root, `${TOTAL}/cbc:LineExtensionAmount`)[0] === total(amounts(root, `${LINE}/cbc:LineExtensionAmount`)) },
  { id: 'T01-R024', holds: (root) => at(root, LINE).every((line) => amounts(line, 'cbc:LineExtensionAmount')[0] === Math.round(Number(texts(line, 'cbc:Quantity')[0]) * (amounts(line, 'cac:Price/cbc:PriceAmount')[0] ?? 0))) },
  { id: 'T01-R001', holds: (root) => new Set(texts(root, `${LINE}/cbc:ID`)).size === at(root, LINE).length },
  { id: 'T01-R004', holds: (root) => texts(root, `${LINE}/cbc:Quantity`).every((text) => Number(text) >= 0) },
  { id: 'T01-R013', holds: (root) => at(root, LINE).every((line) => at(line, 'cbc:Quantity').length === 1) },
  { id: 'T01-R005', holds: (root) => texts(root, `${LINE}/cac:Price/cbc:PriceAmount`).every((text) => Number(text) >= 0) },
  { id: 'COMMON-R001', holds: (root) => all(root).every((one) => !one.tagName.startsWith('cbc:') || one.textContent !== '') },
  { id: 'COMMON-R002', holds: (root) => all(root).every((one) => !one.tagName.startsWith('cac:') || children(one).length > 0) },
  { id: 'COMMON-R003', holds: (root) => !Array.from(root.attributes).some(({ name }) => name.endsWith(':schemaLocation')) },
  { id: 'COMMON-R030', holds: (root) => texts(root, 'cbc:IssueDate').every((text) => /^\d{4}-\d\d-\d\d$/u.test(text) && !Number.isNaN(Date.parse(text))) },
  { id: 'COMMON-R040', holds: (root) => all(root).every((one) => one.getAttribute('schemeID') !== '0088' || readEndpoint(`0088:${one.textContent ?? ''}`) !== undefined) },
  // Of the code lists: purchase order, currency and country as alphabetic codes, the unit "year" of UN/ECE Recommendation 20.
  { id: 'codes', holds: (root) => texts(root, 'cbc:OrderTypeCode')[0] === '220' && texts(root, 'cbc:DocumentCurrencyCode')[0] === 'EUR' && all(root).every((one) => (one.tagName !== 'cbc:IdentificationCode' || one.textContent === 'DE') && (one.tagName !== 'cbc:Quantity' || one.getAttribute('unitCode') === 'ANN')) },
  { id: 'mandatory', holds: (root) => MANDATORY.every((path) => at(root, path).length > 0) && at(root, LINE).every((line) => ['cbc:ID', 'cbc:Quantity', 'cac:Item/cbc:Name'].every((path) => at(line, path).length === 1)) },
  { id: 'schemes', holds: (root) => all(root).every((one) => one.tagName !== 'cbc:EndpointID' || /^\d{4}$/u.test(one.getAttribute('schemeID') ?? '')) },
  { id: 'sequence', holds: (root) => { const names = children(root).map(({ tagName }) => SEQUENCE.indexOf(tagName)); return !names.includes(-1) && names.every((place, index) => index === 0 || place >= (names[index - 1] ?? 0)); } },
];
const ADDRESSES = { buyer: { scheme: '0204', id: '08121000-1234-56' }, seller: { scheme: '0088', id: '7300010000001' } };

function broken(xml: string): readonly string[] {
  const problems: string[] = [];
  const root = new DOMParser({ errorHandler: (_level: string, text: string) => { problems.push(text); } }).parseFromString(xml, 'text/xml').documentElement;
  assert.deepEqual(problems, []);
  return RULES.filter(({ holds }) => !holds(root)).map(({ id }) => id);
}

test('an order is well-formed and breaks no rule of Peppol that can be checked here, whatever is in it', () => {
  fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 40, unit: fc.oneof(fc.constantFrom('\u0001', ' ', '<', '&', ']]>'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })) }), fc.integer({ min: 0, max: 5_000_000_000 }), (name, price) => {
    assert.deepEqual(broken(peppolOrder(aContract(name, price), ADDRESSES)), []);
  }), { numRuns: 200 });
});

test('each rule finds what breaks it', () => {
  const good = peppolOrder(aContract('Wiki', 12_050), ADDRESSES);
  const plants: Readonly<Record<string, readonly (readonly [string | RegExp, string])[]>> = {
    'T01-R031': [['bis:order_only:3', 'bis:invoice:3']], 'T01-R034': [['trns:order:3', 'trns:invoice:3']], 'T01-R003': [['currencyID="EUR"', 'currencyID="NOK"']], 'T01-R028': [['<cbc:PayableAmount currencyID="EUR">241.00', '<cbc:PayableAmount currencyID="EUR">241.001']],
    'T01-R006': [['<cbc:PayableAmount currencyID="EUR">241', '<cbc:PayableAmount currencyID="EUR">-241']], 'T01-R007 T01-R008': [['<cac:AnticipatedMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">241', '<cac:AnticipatedMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">-241']],
    'T01-R008': [['<cac:AnticipatedMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">241.00', '<cac:AnticipatedMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">242.00']], 'T01-R024': [['<cbc:PriceAmount currencyID="EUR">120.50', '<cbc:PriceAmount currencyID="EUR">120.60']],
    'T01-R001': [['<cac:LineItem><cbc:ID>2<', '<cac:LineItem><cbc:ID>1<']], 'T01-R024 T01-R004': [['unitCode="ANN">1<', 'unitCode="ANN">-1<']], 'T01-R024 T01-R013 mandatory': [['<cbc:Quantity unitCode="ANN">1</cbc:Quantity>', '']], 'T01-R024 T01-R005': [['<cbc:PriceAmount currencyID="EUR">', '<cbc:PriceAmount currencyID="EUR">-']],
    'COMMON-R001': [['<cbc:Note>Wiki<', '<cbc:Note><']], 'COMMON-R002': [[/<cac:Contract>.*<\/cac:Contract>/u, '<cac:Contract/>']], 'COMMON-R003': [['<Order ', '<Order xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" ']],
    'COMMON-R030': [['<cbc:IssueDate>2026', '<cbc:IssueDate>26']], 'COMMON-R040': [['7300010000001', '7300010000002']], codes: [['<cbc:OrderTypeCode>220', '<cbc:OrderTypeCode>380']], mandatory: [[/<cac:PostalAddress>.*?<\/cac:PostalAddress>/gu, '']], schemes: [['schemeID="0204"', 'schemeID="DE:LID"']],
    sequence: [[/(<cbc:ID>V-2026-0001<\/cbc:ID>)\n(<cbc:IssueDate>[^\n]*)/u, '$2\n$1']],
  };
  for (const [ids, changes] of Object.entries(plants)) {
    const bad = changes.reduce((xml, [from, to]) => xml.replace(from, to), good);
    assert.notEqual(bad, good, ids);
    assert.deepEqual(broken(bad), ids.split(' '), ids);
  }
  assert.deepEqual([...new Set(Object.keys(plants).flatMap((ids) => ids.split(' ')))].toSorted(), RULES.map(({ id }) => id).toSorted());
});

test('an electronic address is four digits, a colon and its identifier, and nothing else', () => {
  for (const [scheme, id] of [['0204', '08121000-1234-56'], ['0088', '7300010000001'], ['0192', '987654325'], ['0192', '123456785']] as const) assert.deepEqual(readEndpoint(`${scheme}:${id}`), { scheme, id });
  for (const wrong of ['0088:7300010000002', '0088:730001000000', '0192:987654321', '', '204:1', '0204', '0204:', '0204:a b', '0204:<x>', `0204:${'1'.repeat(51)}`]) assert.equal(readEndpoint(wrong), undefined, wrong);
});
