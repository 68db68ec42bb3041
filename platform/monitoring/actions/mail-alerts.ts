import { tenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { Mailer } from '@allmende/mail';
import { formatInstant } from '@allmende/time';
import { claimMail, selectDueMails, type DueMail } from '../data/alert.ts';
import { wordsOfRule } from '../domain/alert-words.ts';
import type { MonitoringPorts } from '../domain/ports.ts';

const DAY_MS = 86_400_000;
const AT_ONCE = 100;

/** Tells by e-mail whoever wants it of alerts that fired or ended, each once. A mail that could not be sent is tried again with the next look. Returns how many were sent. */
export async function mailAlerts(house: House, ports: Pick<MonitoringPorts, 'emailsOf'>, mailer: Mailer): Promise<number> {
  if (!ports.emailsOf) return 0;
  const now = house.clock.now();
  const due = await house.database.acrossTenants('monitoring/due-mails', (tx) => selectDueMails(tx, new Date(now.getTime() - DAY_MS), AT_ONCE));
  if (due.length === 0) return 0;
  const addresses = await ports.emailsOf(house, [...new Set(due.map((one) => one.account))]);
  const names = new Map((await house.directory.namesOf([...new Set(due.map((one) => tenantId(one.alert.tenant)))])).map((one) => [one.tenant as string, one]));
  let sent = 0;
  for (const one of due) {
    const to = addresses.get(one.account);
    if (to === undefined) continue;
    try {
      // Within the claim's transaction: what was not taken is not noted as sent.
      await house.database.acrossTenants('monitoring/send-mail', async (tx) => {
        if (!(await claimMail(tx, one, now))) return;
        const authority = names.get(one.alert.tenant);
        await mailer.send({ to, ...textOf(one, authority?.name, house.urlFor.absolute(authority ? house.urlFor.office(authority.slug, 'monitoring') : house.urlFor.operator('monitoring'))) });
        sent += 1;
      });
    } catch (error) {
      house.log.warn({ alert: one.alert.id, err: error }, 'a mail about an alert was not sent and is tried again');
    }
  }
  return sent;
}

function textOf({ alert, moment }: DueMail, authority: string | undefined, address: string): { subject: string; text: string } {
  const words = wordsOfRule(alert.rule, 'de');
  const title = words.title(alert.label);
  const value = alert.value === undefined ? '' : words.value(alert.value);
  const lines = moment === 'fired'
    ? [`${title}${value === '' ? '' : ` (${value})`}.`, `Seit: ${formatInstant(alert.since)}`, words.advice]
    : [`Nicht mehr: ${title}.`, `Vorbei seit: ${formatInstant(alert.resolvedAt ?? alert.firedAt)}`];
  return {
    subject: `${moment === 'fired' ? 'Störung' : 'Wieder gut'}: ${title}`,
    text: ['Guten Tag,', '', ...(authority === undefined ? [] : [`für ${authority}:`, '']), ...lines.filter((line) => line !== ''), '', `Mehr dazu: ${address}`, 'Dort können Sie diese E-Mails auch abbestellen.', ''].join('\n'),
  };
}
