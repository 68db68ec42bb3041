import type { Language } from '@allmende/i18n';
import type { Html, HtmlValue } from '../html.ts';

/** Whose pages these are. Pages of staff are denser. */
export type Area = 'public' | 'place' | 'office' | 'operator' | 'supplier';

export type Link = { label: string; href: string };

/** An entry of the main navigation; `group` is the name under which it stands where there are too many for one row. */
export type NavigationItem = Link & { current?: boolean | undefined; group?: string | undefined };

export type Crumb = { label: string; /** Left out for the page itself. */ href?: string | undefined; /** Of the label, where it is not that of the page. */ language?: Language | undefined };

/** A message about what was just done, shown once on top of the next page. */
export type Flash = { kind: 'info' | 'success' | 'warning' | 'danger'; title: string; body?: HtmlValue };

export type Account =
  | {
      name: string;
      /** Where the person sees the own account; the name is then a link. */
      accountHref?: string | undefined;
      /** Address that a form posts to; needs `csrf`. */
      signOutAction?: string | undefined;
      csrf?: string | undefined;
    }
  | { signInHref: string };

/** Everything the frame of a page shows. */
export type Page = {
  /** Of the page alone; the name of the site is added. */
  title: string;
  main: Html;
  /** The language of `title` where it differs from that of the frame. */
  titleLanguage?: Language | undefined;
  /** The language of `main` where it differs from that of the frame. */
  mainLanguage?: Language | undefined;
  locale: Language;
  /** The languages that this page speaks, for the switch; German and English unless told. */
  languages?: readonly Language[] | undefined;
  /** Id of the form on the page whose input goes along when the language is switched: `_language` is then sent with it. */
  languageForm?: string | undefined;
  area: Area;
  /** The address asked for, with its query, for the switch of language. */
  path: string;
  /** `Allmende`, or the name of the place or authority. */
  siteName: string;
  siteHref: string;
  navigation: readonly NavigationItem[];
  account?: Account | undefined;
  breadcrumbs?: readonly Crumb[] | undefined;
  footer: readonly Link[];
  /** The form on the page has errors: the title says so first. */
  hasErrors?: boolean | undefined;
  flash?: Flash | undefined;
  /** Addresses from the manifest of `buildAssets`. */
  assets: { stylesheet: string; icon?: string | undefined; /** Fonts to load early. */ fonts?: readonly string[] | undefined; script?: string | undefined; /** The word of the content security policy that lets the script run. */ scriptNonce?: string | undefined };
  /** Where no script runs, the browser loads the page again after so many seconds. */
  waitSeconds?: number | undefined;
  /** Colour of the band above the header, `#rrggbb`; decoration only, so no contrast depends on it. */
  accent?: string | undefined;
};
