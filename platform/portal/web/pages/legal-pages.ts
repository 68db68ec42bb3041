import { may } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { definePage, show, type AnyPage, type PageRequest, type View, type Where } from '@allmende/http';
import { findResponsibleBody } from '../../actions/find-responsible-body.ts';
import { enterLegalContact } from '../../domain/permissions.ts';
import type { LegalModel, LegalOptions } from '../legal-model.ts';
import { accessibilityView } from './accessibility.view.ts';
import { easyLanguageView } from './easy-language.view.ts';
import { helpView } from './help.view.ts';
import { imprintView } from './imprint.view.ts';
import { privacyView } from './privacy.view.ts';
import { signLanguageView } from './sign-language.view.ts';

const views: Readonly<Record<string, (model: LegalModel, options: LegalOptions) => View>> = {
  imprint: imprintView, privacy: privacyView, accessibility: accessibilityView, help: helpView, 'easy-language': easyLanguageView, 'sign-language': signLanguageView,
};

/** The obligatory pages, for the platform and for every place and authority. */
export const legalPages: readonly AnyPage[] = Object.entries(views).flatMap(([name, view]) => [
  definePage({ method: 'GET', path: `/${name}`, access: 'anyone', speaksAll: true, handle: async (request) => show(inWords(view, await loadModel(request, undefined), request)) }),
  definePage({ method: 'GET', path: `/:where/${name}`, access: 'anyone', speaksAll: true, handle: async (request) => show(inWords(view, await loadModel(request, request.where), request)) }),
]);

// The frame speaks every language. What the law asks for stands in German or English, so that nobody relies on words that no lawyer has read; easy language has its own page.
function inWords(view: (model: LegalModel, options: LegalOptions) => View, model: LegalModel, { locale, urlFor }: Pick<PageRequest, 'locale' | 'urlFor'>): View {
  return { ...view(model, { locale, urlFor }), mainLanguage: locale };
}

async function loadModel({ ctx, actor, urlFor }: Pick<PageRequest, 'ctx' | 'actor' | 'urlFor'>, where: Where | undefined): Promise<LegalModel> {
  const named = where?.kind === 'place' ? where.place : where?.authority;
  const body = await findResponsibleBody(ctx, where?.kind === 'place' ? { place: where.place } : where);
  const tenant = body.isAdministration && body.administration ? body.administration.tenant : PLATFORM_TENANT;
  const enterHref = body.isAdministration && body.administration ? urlFor.office(body.administration.slug, 'legal') : urlFor.operator('legal');
  return { ...body, whereName: named?.name, slug: named?.slug, enterHref: may(actor, enterLegalContact, tenant) ? enterHref : undefined };
}
