import { PLATFORM_TENANT, type TenantId } from '@allmende/database';
import { renderPage, type Account, type Area, type AssetManifest, type Link, type Page } from '@allmende/html';
import { LANGUAGES, translations, type Language } from '@allmende/i18n';
import type { AuthorityRef, PlaceRef, UrlFor } from '@allmende/tenancy';
import { withQuery } from '@allmende/tenancy';
import type { Actor } from '@allmende/access';
import { currentOf, visibleEntries, withCurrent, type NavigationEntry } from './navigation.ts';
import type { FlashMessage } from './page-request.ts';
import type { View } from './page-result.ts';

/** What the frame of a page needs beside the view. */
export type FrameInput = {
  readonly view: View;
  readonly area: Area;
  readonly locale: Language;
  /** The page speaks all languages of citizens' pages. */
  readonly speaksAll?: boolean | undefined;
  readonly path: string;
  readonly actor: Actor;
  readonly authority?: AuthorityRef | undefined;
  readonly place?: PlaceRef | undefined;
  /** For the sign-out form of staff. */
  readonly csrf?: string | undefined;
  readonly flash?: FlashMessage | undefined;
  /** For the script of a page with a live part. */
  readonly scriptNonce?: string | undefined;
};

const texts = translations({
  de: {
    imprint: 'Impressum', privacy: 'Datenschutz', accessibility: 'Barrierefreiheit', help: 'Hilfe', easy: 'Leichte Sprache', sign: 'Gebärdensprache',
  },
  en: {
    imprint: 'Imprint', privacy: 'Privacy', accessibility: 'Accessibility', help: 'Help', easy: 'Easy language', sign: 'Sign language',
  },
  'de-leicht': {
    imprint: 'Impressum', privacy: 'Datenschutz', accessibility: 'Barriere-Freiheit', help: 'Hilfe', easy: 'Leichte Sprache', sign: 'Gebärden-Sprache',
  },
  uk: {
    imprint: 'Вихідні дані', privacy: 'Захист даних', accessibility: 'Безбар’єрність', help: 'Допомога', easy: 'Проста мова', sign: 'Жестова мова',
  },
  ar: {
    imprint: 'بيانات النشر', privacy: 'حماية البيانات', accessibility: 'سهولة الوصول', help: 'مساعدة', easy: 'لغة سهلة', sign: 'لغة الإشارة',
  },
});

/** Puts views into the frame of their area: name, navigation, language, account, legal pages. */
export function createFrame(options: { readonly assets: AssetManifest; readonly navigation: readonly NavigationEntry[]; readonly urlFor: UrlFor }): (input: FrameInput) => string {
  const surroundingsOf = createSurroundings(options);
  const { stylesheet, icon, fonts } = options.assets;
  return (input) => {
    const { site, navigation, account, footer } = surroundingsOf(input);
    return renderPage({
      title: input.view.title,
      main: input.view.main,
      mainLanguage: input.view.mainLanguage,
      titleLanguage: input.view.titleLanguage,
      locale: input.locale,
      languages: input.speaksAll ? LANGUAGES : undefined,
      languageForm: input.view.languageForm,
      area: input.area,
      path: input.path,
      siteName: site.name,
      siteHref: site.href,
      navigation,
      account,
      breadcrumbs: input.view.breadcrumbs,
      footer,
      hasErrors: input.view.hasErrors,
      flash: input.flash,
      accent: input.view.accent,
      waitSeconds: input.view.waitSeconds,
      assets: { stylesheet, icon, fonts, ...scriptOf(input, options.assets) },
    });
  };
}

/** What stands around a view: the same for everybody who is not signed in. */
type Surroundings = { readonly site: { readonly name: string; readonly href: string }; readonly navigation: Page['navigation']; readonly account: Account | undefined; readonly footer: readonly Link[] };

/** Places times languages that are kept; a citizen's page needs one. */
const MOST_KEPT = 2_000;

