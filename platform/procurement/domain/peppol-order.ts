import type { Cents } from '@allmende/money';
import { berlinDate } from '@allmende/time';
import type { Contract } from './contract.ts';
import { scopeText } from './contract-document.ts';
import type { OrderLine } from './order-line.ts';

/** How an address is written: four digits of the scheme, a colon, the identifier. */
export const ENDPOINT_PATTERN = '^[0-9]{4}:[A-Za-z0-9:._~%-]{1,50}$';

const CUSTOMIZATION = 'urn:fdc:peppol.eu:poacc:trns:order:3';
const PROFILE = 'urn:fdc:peppol.eu:poacc:bis:order_only:3';

/** An electronic address with the scheme of the list of Peppol's participant identifiers. */
export type EndpointAddress = { readonly scheme: string; readonly id: string };

/** The electronic addresses of both parties. Our state knows neither, so whoever takes the file away tells them. */
export type OrderAddresses = { readonly buyer: EndpointAddress; readonly seller: EndpointAddress };

/**
 * The order behind a contract as Peppol BIS Order 3 (UBL 2.1 Order), without response: what a purchasing system of the authority or of the provider reads. Prices are for a year, without VAT told: our state knows none.
 * Source: docs.peppol.eu/poacc, transaction T01, elements as read in structure/syntax/ubl-order.xml, rules as read in rules/sch/parts/PEPPOL-M-T01.sch and common/ (OpenPEPPOL/poacc-upgrade-3, read on 22 November 2026).
 */
export function peppolOrder(contract: Contract, { buyer, seller }: OrderAddresses): string {
  const issued = contract.concludedAt.toISOString();
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">',
    element('cbc:CustomizationID', CUSTOMIZATION), element('cbc:ProfileID', PROFILE), element('cbc:ID', contract.number), element('cbc:IssueDate', berlinDate(contract.concludedAt)), element('cbc:IssueTime', `${issued.slice(11, 19)}Z`), element('cbc:OrderTypeCode', '220'),
    optional('cbc:Note', contract.subject), element('cbc:DocumentCurrencyCode', 'EUR'),
    `<cac:OriginatorDocumentReference>${element('cbc:ID', contract.order)}</cac:OriginatorDocumentReference>`,
    `<cac:Contract>${element('cbc:ID', contract.number)}</cac:Contract>`,
    `<cac:BuyerCustomerParty>${party(contract.customer.name, buyer)}</cac:BuyerCustomerParty>`,
    `<cac:SellerSupplierParty>${party(contract.provider.name, seller)}</cac:SellerSupplierParty>`,
    `<cac:AnticipatedMonetaryTotal>${amount('cbc:LineExtensionAmount', contract.centsPerYear)}${amount('cbc:PayableAmount', contract.centsPerYear)}</cac:AnticipatedMonetaryTotal>`,
    ...contract.lines.map(lineOf),
    '</Order>',
  ].filter((part) => part !== '').join('\n')}\n`;
}

function lineOf(line: OrderLine): string {
  const scope = scopeText(line);
  const description = [line.description, scope].filter((text) => text !== '').join('. ');
  return `<cac:OrderLine><cac:LineItem>${element('cbc:ID', String(line.position))}<cbc:Quantity unitCode="ANN">1</cbc:Quantity>${amount('cbc:LineExtensionAmount', line.price.centsPerYear)}<cac:Price>${amount('cbc:PriceAmount', line.price.centsPerYear)}</cac:Price><cac:Item>${
    optional('cbc:Description', description)}${optional('cbc:Name', line.name) || element('cbc:Name', line.offer)}<cac:SellersItemIdentification>${element('cbc:ID', line.offer)}</cac:SellersItemIdentification></cac:Item></cac:LineItem></cac:OrderLine>`;
}

function party(name: string, endpoint: EndpointAddress): string {
  return `<cac:Party><cbc:EndpointID schemeID="${escape(endpoint.scheme)}">${escape(endpoint.id)}</cbc:EndpointID><cac:PostalAddress><cac:Country>${element('cbc:IdentificationCode', 'DE')}</cac:Country></cac:PostalAddress><cac:PartyLegalEntity>${element('cbc:RegistrationName', name)}</cac:PartyLegalEntity></cac:Party>`;
}

function element(name: string, text: string): string {
  return `<${name}>${escape(text)}</${name}>`;
}

// Peppol refuses empty elements.
function optional(name: string, text: string): string {
  return escape(text).trim() === '' ? '' : element(name, text);
}

function amount(name: string, value: Cents): string {
  return `<${name} currencyID="EUR">${(value / 100).toFixed(2)}</${name}>`;
}

function escape(text: string): string {
  // XML 1.0 has no place for other control characters.
  return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Reads `0204:991-12345-67`; undefined when it is written differently, or when its check digit is wrong where Peppol asks for one (GLN, Norwegian organisation numbers). Whether the list of schemes knows it is not checked. */
export function readEndpoint(text: string): EndpointAddress | undefined {
  if (!new RegExp(ENDPOINT_PATTERN, 'u').test(text)) return undefined;
  const [scheme, id] = [text.slice(0, 4), text.slice(5)];
  return (CHECKED[scheme]?.(id) ?? true) ? { scheme, id } : undefined;
}

/** Schemes whose identifiers Peppol checks as an error. Source: rules PEPPOL-COMMON-R040 and R041. */
const CHECKED: Readonly<Record<string, (id: string) => boolean>> = {
  // GS1: the weights 3 and 1 from the right, without the check digit.
  '0088': (id) => /^\d{13}$/u.test(id) && (10 - (weighted(id, [3, 1]) % 10)) % 10 === Number(id.at(-1)),
  '0192': (id) => /^\d{9}$/u.test(id) && (11 - (weighted(id, [2, 3, 4, 5, 6, 7]) % 11)) % 11 === Number(id.at(-1)),
};

function weighted(id: string, weights: readonly number[]): number {
  return id.slice(0, -1).split('').toReversed().reduce((sum, digit, place) => sum + Number(digit) * (weights[place % weights.length] ?? 1), 0);
}
