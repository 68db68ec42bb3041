import { MAILBOX_WAY, mailboxForm } from '../domain/mailbox-form.ts';
import type { LocalText } from '../domain/parcel-content.ts';
import type { TargetForm } from '../domain/target-form.ts';
import type { DeliveryPorts } from './delivery-ports.ts';

/** What an authority can set up at its destinations: targets that need something, and the way into mailboxes, to which no application goes. */
export function settableWays(ports: Pick<DeliveryPorts, 'targets'>): readonly { readonly name: string; readonly label: LocalText; readonly form: TargetForm }[] {
  return [
    ...ports.targets.flatMap(({ name, label, form }) => (form === undefined ? [] : [{ name, label: label ?? { de: name }, form }])),
    { name: MAILBOX_WAY, label: { de: 'BundID-Postfach', en: 'BundID mailbox' }, form: mailboxForm },
  ];
}
