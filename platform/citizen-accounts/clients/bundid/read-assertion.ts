import { parsePlainDate } from '@allmende/time';
import { AnswerRefused } from '../../domain/errors.ts';
import { weaker, type Level } from '../../domain/level.ts';
import type { Attribute, AttributeName, VerifiedIdentity } from '../../domain/verified-identity.ts';
import { attributeOf, levelOfContext, levelOfTrust, SUBJECT } from './vocabulary.ts';
import { attributeValue, childrenNamed, isNamed, NS, readXml, textOf } from './xml.ts';

/** Clocks of two machines may differ by this much. */
export const SKEW_MS = 60_000;
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const LONGEST_VALUE = 500;
const CONTROL = /[\u0000-\u001f\u007f]/u;

/** To whom an assertion must be addressed, from whom, and now. */
export type Expected = { readonly issuer: string; readonly audience: string; readonly recipient: string; readonly now: Date };

/** What an assertion says, to which request, and when the person showed who they are (of several statements the earliest). */
export type Assertion = { readonly inResponseTo: string; readonly authenticatedAt: Date; readonly identity: VerifiedIdentity };

/** Reads an assertion from the bytes whose signature was verified, and holds every condition in it against what is expected. Throws AnswerRefused. */
export function readAssertion(verifiedXml: string, expected: Expected): Assertion {
  const root = readXml(verifiedXml)?.documentElement;
  if (!root || !isNamed(root, NS.assertion, 'Assertion') || attributeValue(root, 'Version') !== '2.0') throw new AnswerRefused('shape');
  if (textOf(only(root, 'Issuer', 'issuer')) !== expected.issuer) throw new AnswerRefused('issuer');
  const inResponseTo = readConfirmation(only(root, 'Subject', 'confirmation'), expected);
  checkConditions(only(root, 'Conditions', 'audience'), expected);
  const { level, authenticatedAt } = readAuthentication(root, expected.now);
  const { subject, attributes } = readAttributes(root, level);
  return { inResponseTo, authenticatedAt, identity: { source: 'bundid', level, subject, attributes } };
}

function readConfirmation(subject: Element, expected: Expected): string {
  const confirmation = only(subject, 'SubjectConfirmation', 'confirmation');
  const data = only(confirmation, 'SubjectConfirmationData', 'confirmation');
  if (attributeValue(confirmation, 'Method') !== BEARER) throw new AnswerRefused('confirmation');
  if (attributeValue(data, 'Recipient') !== expected.recipient) throw new AnswerRefused('recipient');
  checkTimes(data, expected.now);
  const inResponseTo = attributeValue(data, 'InResponseTo');
  if (!inResponseTo) throw new AnswerRefused('in-response-to');
  return inResponseTo;
}

function checkConditions(conditions: Element, expected: Expected): void {
  checkTimes(conditions, expected.now);
  const audience = only(only(conditions, 'AudienceRestriction', 'audience'), 'Audience', 'audience');
  if (textOf(audience) !== expected.audience) throw new AnswerRefused('audience');
}

function checkTimes(element: Element, now: Date): void {
  const moment = (name: string) => {
    const text = attributeValue(element, name);
    const time = text === undefined ? undefined : Date.parse(text);
    if (Number.isNaN(time)) throw new AnswerRefused('shape');
    return time;
  };
  const from = moment('NotBefore');
  const until = moment('NotOnOrAfter');
  if (until === undefined || now.getTime() - SKEW_MS >= until) throw new AnswerRefused('expired');
  if (from !== undefined && now.getTime() + SKEW_MS < from) throw new AnswerRefused('not-yet');
}

// BundID may add a statement whose context names no level; of several that name one the weakest and the oldest count.
function readAuthentication(root: Element, now: Date): { readonly level: Exclude<Level, 'none'>; readonly authenticatedAt: Date } {
  const statements = childrenNamed(root, NS.assertion, 'AuthnStatement').flatMap((statement) => {
    const contexts = childrenNamed(statement, NS.assertion, 'AuthnContext').flatMap((context) => childrenNamed(context, NS.assertion, 'AuthnContextClassRef'));
    return contexts.flatMap((context) => levelOfContext(textOf(context) ?? '') ?? []).map((level) => ({ level, at: Date.parse(attributeValue(statement, 'AuthnInstant') ?? '') }));
  });
  const [first, ...others] = statements;
  if (first === undefined) throw new AnswerRefused('level-unknown');
  if (statements.some(({ at }) => Number.isNaN(at))) throw new AnswerRefused('shape');
  if (statements.some(({ at }) => at > now.getTime() + SKEW_MS)) throw new AnswerRefused('not-yet');
  return { level: others.reduce((least, each) => weaker(least, each.level) as Exclude<Level, 'none'>, first.level), authenticatedAt: new Date(Math.min(...statements.map(({ at }) => at))) };
}

function readAttributes(root: Element, proven: Exclude<Level, 'none'>): { subject: string; attributes: VerifiedIdentity['attributes'] } {
  const given = childrenNamed(root, NS.assertion, 'AttributeStatement').flatMap((statement) => childrenNamed(statement, NS.assertion, 'Attribute'));
  const names = given.map((each) => attributeValue(each, 'Name') ?? '');
  if (new Set(names).size !== names.length) throw new AnswerRefused('attribute-twice');
  let subject: string | undefined;
  const attributes: Partial<Record<AttributeName, Attribute>> = {};
  for (const element of given) {
    const ours = attributeOf(attributeValue(element, 'Name') ?? '');
    if (ours === undefined) continue;
    const values = childrenNamed(element, NS.assertion, 'AttributeValue');
    const value = textOf(values[0]);
    if (values.length > 1 || (values.length === 1 && value === undefined) || (value !== undefined && (value.length > LONGEST_VALUE || CONTROL.test(value)))) throw new AnswerRefused('attribute-shape');
    if (value === undefined || value === '') continue;
    if (ours === SUBJECT) subject = value;
    // A value that nobody vouched for is worth no more than what somebody typed.
    else if (ours !== 'birthDate' || parsePlainDate(value)) attributes[ours] = { value, level: weaker(levelOfTrust(element.getAttributeNS(NS.akdb, 'TrustLevel') ?? '') ?? 'basic', proven) };
  }
  if (subject === undefined) throw new AnswerRefused('subject-missing');
  return { subject, attributes };
}

function only(parent: Element, name: string, why: ConstructorParameters<typeof AnswerRefused>[0]): Element {
  const [found, ...more] = childrenNamed(parent, NS.assertion, name);
  if (!found || more.length > 0) throw new AnswerRefused(why);
  return found;
}
