import { readFile } from 'node:fs/promises';
import { readAgreementText, type AgreementText } from '../domain/agreement-text.ts';
import { readSignatureRules, type SignatureRule } from '../domain/signature-rule.ts';

const FOLDER = new URL('../../../standards/procurement/', import.meta.url);
let rules: Promise<readonly SignatureRule[]> | undefined;

/** The norms on signed declarations that ship with the platform; read once. */
export function loadSignatureRules(): Promise<readonly SignatureRule[]> {
  rules ??= readFile(new URL('signature-rules.csv', FOLDER), 'utf8').then(readSignatureRules);
  return rules;
}

/** The sample text of the processing agreement that ships with the platform. */
export async function loadSampleAgreement(): Promise<AgreementText> {
  return readAgreementText(await readFile(new URL('processing-agreement.md', FOLDER), 'utf8'));
}
