import { may } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { alert, html, link, paragraph, spokenPart } from '@allmende/html';
import { definePage, show, type AnyPage, type PageRequest, type View, type Where } from '@allmende/http';
import type { Language } from '@allmende/i18n';
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
  definePage({ method: 'GET', path: `/${name}`, access: 'anyone', speaksAll: true, handle: async (request) => show(inWords(name, view, await loadModel(request, undefined), request)) }),
  definePage({ method: 'GET', path: `/:where/${name}`, access: 'anyone', speaksAll: true, handle: async (request) => show(inWords(name, view, await loadModel(request, request.where), request)) }),
]);

// The frame speaks every language. What the law asks for stands in German or English, so that nobody relies on words that no lawyer has read; easy language has its own page.
function inWords(name: string, view: (model: LegalModel, options: LegalOptions) => View, model: LegalModel, { locale, language, urlFor }: Pick<PageRequest, 'locale' | 'language' | 'urlFor'>): View {
  const shown = { ...view(model, { locale, urlFor }), titleLanguage: locale, mainLanguage: locale };
  const at = (page: string) => (model.slug === undefined ? urlFor.public(page) : urlFor.place(model.slug, page));
  return { ...shown, main: html`${languageNote(name, language, { locale, german: `${at(name)}?lang=de`, easy: at('easy-language') })}${shown.main}` };
}

const NOTES: Readonly<Partial<Record<Language, { readonly title: string; readonly body: string; readonly link: string }>>> = {
  'de-leicht': { title: 'Dieser Text ist nicht in Leichter Sprache.', body: 'So ein Text muss genau sein. Deshalb ist er schwer.', link: 'Das Wichtigste in Leichter Sprache' },
  uk: { title: 'Юридично чинним є лише німецький текст.', body: 'Цієї сторінки немає українською. Нижче вона англійською, щоб її зрозуміло більше людей.', link: 'Німецький текст' },
  ar: { title: 'النص الملزم قانونًا هو النص الألماني فقط.', body: 'هذه الصفحة غير متوفرة بالعربية. تجدها أدناه بالإنجليزية كي يفهمها عدد أكبر من الناس.', link: 'النص الألماني' },
};

/** Says in the language of the page why the text below is in another one, and leads to the one that counts. */
function languageNote(name: string, language: Language, { locale, german, easy }: { readonly locale: Language; readonly german: string; readonly easy: string }) {
  const t = NOTES[language];
  if (t === undefined || (language === 'de-leicht' && name === 'easy-language')) return '';
  return spokenPart(alert({ kind: 'info', title: t.title, body: paragraph(html`${t.body} ${link({ label: t.link, href: language === 'de-leicht' ? easy : german })}`) }), language, locale);
}

async function loadModel({ ctx, actor, urlFor }: Pick<PageRequest, 'ctx' | 'actor' | 'urlFor'>, where: Where | undefined): Promise<LegalModel> {
  const named = where?.kind === 'place' ? where.place : where?.authority;
  const body = await findResponsibleBody(ctx, where?.kind === 'place' ? { place: where.place } : where);
  const tenant = body.isAdministration && body.administration ? body.administration.tenant : PLATFORM_TENANT;
  const enterHref = body.isAdministration && body.administration ? urlFor.office(body.administration.slug, 'legal') : urlFor.operator('legal');
  return { ...body, whereName: named?.name, slug: named?.slug, enterHref: may(actor, enterLegalContact, tenant) ? enterHref : undefined };
}