function createSurroundings({ navigation, urlFor }: { readonly navigation: readonly NavigationEntry[]; readonly urlFor: UrlFor }): (input: FrameInput) => Surroundings {
  const draw = (input: FrameInput): Surroundings => ({
    site: siteOf(input, urlFor), account: accountOf(input, urlFor), footer: legalLinks(input, urlFor),
    navigation: visibleEntries(navigation, { area: input.area, actor: input.actor, tenant: tenantOf(input), locale: input.locale, path: input.path, hrefOf: (entry) => hrefIn(entry, input, urlFor) }),
  });
  const kept = new Map<string, { readonly plain: Surroundings; readonly open: Map<string | undefined, Surroundings> }>();
  return (input) => {
    // The way to sign in from an office leads back to where it was asked for, so it is different on each page.
    if (input.actor.kind !== 'anonymous' || (input.area !== 'public' && input.area !== 'place')) return draw(input);
    const { authority, place } = input;
    const key = [input.area, input.locale, authority?.slug, authority?.name, authority?.tenant, place?.slug, place?.name].join('\u0000');
    let found = kept.get(key);
    if (!found) {
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, (found = { plain: draw(input), open: new Map() }));
    }
    const current = currentOf(found.plain.navigation, input.path);
    let there = found.open.get(current);
    if (!there) found.open.set(current, (there = { ...found.plain, navigation: withCurrent(found.plain.navigation, current) }));
    return there;
  };
}

function scriptOf({ view, scriptNonce }: FrameInput, assets: AssetManifest): { script?: string; scriptNonce?: string | undefined } {
  if (view.live) return { script: assets.liveScript, scriptNonce };
  if (view.passkey) return { script: assets.passkeyScript, scriptNonce };
  if (view.camera) return { script: assets.cameraScript, scriptNonce };
  if (view.sealing) return { script: assets.sealingScript, scriptNonce };
  return view.guarded ? { script: assets.guardScript, scriptNonce } : {};
}

function tenantOf(input: FrameInput): TenantId {
  return input.authority?.tenant ?? PLATFORM_TENANT;
}

function siteOf(input: FrameInput, urlFor: UrlFor): { name: string; href: string } {
  if (input.area === 'operator') return { name: 'Allmende', href: urlFor.operator() };
  if (input.area === 'supplier') return { name: 'Allmende', href: urlFor.supplier() };
  if (input.area === 'office' && input.authority) return { name: input.authority.name, href: urlFor.office(input.authority.slug) };
  if (input.place) return { name: input.place.name, href: urlFor.place(input.place.slug) };
  if (input.authority) return { name: input.authority.name, href: urlFor.place(input.authority.slug) };
  return { name: 'Allmende', href: urlFor.public() };
}

function hrefIn(entry: NavigationEntry, input: FrameInput, urlFor: UrlFor): string {
  if (entry.area === 'office') return urlFor.office(input.authority?.slug ?? '', ...entry.segments);
  if (entry.area === 'operator') return urlFor.operator(...entry.segments);
  if (entry.area === 'supplier') return urlFor.supplier(...entry.segments);
  if (entry.area === 'place') return urlFor.place(input.place?.slug ?? input.authority?.slug ?? '', ...entry.segments);
  return urlFor.public(...entry.segments);
}

function accountOf(input: FrameInput, urlFor: UrlFor): Account | undefined {
  if (input.actor.kind === 'staff' || input.actor.kind === 'supplier') return { name: input.actor.name, accountHref: urlFor.public('account'), signOutAction: urlFor.public('sign-out'), csrf: input.csrf };
  return input.area === 'place' ? undefined : { signInHref: input.area === 'public' ? urlFor.public('sign-in') : withQuery(urlFor.public('sign-in'), { next: input.path }) };
}

function legalLinks(input: FrameInput, urlFor: UrlFor): Link[] {
  const t = texts(input.locale);
  const slug = input.place?.slug ?? input.authority?.slug;
  const at = (page: string) => (slug === undefined ? urlFor.public(page) : urlFor.place(slug, page));
  return [
    { label: t.imprint, href: at('imprint') }, { label: t.privacy, href: at('privacy') }, { label: t.accessibility, href: at('accessibility') },
    { label: t.help, href: at('help') }, { label: t.easy, href: at('easy-language') }, { label: t.sign, href: at('sign-language') },
  ];
}
