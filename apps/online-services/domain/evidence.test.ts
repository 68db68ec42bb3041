import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainDate } from '@allmende/time';
import { theHouseholdPackage } from '../testing/a-household.ts';
import { compileServicePackage } from './compile-service-package.ts';
import { completeness } from './completeness.ts';
import { completenessReport, missingEvidence } from './completeness-report.ts';
import { evidenceItems, unaskedFiles, type EvidenceFile } from './evidence.ts';
import { emptyOverlay } from './overlay.ts';
import { filledDraft } from './filled-draft.ts';
import { situationOf } from './situation.ts';

const servicePackage = { ...theHouseholdPackage(), evidence: { evidence: [
  { id: 'payslip', per: 'member', requiredWhen: 'memberEarns', dueDays: 10, checks: [{ kind: 'amount' as const, field: 'member.income' }] },
  { id: 'lease', requiredWhen: 'large' }, { id: 'letter', optionalWhen: 'large', fromOffice: true },
] } };
const service = compileServicePackage(servicePackage, emptyOverlay(servicePackage));
const member = (earns: boolean) => ({ 'member.givenName': 'Ada', 'member.birthDate': '1990-01-01', 'member.earns': earns, ...(earns ? { 'member.income': 100_000 } : {}) });
const situation = (...earning: boolean[]) => situationOf(service, filledDraft(service, { answers: {}, rows: { member: earning.map(member) } }), plainDate('2026-11-20'));

function aFile(file: Partial<EvidenceFile>): EvidenceFile {
  return { id: 'f', evidence: 'payslip', row: '2', state: 'clean', name: 'x.pdf', kind: 'pdf', refusal: undefined, fileId: 'f', sizeBytes: 1, isLate: false, receivedAt: new Date(0), reading: undefined, ...file };
}

test('each row that the rule names is asked for its own evidence, the rest once', () => {
  assert.deepEqual(evidenceItems(situation(false, true, true), []).map(({ key, isRequired, row }) => [key, isRequired, row?.number]), [['payslip.2', true, 2], ['payslip.3', true, 3], ['lease', true, undefined], ['letter', false, undefined]]);
  assert.deepEqual(evidenceItems(situation(false), []), []);
});

test('an upload counts for its own row only, and for nothing when its row no longer needs it', () => {
  const file = aFile({});
  assert.deepEqual(evidenceItems(situation(false, true, true), [file]).map(({ key, status }) => `${key} ${status}`), ['payslip.2 there', 'payslip.3 open', 'lease open', 'letter open']);
  assert.deepEqual(unaskedFiles(evidenceItems(situation(false, false, true), [file]), [file]), [file]);
});

test('the most that has come says how a piece of evidence stands', () => {
  const statusOf = (...states: EvidenceFile['state'][]) => evidenceItems(situation(false, true), states.map((state, index) => aFile({ id: String(index), state }))).find(({ key }) => key === 'payslip.2')?.status;
  assert.deepEqual([statusOf(), statusOf('refused'), statusOf('refused', 'later'), statusOf('later', 'office'), statusOf('office', 'received'), statusOf('refused', 'clean')], ['open', 'refused', 'later', 'office', 'checking', 'there']);
});

test('the report counts what is required, names what is optional, and is whole only when nothing is missing', () => {
  const asked = situation(true, true);
  const answers = completeness(asked);
  const report = completenessReport(answers, evidenceItems(asked, [aFile({ row: '1' })]), plainDate('2026-11-20'));
  assert.deepEqual(report.missing.flatMap((part) => (part.kind === 'evidence' ? [`${part.key} ${part.isRequired} ${part.by ?? '-'} ${part.ways.join('+')}`] : [])), ['payslip.2 true 2026-11-30 upload+later', 'lease true - upload+later', 'letter false - upload+later+office']);
  assert.deepEqual(missingEvidence(evidenceItems(asked, [])), ['payslip', 'lease']);
  const whole = completenessReport({ required: 3, answered: 3, missing: [] }, evidenceItems(asked, [aFile({ row: '1' }), aFile({ row: '2' }), aFile({ evidence: 'lease', row: undefined })]));
  assert.equal(whole.score, 100);
  assert.ok(report.score < 100 && report.there === answers.answered + 1);
});
