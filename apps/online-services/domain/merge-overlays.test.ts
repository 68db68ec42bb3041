import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anOverlay, theDogTaxPackage } from '../testing/index.ts';
import { contrastWithWhite, isReadableColour } from './brand-colour.ts';
import { checkOverlayDeclarations, checkOverlayParts } from './check-overlay-parts.ts';
import { checkParentOverlay } from './check-parent-overlay.ts';
import { compileServicePackage } from './compile-service-package.ts';
import { contentHash } from './content-hash.ts';
import { diffOverlays } from './diff-overlays.ts';
import { mergeOverlays, ownPart, parentsKey, type Parent } from './merge-overlays.ts';
import { overlayEntries, overlayOfEntries } from './overlay-entries.ts';
import { emptyOverlay } from './overlay.ts';
import type { ParentLevel, ParentOverlay } from './parent-overlay.ts';
import type { Overlay, ServicePackage } from './service-package.ts';
import { tailorPackage } from './tailor-package.ts';
import { versionProblems } from './try-version.ts';
import { plainDate } from '@allmende/time';

const original = theDogTaxPackage();
const [evidence] = original.evidence.evidence;
if (!evidence) throw new Error('the package has no evidence');
const servicePackage: ServicePackage = {
  ...original,
  overlay: {
    ...original.overlay, branding: true, questions: [{ field: 'dog.chip' }], evidence: [{ id: evidence.id, maxMB: 2, maxFiles: 1 }],
    parameters: original.overlay.parameters.map((parameter) => (parameter.id === 'contact.telephone' ? { ...parameter, parents: 'binds' } : ['duty.deadline', 'law.localTaxAct'].includes(parameter.id) ? { ...parameter, parents: 'proposes' } : parameter)),
  },
};

function aParent(level: ParentLevel, values: Partial<Overlay>, binding: string[] = []): Parent {
  const all = { ...emptyOverlay(servicePackage), ...values };
  const content: ParentOverlay = {
    format: 1, level, area: level === 'land' ? { key: '08', name: 'Baden-Württemberg' } : { key: '08125', name: 'Landkreis Heilbronn' }, values: all, binding, entered: Object.fromEntries([...overlayEntries(all).keys()].map((path) => [path, { by: 'Probe', on: '2026-05-01' }])),
  };
  return { hash: contentHash(content), content };
}

const source = { statute: 'Kreissatzung (Beispiel)', statuteDate: '2026-01-01', validFrom: '2026-01-01', enteredBy: 'Probe', enteredOn: '2026-05-01', example: true };
const paths = ['parameters/contact.telephone', 'parameters/contact.email', 'parameters/law.localTaxAct', 'inserts/start/de', 'questions/dog.chip', 'branding/accent'] as const;
const some = fc.dictionary(fc.constantFrom(...paths), fc.constantFrom('a', 'b', 'c'), { maxKeys: 6 });
const overlayOf = (values: Record<string, string>): Overlay => overlayOfEntries(servicePackage.service.id, new Map(Object.entries(values).map(([path, value]) => [path, path.startsWith('questions/') ? value === 'a' : value])), {});

test('with nothing above the own overlay stays what it is, with its hash', () => {
  const own = anOverlay();
  assert.equal(mergeOverlays(servicePackage, own, []), own);
  assert.equal(contentHash(mergeOverlays(servicePackage, own, [aParent('land', { parameters: { 'rates.first': 1 } })])), contentHash(own), 'rates are for nobody above');
});

test('merging is deterministic, own values win unless bound, the district comes before the Land, and the own part comes back', () => {
  fc.assert(fc.property(some, some, some, fc.subarray([...paths]), fc.subarray([...paths]), (own, district, land, landBinds, districtBinds) => {
    const parents = [aParent('land', overlayOf(land), landBinds), aParent('district', overlayOf(district), districtBinds)];
    const merged = mergeOverlays(servicePackage, overlayOf(own), parents);
    assert.equal(contentHash(mergeOverlays(servicePackage, overlayOf(own), parents)), contentHash(merged));
    const [entries, ownEntries, above] = [overlayEntries(merged), overlayEntries(overlayOf(own)), { land: overlayEntries(overlayOf(land)), district: overlayEntries(overlayOf(district)) }];
    for (const path of paths) {
      // Only the telephone may be bound in this package.
      const bound = path === 'parameters/contact.telephone' ? [landBinds.includes(path) ? above.land.get(path) : undefined, districtBinds.includes(path) ? above.district.get(path) : undefined].find((value) => value !== undefined) : undefined;
      assert.equal(entries.get(path), bound ?? ownEntries.get(path) ?? above.district.get(path) ?? above.land.get(path), path);
      assert.equal(merged.inherited?.[path] === undefined, entries.get(path) === undefined || (bound === undefined && ownEntries.has(path)), `${path} says where it is from`);
    }
    const back = overlayEntries(ownPart(merged));
    for (const [path, value] of back) assert.equal(ownEntries.get(path), value);
  }));
});

