import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPackages, typedAnswers } from './sample-answers.ts';

const SERVICE = 'wohngeld-mietzuschuss';

/** Sends an application for housing benefit by the API, as the sample of the package fills it in, and returns its reference. Waits where the platform says so. */
export async function sendHousingBenefit(address: string, place: string, applicant: { readonly givenName: string; readonly familyName: string }): Promise<string> {
  const servicePackage = readPackages().find(({ service }) => service.id === SERVICE);
  const sample = servicePackage?.samples.find(({ expect, rows }) => expect.complete && expect.pruned.length === 0 && rows?.['member']?.length === 1 && Number(expect.values['estimate'] ?? 0) > 0);
  assert.ok(servicePackage && sample);
  const started = await ask(address, 'POST', `/places/${place}/services/${SERVICE}/drafts`) as { draft: string; secret: string };
  const headers = { 'allmende-secret': started.secret };
  const typed = typedAnswers(servicePackage, { ...sample.answers, 'applicant.givenName': applicant.givenName, 'applicant.familyName': applicant.familyName });
  for (const page of sample.expect.path) {
    const list = servicePackage.flow.pages.find(({ id }) => id === page)?.repeat;
    if (list !== undefined) {
      const rows = (sample.rows?.[list] ?? []).map((row) => typedAnswers(servicePackage, row));
      await ask(address, 'PUT', `/drafts/${started.draft}/pages/${page}/rows`, { rows }, headers);
    }
    await ask(address, 'PUT', `/drafts/${started.draft}/pages/${page}`, fieldsOf(typed, list === undefined ? (servicePackage.flow.pages.find(({ id }) => id === page)?.fields ?? []) : []), headers);
  }
  const sent = await ask(address, 'POST', `/drafts/${started.draft}/submission`, fieldsOf(typed, servicePackage.flow.declaration), headers) as { reference: string };
  return sent.reference;
}

function fieldsOf(typed: Record<string, string>, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => fields.some((field) => name === field || name.startsWith(`${field}.`))));
}

async function ask(address: string, method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<unknown> {
  for (;;) {
    const answer = await fetch(`${address}/api/v1${path}`, { method, headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    if (answer.status === 429) {
      await sleep((Number(answer.headers.get('retry-after') ?? '5') + 1) * 1000);
      continue;
    }
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text.slice(0, 600)}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
