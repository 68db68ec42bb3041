import { alert, badge, descriptionList, heading, html, linkButton, paragraph, section, steps, type Html, type Step } from '@allmende/html';
import { saidIn, translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { Instance, PassageStage } from '../../domain/instance.ts';
import type { PassageRecord } from '../../domain/passage.ts';
import type { StepName, StepRecord } from '../../domain/step.ts';
import { backupWords } from '../backup-words.ts';
import { stateWords } from '../state-words.ts';

const texts = translations({
  de: {
    version: 'Version', runs: 'Läuft', available: (version: string) => `Version ${version} ist verfügbar`, newest: 'auf dem neuesten Stand', update: 'Jetzt aktualisieren', channel: 'Aktualisierungen', change: 'Ändern',
    update_title: (version: string) => `Wird auf Version ${version} gebracht`, configure_title: 'Bekommt andere Einstellungen', restore_title: 'Wird auf einen früheren Stand gebracht', copy_title: 'Die Kopie wird gefüllt',
    calm: 'Ihre Daten werden gesichert, bevor sich etwas ändert. Wenn etwas nicht klappt, läuft die alte Version von selbst weiter.', calmCopy: 'Die Anwendung selbst bleibt davon unberührt.', took: (time: string) => `dauerte ${time}`, since: (time: string) => `seit ${time}`,
    returned: (version: string) => `Die Aktualisierung auf Version ${version} hat nicht geklappt`, returnedRestore: 'Das Zurücksetzen hat nicht geklappt', returnedConfiguration: 'Mit den neuen Einstellungen lief die Anwendung nicht', returnedConfigurationText: 'Die alten Einstellungen gelten weiter, mit allen Daten. Sie müssen nichts tun.', returnedText: 'Die alte Version läuft mit allen Daten weiter. Sie müssen nichts tun.', again: 'Die neue Version wird verworfen, die alte läuft gleich wieder.',
    copy: (day: string) => `Dies ist eine Kopie zum Nachsehen. Sie endet von selbst am ${day}.`, copyTitle: 'Kopie', toSource: 'Zur Anwendung',
  },
  en: {
    version: 'Version', runs: 'Running', available: (version: string) => `Version ${version} is available`, newest: 'up to date', update: 'Update now', channel: 'Updates', change: 'Change',
    update_title: (version: string) => `Is being brought to version ${version}`, configure_title: 'Gets other settings', restore_title: 'Is being set back to an earlier state', copy_title: 'The copy is being filled',
    calm: 'Your data are saved before anything changes. If something fails, the old version goes on by itself.', calmCopy: 'The app itself is not touched by it.', took: (time: string) => `took ${time}`, since: (time: string) => `for ${time}`,
    returned: (version: string) => `The update to version ${version} did not work`, returnedRestore: 'Setting back did not work', returnedConfiguration: 'The app did not run with the new settings', returnedConfigurationText: 'The old settings go on, with all data. You need not do anything.', returnedText: 'The old version goes on with all data. You need not do anything.', again: 'The new version is discarded, the old one runs again in a moment.',
    copy: (day: string) => `This is a copy to look things up. It ends by itself on ${day}.`, copyTitle: 'Copy', toSource: 'To the app',
  },
});

type Model = { instance: Instance; steps: readonly StepRecord[]; passages: readonly PassageRecord[]; newest: string | undefined; authority: AuthorityRef; mayControl: boolean; now: Date };
type Options = { locale: Locale; urlFor: UrlFor };

const ORDER: readonly { readonly step: StepName; readonly stages: readonly PassageStage[] }[] = [
  { step: 'back-up', stages: ['saving'] }, { step: 'fill', stages: ['filling'] }, { step: 'start-new', stages: ['starting'] }, { step: 'migrate', stages: ['migrating'] }, { step: 'verify', stages: ['verifying'] }, { step: 'switch', stages: ['switching'] },
  { step: 'drop-old', stages: ['dropping'] },
];

/** What is under way: the steps to another version or older data with their clock; or how the last try ended, if it did not work. */
export function passageView(model: Model, options: Options): Html | '' {
  const t = texts(options.locale);
  const { instance } = model;
  const { candidate } = instance;
  if (candidate) {
    const title = candidate.parameters ? t.configure_title : candidate.reason === 'update' ? t.update_title(candidate.packageVersion) : candidate.reason === 'restore' ? t.restore_title : t.copy_title;
    const returning = candidate.stage === 'returning';
    return section(html`${heading(title, 2)}${paragraph(returning ? `${saidIn(options.locale, candidate.detail ?? '')} ${t.again}` : candidate.reason === 'copy' ? t.calmCopy : t.calm)}${steps({ steps: passageSteps(model, options.locale), locale: options.locale })}`);
  }
  const [last] = model.passages;
  if (last?.outcome !== 'returned') return '';
  if (last.reason === 'update' && last.fromVersion === last.toVersion) return alert({ kind: 'warning', title: t.returnedConfiguration, body: html`${last.detail ? paragraph(saidIn(options.locale, last.detail)) : ''}${paragraph(t.returnedConfigurationText)}` });
  return alert({ kind: 'warning', title: last.reason === 'update' ? t.returned(last.toVersion) : t.returnedRestore, body: html`${last.detail ? paragraph(saidIn(options.locale, last.detail)) : ''}${paragraph(t.returnedText)}` });
}

function passageSteps(model: Model, locale: Locale): Step[] {
  const t = texts(locale);
  const words = stateWords(locale);
  const { candidate } = model.instance;
  const [passage] = model.passages;
  if (!candidate || !passage) return [];
  const done = model.steps.filter((step) => step.startedAt >= passage.startedAt);
  if (candidate.stage === 'returning') return done.map((step): Step => ({ label: words[step.step], state: step.outcome === undefined ? 'current' : step.outcome === 'done' ? 'done' : 'failed', ...(step.detail === undefined ? {} : { detail: saidIn(locale, step.detail) }) }));
  const planned = ORDER.filter(({ step }) => (step !== 'back-up' || candidate.reason !== 'copy') && (step !== 'drop-old' || candidate.reason !== 'copy') && (step !== 'migrate' || candidate.migrates || candidate.stage === 'migrating' || done.some((one) => one.step === 'migrate')));
  const at = planned.findIndex(({ stages }) => stages.includes(candidate.stage));
  return planned.map(({ step }, index): Step => {
    const last = done.findLast((one) => one.step === step);
    const current = index === at;
    const time = last?.endedAt && last.outcome === 'done' ? t.took(words.seconds(last.endedAt.getTime() - last.startedAt.getTime())) : current ? t.since(words.seconds(Math.max(0, model.now.getTime() - candidate.since.getTime()))) : undefined;
    return { label: words[step], state: index < at ? 'done' : current ? 'current' : 'waiting', ...(time === undefined ? {} : { time }) };
  });
}

/** Which version runs, whether there is a newer one, and how updates come. Nothing for apps that come with the platform. */
export function versionView(model: Model, options: Options): Html | '' {
  const t = texts(options.locale);
  const { instance } = model;
  if (instance.packageVersion === undefined) return '';
  const to = (...page: string[]) => options.urlFor.office(model.authority.slug, 'instances', instance.id, ...page);
  const free = model.mayControl && instance.wanted !== 'removed' && !instance.candidate;
  const copy = instance.copyOf !== undefined && instance.endsAt
    ? alert({ kind: 'info', title: t.copyTitle, body: html`${paragraph(t.copy(formatInstant(instance.endsAt, options.locale)))}<p>${linkButton({ label: t.toSource, href: options.urlFor.office(model.authority.slug, 'instances', instance.copyOf), look: 'secondary', small: true })}</p>` })
    : '';
  return html`${copy}${section(html`${heading(t.version, 2)}${descriptionList([
    { name: t.runs, value: html`${instance.packageVersion} ${model.newest === undefined ? badge(t.newest, 'success', { small: true }) : badge(t.available(model.newest), 'info', { small: true })}` },
    { name: t.channel, value: html`${backupWords(options.locale)[instance.channel]}${free && instance.copyOf === undefined ? html` ${linkButton({ label: t.change, href: to('channel'), look: 'tertiary', small: true, about: t.channel })}` : ''}` },
  ], options.locale)}${free && model.newest !== undefined ? html`<p>${linkButton({ label: t.update, href: to('update') })}</p>` : ''}`)}`;
}