test('an inherited value brings its statute, and the own statute does not stand for it', () => {
  const district = aParent('district', { parameters: { 'duty.deadline': 14 }, sources: { statute: source } });
  const own = anOverlay();
  const { 'duty.deadline': _deadline, ...parameters } = own.parameters;
  const merged = mergeOverlays(servicePackage, { ...own, parameters }, [district]);
  assert.equal(merged.parameters['duty.deadline'], 14);
  assert.deepEqual([merged.sources['duty.deadline'], merged.sources['statute']], [source, own.sources['statute']]);
  assert.equal(ownPart(merged).sources['duty.deadline'], undefined);
  assert.deepEqual(checkParentOverlay(servicePackage, aParent('district', { parameters: { 'duty.deadline': 14 } }).content), ['sets parameters/duty.deadline without its statute']);
});

test('a parent overlay that oversteps is named with each reason', () => {
  const parent = aParent('land', { parameters: { 'rates.first': 100, 'contact.email': 'a@b.de' } }, ['parameters/contact.email']).content;
  const problems = checkParentOverlay(servicePackage, { ...parent, entered: {} });
  for (const reason of ['sets parameters/rates.first, which each authority sets itself', 'binds to parameters/contact.email, which may only be proposed', 'does not say who entered parameters/contact.email']) assert.ok(problems.includes(reason), reason);
});

test('the key of parents has a place for each level', () => {
  const [land, district] = [aParent('land', {}), aParent('district', {})];
  assert.deepEqual([parentsKey([]), parentsKey([land]), parentsKey([district]), parentsKey([land, district])], [':', `${land.hash}:`, `:${district.hash}`, `${land.hash}:${district.hash}`]);
});

test('differences are named by path, statutes among them, and who entered them is none', () => {
  const before = { ...emptyOverlay(servicePackage), parameters: { 'contact.office': 'A' }, sources: { statute: source } };
  const after = { ...before, parameters: {}, sources: { statute: { ...source, enteredBy: 'Jemand', validFrom: '2027-01-01' } }, questions: { 'dog.chip': false } };
  assert.deepEqual(diffOverlays(before, after), [
    { path: 'parameters/contact.office', before: 'A', after: undefined }, { path: 'questions/dog.chip', before: undefined, after: false }, { path: 'sources/statute/validFrom', before: '2026-01-01', after: '2027-01-01' },
  ]);
});

test('a question that is left out is not asked, samples go on without it, and nothing else changes', () => {
  const overlay: Overlay = { ...anOverlay(), questions: { 'dog.chip': false } };
  const tailored = tailorPackage(servicePackage, overlay);
  const asked = (one: ServicePackage) => one.flow.pages.flatMap((page) => page.fields ?? []);
  assert.deepEqual(asked(tailored), asked(servicePackage).filter((id) => id !== 'dog.chip'));
  assert.equal(tailorPackage(servicePackage, anOverlay()), servicePackage);
  assert.deepEqual(versionProblems(servicePackage, overlay, plainDate('2026-05-20'), 5), []);
  assert.deepEqual(checkOverlayParts(servicePackage, { ...overlay, questions: { 'dog.name': false } }), ['leaves out dog.name, which is always asked']);
  assert.deepEqual(asked(tailorPackage(servicePackage, { ...overlay, questions: { 'dog.name': false } })), asked(servicePackage), 'what the package does not allow counts as not set');
});

test('evidence may be made tighter within the bounds of the package, never looser', () => {
  const limited = (limits: Record<string, number>): Overlay => ({ ...anOverlay(), evidence: { [evidence.id]: limits } });
  assert.equal(compileServicePackage(servicePackage, limited({ maxMB: 3 })).evidence[0]?.maxBytes, 3_000_000);
  for (const wrong of [{ maxMB: 1 }, { maxMB: 11 }, { maxFiles: 6 }, { validMonths: 3 }]) {
    assert.equal(checkOverlayParts(servicePackage, limited(wrong)).length, 1, JSON.stringify(wrong));
    assert.deepEqual(tailorPackage(servicePackage, limited(wrong)).evidence, servicePackage.evidence);
  }
});

test('a package that lets authorities drop what it needs is refused', () => {
  const wrong: ServicePackage = { ...servicePackage, overlay: { ...servicePackage.overlay, questions: [{ field: 'dog.name' }, { field: 'no.field' }, { field: 'declaration.truth' }], evidence: [{ id: evidence.id, maxMB: 11 }, { id: 'nothing' }] } };
  assert.deepEqual(checkOverlayDeclarations(wrong).map(({ pointer }) => pointer), ['/questions/0', '/questions/1', '/questions/2', '/evidence/0', '/evidence/1']);
  assert.deepEqual(checkOverlayDeclarations(servicePackage), []);
});

test('only colours that can be read on white are taken', () => {
  assert.deepEqual([contrastWithWhite('#ffffff'), contrastWithWhite('#000000')], [1, 21]);
  // 4.54 and 4.48, the well-known pair of greys.
  assert.deepEqual([isReadableColour('#767676'), isReadableColour('#777777'), isReadableColour('red'), isReadableColour('#00594D')], [true, false, false, false]);
});
