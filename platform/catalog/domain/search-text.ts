import { facetValueName } from './facet.ts';
import type { SolutionListing } from './normalise-listing.ts';

/** The texts of a solution in the forms in which it is searched. */
export type SearchText = {
  /** The name, folded, for order and likeness. */
  nameFolded: string;
  /** Names and short descriptions, folded. */
  headFolded: string;
  /** Features and categories, and the long descriptions that are neither German nor English, folded. */
  restFolded: string;
  german: string;
  english: string;
};

/** Longest text that enters the index per solution and form, in characters. */
const most = 20_000;

/** Gathers what a solution can be found by: all names, descriptions and features in every language, and its categories in words. */
export function searchTextOf(listing: SolutionListing): SearchText {
  const told = Object.entries(listing.descriptions);
  const categories = listing.categories.flatMap((category) => [facetValueName('category', category, 'de'), facetValueName('category', category, 'en')]);
  const names = [listing.name, ...told.map(([, description]) => description.localisedName ?? '')];
  const inLanguage = (language: string) =>
    told.filter(([tag]) => tag.split('-')[0] === language).map(([, one]) => [one.shortDescription, ...one.features, one.longDescription].join('\n')).join('\n').slice(0, most);
  return {
    nameFolded: foldWords(listing.name).slice(0, 200),
    headFolded: foldWords([...new Set(names), ...told.map(([, description]) => description.shortDescription)].join(' ')).slice(0, 1_500),
    restFolded: foldWords([...categories, ...listing.categories, ...listing.usedBy, listing.applicationSuite ?? '', ...told.flatMap(([tag, one]) => (/^(de|en)(-|$)/.test(tag) ? one.features : [...one.features, one.longDescription]))].join(' ')).slice(0, most),
    german: inLanguage('de'),
    english: inLanguage('en'),
  };
}

/** Lower case without accents; umlauts and their spelling with e become the same. */
export function foldWords(text: string): string {
  return text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '').replaceAll(/([aou])e/g, '$1').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

const fillers = new Set('der die das den dem des und oder für mit von vom im in am an auf aus ein eine einer eines zu zum zur bei the of for and or to a with'.split(' '));

/** One word of a query: as typed, for stemming, and folded, for the beginning of words. */
export type QueryWord = { readonly typed: string; readonly folded: string };

/** The words of a query that count: at most 8 of at most 40 characters, without fillers. */
export function queryWords(query: string): readonly QueryWord[] {
  const words = (query.slice(0, 400).toLowerCase().normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, 40));
  const counting = words.filter((word) => !fillers.has(word));
  return (counting.length > 0 ? counting : words).slice(0, 8).map((typed) => ({ typed, folded: foldWords(typed).replaceAll(' ', '') })).filter(({ folded }) => folded !== '');
}
