import { inLanguage, languageFacts, languageOf, type Language, type LocalText } from '@allmende/i18n';
import { html, type Html, type HtmlValue } from '../html.ts';

/** Words in a language of their own, marked so that they are read aloud and set in it. As they are where they speak the language of the page. WCAG 2.2, 3.1.2. */
export function spoken(text: HtmlValue, language: Language, page: Language): HtmlValue {
  return language === page ? text : html`<span${tongue(language)}>${text}</span>`;
}

/** Likewise for a part of the page: everything inside, also the fixed words of its fields and lists, should then be in that language. */
export function spokenPart(content: HtmlValue, language: Language, page: Language): HtmlValue {
  return language === page ? content : html`<div class="a-spoken"${tongue(language)}>${content}</div>`;
}

/** Words of others in the language that they name by its tag (BCP 47), as a part of a line or, with `div`, of the page; as they are where nobody says it (`und`) or where it is the page's. */
export function spokenByTag(content: HtmlValue, tag: string | null, page: Language, element: 'span' | 'div' = 'span'): HtmlValue {
  if (tag === null || tag === 'und' || tag.split('-')[0] === page.split('-')[0]) return content;
  return element === 'span' ? html`<span lang="${tag}" dir="auto">${content}</span>` : html`<div lang="${tag}" dir="auto">${content}</div>`;
}

/** A text as data in the language of the page, or in the next one that it has, marked as such. */
export function localWords(text: LocalText, page: Language): HtmlValue {
  return spoken(inLanguage(text, page), languageOf(text, page), page);
}

/** A sentence with words in it that are marked: `fill((name) => t.next(name), spoken(…))`. The sentence must use its value once, as it is. */
export function fill(sentence: (value: string) => string, words: HtmlValue): HtmlValue {
  if (typeof words === 'string') return sentence(words);
  const [before = '', ...after] = sentence(PLACE).split(PLACE);
  return html`${before}${words}${after.join('')}`;
}

// Stands in no text of ours.
const PLACE = '\u{f8ff}';

function tongue(language: Language): Html {
  const { tag, direction } = languageFacts(language);
  return html` lang="${tag}" dir="${direction}"`;
}
