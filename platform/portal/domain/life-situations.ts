import type { LocalText } from '@allmende/i18n';
import { foldWord, foldedWords } from './fold-words.ts';

/** Something that happens in people's lives and brings them to their administration. */
export type LifeSituation = {
  readonly id: string;
  readonly name: LocalText;
  /** A service belongs to it when one of these words stands in its keywords, alone or at the beginning of a word. German, as every package has German keywords. */
  readonly tags: readonly string[];
  /** How people say it who know no word of the administration. */
  readonly words: string;
};

/** Our own list; the words are everyday words and no terms of law. Ukrainian and Arabic were not checked by a person yet. */
export const LIFE_SITUATIONS: readonly LifeSituation[] = [
  {
    id: 'moving', tags: ['Umzug', 'Umziehen', 'Wegzug', 'Zuzug', 'Wohnsitz'], name: { de: 'Umzug', 'de-leicht': 'Umzug', en: 'Moving', uk: 'Переїзд', ar: 'الانتقال إلى سكن جديد' },
    words: 'umziehen ziehe um neue Wohnung neue Adresse einziehen ausziehen wegziehen hergezogen ummelden move moving new flat new home new address переїхав переїзд нова адреса نقل انتقال عنوان جديد',
  },
  {
    id: 'housing', tags: ['Wohnen', 'Wohnung', 'Wohngeld', 'Miete', 'Mietzuschuss', 'Wohnberechtigungsschein'], name: { de: 'Wohnen und Miete', 'de-leicht': 'Wohnen und Miete', en: 'Housing and rent', uk: 'Житло та оренда', ar: 'السكن والإيجار' },
    words: 'Miete zu teuer Miete zu hoch Wohnung bezahlen Mieterhöhung Nebenkosten Wohnkosten rent too high rent too expensive flat cannot afford оренда дорога квартира за високу оренду إيجار غال شقة',
  },
  {
    id: 'money', tags: ['Geldsorgen', 'Zuschuss', 'Wohngeld', 'Sozialleistung', 'wenig Geld'], name: { de: 'Geldsorgen', 'de-leicht': 'Zu wenig Geld', en: 'Money worries', uk: 'Брак грошей', ar: 'صعوبات مالية' },
    words: 'zu wenig Geld kein Geld knapp teuer bezahlen Unterstützung Hilfe Zuschuss arm Schulden not enough money help support too expensive cannot pay мало грошей допомога مال قليل مساعدة',
  },
  { id: 'pet', tags: ['Haustier', 'Hund', 'Welpe', 'Katze', 'Tier'], name: { de: 'Haustier', 'de-leicht': 'Haus-Tier', en: 'Pets', uk: 'Домашня тварина', ar: 'حيوان أليف' }, words: 'Tier halten Hündin Vierbeiner pet puppy dog animal собака тварина цуценя كلب حيوان' },
  { id: 'birth', tags: ['Geburt', 'Baby', 'Kind', 'Schwangerschaft', 'Eltern'], name: { de: 'Geburt und Kinder', 'de-leicht': 'Geburt und Kinder', en: 'Birth and children', uk: 'Народження та діти', ar: 'الولادة والأطفال' }, words: 'schwanger Baby bekommen Nachwuchs Kita Krippe pregnant having a baby child дитина вагітна طفل حامل' },
  { id: 'family', tags: ['Heirat', 'Ehe', 'Trennung', 'Scheidung', 'Unterhalt'], name: { de: 'Heirat und Trennung', 'de-leicht': 'Heirat und Trennung', en: 'Marriage and separation', uk: 'Шлюб і розлучення', ar: 'الزواج والطلاق' }, words: 'heiraten Hochzeit scheiden lassen allein erziehend marry wedding divorce alone with child весілля زواج طلاق' },
  { id: 'building', tags: ['Bauen', 'Bauantrag', 'Umbau', 'Grundstück'], name: { de: 'Bauen', 'de-leicht': 'Bauen', en: 'Building', uk: 'Будівництво', ar: 'البناء' }, words: 'Haus bauen anbauen Garage Zaun Baugenehmigung build house будинок بناء بيت' },
  { id: 'business', tags: ['Gewerbe', 'Selbstständig', 'Betrieb', 'Gaststätte'], name: { de: 'Gewerbe', 'de-leicht': 'Eigene Firma', en: 'Business', uk: 'Підприємництво', ar: 'الأعمال' }, words: 'Firma gründen Laden eröffnen selbständig machen company start shop фірма شركة' },
  { id: 'disability', tags: ['Behinderung', 'Schwerbehinderung', 'Pflege', 'Krankheit'], name: { de: 'Krankheit und Behinderung', 'de-leicht': 'Krankheit und Behinderung', en: 'Illness and disability', uk: 'Хвороба та інвалідність', ar: 'المرض والإعاقة' }, words: 'krank behindert pflegen Rollstuhl ill disabled care хвороба مريض' },
  { id: 'death', tags: ['Todesfall', 'Sterbefall', 'Bestattung', 'Beerdigung'], name: { de: 'Todesfall', 'de-leicht': 'Jemand ist gestorben', en: 'Death', uk: 'Смерть близької людини', ar: 'الوفاة' }, words: 'tot verstorben Beerdigung Friedhof died funeral помер وفاة' },
];

const TAGS = LIFE_SITUATIONS.map((situation) => ({ situation, tags: situation.tags.map((tag) => foldedWords(tag).join(' ')) }));

/** The situations that a service belongs to, by its German keywords (separated by commas, the weightiest first); `at` is the first keyword that says so, from 0. */
export function situationsOf(keywords: string): readonly { readonly situation: LifeSituation; readonly at: number }[] {
  const phrases = keywords.split(',').map((phrase) => ` ${foldedWords(phrase).join(' ')}`);
  return TAGS.flatMap(({ situation, tags }) => {
    const at = phrases.findIndex((phrase) => tags.some((tag) => phrase.includes(` ${tag}`)));
    return at === -1 ? [] : [{ situation, at }];
  });
}

/** One of them by its id; undefined for any other text. */
export function findSituation(id: string | undefined): LifeSituation | undefined {
  return id === undefined ? undefined : LIFE_SITUATIONS.find((one) => one.id === foldWord(id));
}
