import { answerSummary, textValues, type AnswerSummary } from '../domain/answer-summary.ts';
import { formatAnswer } from '../domain/format-value.ts';
import { hasExampleValues, sourceOf } from '../domain/overlay.ts';
import { remedyFor } from '../domain/remedy.ts';
import type { Value } from '../domain/rules/value.ts';
import type { Answers, Situation } from '../domain/situation.ts';
import { formatDate, type PlainDate } from '@allmende/time';

type Words = { readonly de: string } & Readonly<Record<string, string>>;

/** What the service package and the authority's values say about working on one application. Texts of notices are German templates with ICU placeholders. */
export type CaseGuide = {
  readonly regime: string;
  readonly secrecy: string;
  readonly names: Words;
  /** 14 digits, where the package knows them. */
  readonly leistungsschluessel?: string;
  readonly summaries: { readonly de: AnswerSummary } & Readonly<Record<string, AnswerSummary>>;
  readonly decisions: readonly {
    readonly id: string; readonly names: Words; readonly setsAmount: boolean; readonly amount: Value | undefined; readonly setsFirstAmount: boolean; readonly firstAmount: Value | undefined; readonly startsOn: Value | undefined;
    readonly blocks: readonly string[];
    /** Where the law leaves no discretion: the norm, and whether a second person confirms what is decided for many at once. */
    readonly bound?: { readonly source: string; readonly fourEyes: boolean };
    /** The decision refuses what was applied for: the reasons of which one is chosen for the figures. */
    readonly refusal?: { readonly reasons: readonly { readonly id: string; readonly label: Words }[] };
  }[];
  /** Periods in which the authority has to decide; one of which nobody has entered the length is left out. */
  readonly deadlines: readonly { readonly id: string; readonly label: Words; readonly count: number; readonly unit: 'days' | 'workdays' | 'weeks' | 'months'; readonly source: string; readonly begins?: 'received' | 'complete'; readonly effect?: 'deemed-approval' }[];
  /** How long the closed case is kept, where the package says it. */
  readonly retention?: { readonly count: number; readonly unit: 'months' | 'years'; readonly begins: 'closing' | 'year-end'; readonly source: string };
  /** What it costs, in cents; one of which nobody has entered the amount is left out. */
  readonly fees: readonly { readonly id: string; readonly label: Words; readonly cents: number; readonly source: string }[];
  /** Of the Land of the place, as of the day of sending; undefined where nobody has entered it. */
  readonly remedy: { readonly kind: string; readonly text: string; readonly source: string; readonly example: boolean } | undefined;
  /** Values for placeholders, in German words: overlay and results by their placeholder, answers in camel case (`dogName`), `statute` and `statuteDate`. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly missingEvidence: readonly Words[];
  readonly clearFields: Readonly<Record<string, Value>>;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly hasExampleValues: boolean;
};

/** What a caseworker needs beside answers that were given at a place. `situation` is what follows from them on the day of sending, `later` the evidence that was to come. */
export function caseGuideOf({ situation, answers, later, placeArs }: { readonly situation: Situation; readonly answers: Answers; readonly later: readonly string[]; readonly placeArs: string }): CaseGuide {
  const { service, today: sentOn } = situation;
  const { package: servicePackage, overlay } = service;
  const { languages, regime, secrecy, clearFields } = servicePackage.service;
  const words = (key: string): Words => ({ ...Object.fromEntries(languages.map((language) => [language, service.texts(language).get(key)])), de: service.texts('de').get(key) });
  const template = (key: string) => servicePackage.texts['de']?.[key] ?? key;
  const result = (rule: string | undefined) => (rule === undefined ? undefined : service.rule(rule)?.(situation.environment));
  const remedy = remedyFor(servicePackage, placeArs.slice(0, 2), sentOn);
  return {
    regime, secrecy, names: words('service.name'), ...(servicePackage.service.leistungsschluessel === null ? {} : { leistungsschluessel: servicePackage.service.leistungsschluessel }),
    summaries: { ...Object.fromEntries(languages.filter((language) => language !== 'de').map((language) => [language, answerSummary(situation, language, 'caseworker')])), de: answerSummary(situation, 'de', 'caseworker') },
    decisions: servicePackage.case.decisions.map(({ id, amount, firstAmount, startsOn, blocks, bound, refusal }) => ({
      id, names: words(`case.decision.${id}`), setsAmount: amount !== undefined, amount: result(amount), setsFirstAmount: firstAmount !== undefined, firstAmount: result(firstAmount), startsOn: result(startsOn), blocks: blocks.map(template),
      ...(bound === undefined ? {} : { bound: { source: bound.source, fourEyes: bound.fourEyes } }), ...(refusal === undefined ? {} : { refusal: { reasons: refusal.reasons.map((reason) => ({ id: reason, label: words(`case.reason.${reason}`) })) } }),
    })),
    deadlines: (servicePackage.service.deadlines ?? []).flatMap(({ id, of, count, unit, source, begins, effect }) => (of === 'applicant' || count === null ? [] : [{
      id, label: words(`service.deadline.${id}`), count, unit, source, ...(begins === undefined ? {} : { begins }), ...(effect === undefined ? {} : { effect }),
    }])),
    ...(servicePackage.service.retention.cases === undefined ? {} : { retention: servicePackage.service.retention.cases }),
    fees: (servicePackage.service.fees ?? []).flatMap(({ id, cents, parameter, source }) => {
      const amount = parameter === undefined ? cents : overlay.parameters[parameter];
      return typeof amount === 'number' ? [{ id, label: words(`service.fee.${id}`), cents: amount, source: parameter === undefined ? source : (sourceOf(servicePackage, overlay, parameter)?.statute ?? source) }] : [];
    }),
    remedy: remedy && { kind: remedy.kind, text: template(remedy.text), source: remedy.source, example: remedy.example },
    facts: { ...textValues(situation, 'de'), ...answersInWords(), ...statute() },
    missingEvidence: later.map((id) => words(`evidence.${id}.label`)),
    clearFields: Object.fromEntries(clearFields.flatMap((id) => (answers[id] === undefined ? [] : [[id, answers[id]]]))),
    parameters: overlay.parameters, hasExampleValues: hasExampleValues(overlay),
  };

  function answersInWords(): Record<string, string> {
    const texts = service.texts('de');
    return Object.fromEntries(servicePackage.fields.flatMap((field) => {
      const answer = answers[field.id];
      return answer === undefined ? [] : [[camelCase(field.id), formatAnswer(field, answer, texts)]];
    }));
  }

  function statute(): Record<string, string> {
    const [parameter] = servicePackage.overlay.parameters;
    const source = overlay.sources['statute'] ?? (parameter === undefined ? undefined : sourceOf(servicePackage, overlay, parameter.id));
    return source === undefined ? {} : { statute: source.statute, statuteDate: formatDate(source.statuteDate as PlainDate) };
  }
}

function camelCase(id: string): string {
  return id.replaceAll(/\.([a-z])/gu, (_dot, letter: string) => letter.toUpperCase());
}
