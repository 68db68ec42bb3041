import { InvalidInput, NotFound, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { saidIn, translations } from '@allmende/i18n';
import { Type } from 'typebox';
import { deleteCase } from '../../actions/delete-case.ts';
import { listRetention, type Retention } from '../../actions/list-retention.ts';
import { setRetention } from '../../actions/set-retention.ts';
import { CaseChanged, CasesNotRunning, NotPossibleNow } from '../../domain/errors.ts';
import { deleteCases } from '../../domain/permissions.ts';
import type { TypedRetention } from '../../domain/retention.ts';
import { confirmDeletionView, retentionRuleView, retentionView } from './retention.view.ts';

const texts = translations({
  de: { saved: 'Die Frist ist gespeichert. Sie wird jetzt auf die abgeschlossenen Fälle angewendet.', deleted: (count: number) => (count === 1 ? '1 Fall ist gelöscht.' : `${count} Fälle sind gelöscht.`), proposed: (count: number) => (count === 1 ? 'Für 1 Fall ist die Löschung vorgeschlagen.' : `Für ${count} Fälle ist die Löschung vorgeschlagen.`), left: (count: number) => (count === 1 ? '1 Fall ist geblieben.' : `${count} Fälle sind geblieben.`) },
  en: { saved: 'The period is saved. It is now applied to the closed cases.', deleted: (count: number) => (count === 1 ? '1 case is deleted.' : `${count} cases are deleted.`), proposed: (count: number) => (count === 1 ? 'Deletion is proposed for 1 case.' : `Deletion is proposed for ${count} cases.`), left: (count: number) => (count === 1 ? '1 case stayed.' : `${count} cases stayed.`) },
});

type Request = PageRequest<unknown, unknown>;
const path = '/:authority/office/cases/retention';
const Params = Type.Object({ service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' }) });

const optionsOf = ({ locale, csrf, urlFor, authority }: Pick<Request, 'locale' | 'csrf' | 'urlFor' | 'authority'>) => ({
  locale, csrf, casesHref: urlFor.office(authority.slug, 'cases'), href: (...more: string[]) => urlFor.office(authority.slug, 'cases', 'retention', ...more), auditHref: urlFor.office(authority.slug, 'audit'),
});

export const retentionPage = definePage({ method: 'GET', path, access: deleteCases, handle: (request) => showRetention(request, []) });

/** Shows what will be gone, before it is. */
export const retentionPost = definePage({
  method: 'POST', path, access: deleteCases,
  async handle(request) {
    const { retention, wanted } = await wantedOf(request);
    if (wanted.length === 0) return showRetention(request, [{ pointer: '/cases', code: 'required', message: 'Wählen Sie wenigstens einen Fall, dessen Frist vorbei ist.' }], retention);
    return show(confirmDeletionView({ cases: wanted.map(({ file }) => file), isProposal: wanted.some(({ file }) => file.needsSecond && file.deletionAsked === null) }, optionsOf(request)));
  },
});

/** Deletes or proposes it, case by case. */
export const deletionPost = definePage({
  method: 'POST', path: `${path}/deletion`, access: deleteCases,
  async handle(request) {
    const t = texts(request.locale);
    const { wanted } = await wantedOf(request);
    const counts = { deleted: 0, proposed: 0, left: 0 };
    let reason: string | undefined;
    for (const { file, version } of wanted) {
      try {
        counts[await deleteCase(request.ctx, { case: file.id, version })] += 1;
      } catch (error) {
        if (!(error instanceof CaseChanged || error instanceof NotPossibleNow || error instanceof CasesNotRunning || error instanceof NotFound)) throw error;
        counts.left += 1;
        reason ??= saidIn(request.locale, error.message);
      }
    }
    const words = (['deleted', 'proposed', 'left'] as const).filter((outcome) => counts[outcome] > 0).map((outcome) => t[outcome](counts[outcome]));
    return redirect(optionsOf(request).href(), words.length === 0 ? {} : { flash: { kind: counts.left === 0 ? 'success' : 'warning', title: words.join(' '), ...(reason === undefined ? {} : { body: reason }) } });
  },
});

async function wantedOf(request: Request): Promise<{ readonly retention: Retention; readonly wanted: readonly { readonly file: Retention['due'][number]; readonly version: number }[] }> {
  const retention = await listRetention(request.ctx);
  const wanted = request.form.all('cases').flatMap((text) => {
    const [id, version] = text.split(':');
    const file = retention.due.find((one) => one.id === id);
    return file ? [{ file, version: Number(version) }] : [];
  });
  return { retention, wanted };
}

export const retentionRulePage = definePage({
  method: 'GET', path: `${path}/:service`, access: deleteCases, params: Params,
  async handle(request) {
    const { rule } = await serviceOf(request);
    return showRule(request, rule === undefined ? { count: '', unit: 'years', begins: 'year-end', deletion: 'two-people', source: '' } : { ...rule, count: String(rule.count) }, []);
  },
});

export const retentionRulePost = definePage({
  method: 'POST', path: `${path}/:service`, access: deleteCases, params: Params,
  async handle(request) {
    const { form, params } = request;
    const typed = { count: form.text('count'), unit: form.text('unit'), begins: form.text('begins'), deletion: form.text('deletion'), source: form.text('source') };
    await serviceOf(request);
    try {
      await setRetention(request.ctx, { service: params.service, typed });
    } catch (error) {
      if (error instanceof InvalidInput) return showRule(request, typed, error.fields);
      throw error;
    }
    return redirect(optionsOf(request).href(), { flash: { kind: 'success', title: texts(request.locale).saved } });
  },
});

type RuleRequest = PageRequest<{ service: string }, unknown>;

async function serviceOf(request: RuleRequest): Promise<Retention['services'][number]> {
  const found = (await listRetention(request.ctx)).services.find(({ service }) => service === request.params.service);
  if (!found) throw new NotFound();
  return found;
}

async function showRule(request: RuleRequest, typed: TypedRetention, problems: readonly FieldProblem[]): Promise<PageResult> {
  const { name, rule } = await serviceOf(request);
  return show(retentionRuleView({ name, typed, entered: rule && { by: rule.enteredBy, at: rule.enteredAt }, problems }, optionsOf(request)));
}

async function showRetention(request: Request, problems: readonly FieldProblem[], known?: Retention): Promise<PageResult> {
  return show(retentionView({ ...(known ?? (await listRetention(request.ctx))), problems }, optionsOf(request)));
}
