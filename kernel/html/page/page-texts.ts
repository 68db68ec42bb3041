import { translations } from '@allmende/i18n';

/** The fixed words of the page's frame. */
export const pageTexts = translations({
  de: {
    skip: 'Zum Inhalt springen',
    error: 'Fehler: ',
    menu: 'Menü',
    mainNavigation: 'Hauptnavigation',
    breadcrumbs: 'Sie sind hier',
    languages: 'Sprache',
    footer: 'Über diese Seite',
    signIn: 'Anmelden',
    signOut: 'Abmelden',
    signedInAs: 'Angemeldet als',
    office: 'Verwaltung',
    operator: 'Betrieb',
    supplier: 'Anbieter',
  },
  en: {
    skip: 'Skip to content',
    error: 'Error: ',
    menu: 'Menu',
    mainNavigation: 'Main navigation',
    breadcrumbs: 'You are here',
    languages: 'Language',
    footer: 'About this site',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signedInAs: 'Signed in as',
    office: 'Administration',
    operator: 'Operations',
    supplier: 'Suppliers',
  },
});
