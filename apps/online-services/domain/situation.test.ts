import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '@allmende/time';
import { checkServicePackage } from './check-service-package.ts';
import { CHECK_PAGE, compileServicePackage } from './compile-service-package.ts';
import { completeness } from './completeness.ts';
import { emptyOverlay } from './overlay.ts';
import { isReachable, nextOpenPage, nextPage, previousPage, prunedAnswers, statusOfPages } from './path.ts';
import type { Expression } from './rules/expression.ts';
import type { Value } from './rules/value.ts';
import type { ServicePackage } from './service-package.ts';
import { savePage, situationOf, type Draft } from './situation.ts';
import { textKeysOf } from './text-keys.ts';

const today = plainDate('2026-05-20');
const VALUES: readonly Value[] = ['a', 'b'];

type PlannedPage = { readonly optional: boolean; readonly fields: number; readonly when: number; readonly wanted: string; readonly negated: boolean };

/** A package of pages with choices, each perhaps asked only when an earlier choice was made. */
function packageOf(plan: readonly PlannedPage[]): ServicePackage {
  const fieldIds = plan.map((page, index) => Array.from({ length: page.fields }, (_, field) => `page${index}.field${field}`));
  const rules: Record<string, Expression> = {};
  const pages = plan.map((page, index) => {
    const earlier = fieldIds.slice(0, index).flat();
    const field = earlier[page.when];
    if (field === undefined) return { id: `page${index}`, fields: fieldIds[index]! };
    const met: Expression = { call: '=', of: [{ field }, { literal: page.wanted, type: 'text' }] };
    rules[`when${index}`] = page.negated ? { call: 'not', of: [met] } : met;
    return { id: `page${index}`, when: `when${index}`, fields: fieldIds[index]! };
  });
  const bare: ServicePackage = {
    service: {
      format: 1, id: 'planned', version: '1.0.0', leistungsschluessel: null, regime: 'vwvfg', secrecy: 'ordinary', usualAuthority: 'municipality', loginLevel: 'none', languages: ['de'],
      legalBasis: [], retention: { draftDays: 30, source: 'Test' }, clearFields: [], startPage: [],
    },
    fields: plan.flatMap((page, index) => fieldIds[index]!.map((id) => ({ id, type: 'choice' as const, options: ['a', 'b'], required: !page.optional }))),
    flow: { pages, declaration: [] },
    rules: { rules, results: [], checks: [] },
    evidence: { evidence: [] }, overlay: { groups: [], parameters: [], inserts: [] }, case: { statuses: ['submitted'], decisions: [], remedies: [] }, texts: {}, samples: [], sampleOverlays: {},
  };
  return { ...bare, texts: { de: Object.fromEntries(textKeysOf(bare).required.map((key) => [key, key])) } };
}

const plans = fc.array(
  fc.record({ optional: fc.boolean(), fields: fc.integer({ min: 1, max: 3 }), when: fc.integer({ min: -2, max: 12 }), wanted: fc.constantFrom('a', 'b'), negated: fc.boolean() }),
  { minLength: 1, maxLength: 8 },
);
const cases = plans.chain((plan) => {
  const servicePackage = packageOf(plan);
  return fc.record({
    servicePackage: fc.constant(servicePackage),
    answers: fc.dictionary(fc.constantFrom(...servicePackage.fields.map(({ id }) => id)), fc.constantFrom(...VALUES)),
    saved: fc.subarray(servicePackage.flow.pages.map(({ id }) => id)),
  });
});

test('every planned package passes the check, so the properties speak of real packages', () => {
  fc.assert(fc.property(plans, (plan) => assert.deepEqual(checkServicePackage(packageOf(plan)), [])), { numRuns: 50 });
});

test('answers of pages that are not asked never leave the form', () => {
  fc.assert(fc.property(cases, ({ servicePackage, answers, saved }) => {
    const situation = situationOf(compileServicePackage(servicePackage, emptyOverlay(servicePackage)), { answers, saved }, today);
    const asked = new Set(statusOfPages(situation).flatMap(({ id }) => servicePackage.flow.pages.find((page) => page.id === id)!.fields ?? []));
    for (const id of Object.keys(prunedAnswers(situation))) assert.ok(asked.has(id) && answers[id] !== undefined);
    for (const id of asked) assert.equal(prunedAnswers(situation)[id], answers[id]);
  }));
});

test('leaving out the answers that do not count changes nothing', () => {
  fc.assert(fc.property(cases, ({ servicePackage, answers, saved }) => {
    const service = compileServicePackage(servicePackage, emptyOverlay(servicePackage));
    const before = situationOf(service, { answers, saved }, today);
    const after = situationOf(service, { answers: prunedAnswers(before), saved }, today);
    assert.deepEqual(statusOfPages(after), statusOfPages(before));
    assert.deepEqual(prunedAnswers(after), prunedAnswers(before));
  }));
});

test('the path always ends: answering the open page again and again reaches the check page', () => {
  fc.assert(fc.property(cases, fc.infiniteStream(fc.constantFrom(...VALUES)), ({ servicePackage, answers, saved }, stream) => {
    const service = compileServicePackage(servicePackage, emptyOverlay(servicePackage));
    let draft: Draft = { answers, saved };
    for (let step = 0; ; step += 1) {
      const situation = situationOf(service, draft, today);
      const open = nextOpenPage(situation);
      if (open === CHECK_PAGE) {
        assert.equal(completeness(situation).complete, true);
        assert.equal(isReachable(situation, CHECK_PAGE), true);
        return;
      }
      assert.ok(step <= servicePackage.flow.pages.length, 'more steps than pages');
      const page = service.page(open)!;
      draft = savePage(situation, open, Object.fromEntries(page.fields.map(({ field }) => [field.id, stream.next().value as Value])));
    }
  }));
});

test('walking forward from the first page and back from the last meets the same pages', () => {
  fc.assert(fc.property(cases, ({ servicePackage, answers, saved }) => {
    const situation = situationOf(compileServicePackage(servicePackage, emptyOverlay(servicePackage)), { answers, saved }, today);
    const asked = statusOfPages(situation).map(({ id }) => id);
    const forward = [asked[0]!];
    while (nextPage(situation, forward.at(-1)!) !== CHECK_PAGE) forward.push(nextPage(situation, forward.at(-1)!));
    const back: string[] = [];
    for (let page = previousPage(situation, CHECK_PAGE); page !== undefined; page = previousPage(situation, page)) back.unshift(page);
    assert.deepEqual(forward, asked);
    assert.deepEqual(back, asked);
  }));
});

test('a page can be opened only when every asked page before it is done', () => {
  fc.assert(fc.property(cases, ({ servicePackage, answers, saved }) => {
    const situation = situationOf(compileServicePackage(servicePackage, emptyOverlay(servicePackage)), { answers, saved }, today);
    const asked = statusOfPages(situation);
    asked.forEach(({ id }, index) => assert.equal(isReachable(situation, id), asked.slice(0, index).every(({ state }) => state === 'done')));
  }));
});
