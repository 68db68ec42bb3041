import { may } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, type PageRequest, readDay, redirect, show, typedDay } from '@allmende/http';
import { contractFigures } from '../../actions/contract-figures.ts';
import { enterAgreementText } from '../../actions/enter-agreement-text.ts';
import { listAgreementTexts } from '../../actions/list-agreement-texts.ts';
import { AgreementAlreadyEntered } from '../../domain/errors.ts';
import { enterAgreements, seeContractFigures } from '../../domain/permissions.ts';
import { operatorContractsView, type TypedAgreement } from './operator-contracts.view.ts';

const NOTHING: TypedAgreement = { version: '', source: '', validFrom: { day: '', month: '', year: '' }, text: '' };

export const operatorContractsPage = definePage({
  method: 'GET', path: '/operator/contracts', access: seeContractFigures, handle: async (request) => show(operatorContractsView({ ...await loadModel(request.ctx), typed: NOTHING, problems: [] }, request)),
});

export const agreementPost = definePage({
  method: 'POST', path: '/operator/contracts', access: enterAgreements,
  async handle(request) {
    const { ctx, form } = request;
    const typed: TypedAgreement = { version: form.text('version'), source: form.text('source'), validFrom: typedDay(form, 'validFrom'), text: form.text('text') };
    try {
      await enterAgreementText(ctx, { ...typed, validFrom: readDay(typed.validFrom, 'validFrom'), text: typed.text.replaceAll('\r\n', '\n') });
    } catch (error) {
      const problems: readonly FieldProblem[] | undefined = error instanceof InvalidInput ? error.fields : error instanceof AgreementAlreadyEntered ? [{ pointer: '/version', code: 'exists', message: error.message }] : undefined;
      if (problems === undefined) throw error;
      return show(operatorContractsView({ ...await loadModel(ctx), typed, problems }, request));
    }
    return redirect(request.urlFor.operator('contracts'), { flash: { kind: 'success', title: request.locale === 'en' ? 'The version has been entered.' : 'Die Fassung ist eingetragen.' } });
  },
});

async function loadModel(ctx: PageRequest['ctx']) {
  const [figures, texts] = await Promise.all([contractFigures(ctx), listAgreementTexts(ctx)]);
  return { figures, agreements: texts, mayEnter: may(ctx.actor, enterAgreements, PLATFORM_TENANT) };
}
