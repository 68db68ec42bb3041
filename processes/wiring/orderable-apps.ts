import { newestRelease, parameterForm } from '@allmende/app-packages';
import { translations } from '@allmende/i18n';
import { demonstrationApps } from '@allmende/operations/module';
import type { ParameterSchema } from '@allmende/operations';
import type { OrderableApp, OrderableApps } from '@allmende/procurement';
import { allApps } from './apps.ts';
import { appNeeds } from './app-needs.ts';

const texts = translations({
  de: { open: (title: string) => `${title} öffnen und Zugänge vergeben`, hint: 'Auf der Seite der Anwendung', demonstration: (app: string, title: string) => `„${title}“ läuft hier vorerst nur zur Vorführung: als Programm auf dem Rechner der Plattform, ohne Container und ohne Trennung von anderen. Sobald der Betrieb das Paket veröffentlicht hat (./allmende app publish ops/apps/${app} --build), laufen neue Bestellungen in einem eigenen Container mit täglicher Sicherung.` },
  en: { open: (title: string) => `Open ${title} and give access`, hint: 'On the page of the app', demonstration: (app: string, title: string) => `“${title}” runs here for demonstration only, for now: as a program on the machine of the platform, without a container and without a wall to others. Once the operator has published the package (./allmende app publish ops/apps/${app} --build), new orders run in a container of their own, saved every day.` },
});

/** What can be ordered: our own apps as they say it themselves, others as their newest released package says it. */
export const orderableApps: OrderableApps = (app) => allApps.find((one) => one.app === app) ?? packagedApp(app);

function packagedApp(app: string): OrderableApp {
  return {
    parameters: async (ctx) => {
      const release = await newestRelease(ctx, { app, channel: 'stable' });
      // `app check` has held the package against what a form can ask.
      return ((release && parameterForm(release.package, ctx.locale)) ?? { type: 'object', additionalProperties: false, properties: {} }) as ParameterSchema;
    },
    note: async (ctx) => {
      const title = demonstrationApps.get(app);
      return title === undefined || (await newestRelease(ctx, { app, channel: 'stable' })) ? undefined : texts(ctx.locale).demonstration(app, title);
    },
    unmet: async (ctx) => {
      const release = await newestRelease(ctx, { app, channel: 'stable' });
      return release && appNeeds.unmet(ctx, release.package);
    },
    nextSteps: async (ctx, instance) => {
      const [authority] = await ctx.directory.namesOf([ctx.tenant]);
      const t = texts(ctx.locale);
      return authority ? [{ label: t.open(instance.title), hint: t.hint, state: 'open', href: ctx.urlFor.office(authority.slug, 'instances', instance.id) }] : [];
    },
  };
}
