import { may } from '@allmende/access';
import { DomainError, InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, readDay, redirect, show, typedDay, type PageRequest, type PageResult } from '@allmende/http';
import { parseEuro, type Cents } from '@allmende/money';
import { enterApprovalRule, listApprovalRules } from '../../actions/enter-approval-rule.ts';
import { seeOrders, setApprovalRules } from '../../domain/permissions.ts';
import { approvalRulesView, type TypedRule } from './approval-rules.view.ts';

const path = '/:authority/office/approval-rules';
const NOTHING: TypedRule = { validFrom: { day: '', month: '', year: '' }, budgetFromCents: '', headFromCents: '', councilFromCents: '', basis: '' };

export const approvalRulesPage = definePage({ method: 'GET', path, access: seeOrders, handle: (request) => showRules(request, NOTHING, []) });

export const approvalRulePost = definePage({
  method: 'POST', path, access: setApprovalRules,
  async handle(request) {
    const { ctx, form } = request;
    const typed: TypedRule = { validFrom: typedDay(form, 'validFrom'), budgetFromCents: form.text('budgetFromCents'), headFromCents: form.text('headFromCents'), councilFromCents: form.text('councilFromCents'), basis: form.text('basis') };
    try {
      await enterApprovalRule(ctx, { validFrom: readDay(typed.validFrom, 'validFrom'), ...readAmounts(typed), basis: typed.basis.trim() });
    } catch (error) {
      if (error instanceof InvalidInput) return showRules(request, typed, error.fields);
      if (error instanceof DomainError && error.code === 'procurement/already-stands') return showRules(request, typed, [{ pointer: '/validFrom', code: 'exists', message: error.message }]);
      throw error;
    }
    return redirect(request.urlFor.office(request.authority.slug, 'approval-rules'), { flash: { kind: 'success', title: request.locale === 'en' ? 'The rules have been entered.' : 'Die Regeln sind eingetragen.' } });
  },
});

async function showRules(request: Pick<PageRequest, 'ctx' | 'actor' | 'locale' | 'csrf' | 'urlFor' | 'authority'>, typed: TypedRule, problems: readonly FieldProblem[]): Promise<PageResult> {
  const { ctx } = request;
  return show(approvalRulesView({ rules: await listApprovalRules(ctx), today: ctx.clock.today(), mayEnter: may(request.actor, setApprovalRules, ctx.tenant), typed, problems }, request), problems.length > 0 ? { status: 422 } : {});
}

// An empty field means that the step is never asked for.
function readAmounts(typed: TypedRule): Record<'budgetFromCents' | 'headFromCents' | 'councilFromCents', Cents | null> {
  const problems: FieldProblem[] = [];
  const read = (name: 'budgetFromCents' | 'headFromCents' | 'councilFromCents'): Cents | null => {
    if (typed[name].trim() === '') return null;
    const amount = parseEuro(typed[name]);
    if (amount === undefined) problems.push({ pointer: `/${name}`, code: 'amount', message: 'Bitte geben Sie einen Betrag in Euro an, zum Beispiel 10.000,00.' });
    return amount ?? null;
  };
  const amounts = { budgetFromCents: read('budgetFromCents'), headFromCents: read('headFromCents'), councilFromCents: read('councilFromCents') };
  if (problems.length > 0) throw new InvalidInput(problems);
  return amounts;
}
