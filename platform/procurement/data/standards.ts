import { readFile } from 'node:fs/promises';
import { readAgreementText, type AgreementText } from '../domain/agreement-text.ts';
import { readAwardParameters, type AwardParameter } from '../domain/award-parameter.ts';
import { readSignatureRules, type SignatureRule } from '../domain/signature-rule.ts';

const FOLDER = new URL('../../../standards/procurement/', import.meta.url);
let terms: Promise<AgreementText> | undefined;
let rules: Promise<readonly SignatureRule[]> | undefined;

/** The norms on signed declarations that ship with the platform; read once. */
export function loadSignatureRules(): Promise<readonly SignatureRule[]> {
  rules ??= readFile(new URL('signature-rules.csv', FOLDER), 'utf8').then(readSignatureRules);
  return rules;
}

/** Thresholds and periods of procurement law that ship with the platform. */
export async function loadAwardParameters(): Promise<readonly AwardParameter[]> {
  return readAwardParameters(await readFile(new URL('award-parameters.csv', FOLDER), 'utf8'));
}

/** The terms that every contract refers to, as they ship with the platform. */
export function loadContractTerms(): Promise<AgreementText> {
  terms ??= readFile(new URL('contract-terms.md', FOLDER), 'utf8').then((text) => readAgreementText(text, 'contract-terms.md'));
  return terms;
}

/** The sample text of the processing agreement that ships with the platform. */
export async function loadSampleAgreement(): Promise<AgreementText> {
  return readAgreementText(await readFile(new URL('processing-agreement.md', FOLDER), 'utf8'));
}
